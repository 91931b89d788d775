// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.tls;

import java.util.Arrays;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;

/** A unit that answers with the command and 9000. */
final class EchoUnit implements ApduResponder {
  static final byte[] COMMAND = {(byte) 0x80, 0x40, 0, 0, 0};

  @Override
  public Atr atr() {
    return Atr.of(new byte[] {0x3B, 2, 'K', 'W'});
  }

  @Override
  public byte[] respond(byte[] command) {
    return echo(command);
  }

  static byte[] echo(byte[] command) {
    byte[] answer = Arrays.copyOf(command, command.length + 2);
    answer[command.length] = (byte) 0x90;
    return answer;
  }
}
