// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The client's first frame: {@code KWT1} and the UTF-8 name of the wanted unit. */
final class Hello {
  private static final byte[] MAGIC = {'K', 'W', 'T', '1'};

  private Hello() {}

  static byte[] of(String unit) {
    byte[] name = unit.getBytes(StandardCharsets.UTF_8);
    byte[] frame = Arrays.copyOf(MAGIC, MAGIC.length + name.length);
    System.arraycopy(name, 0, frame, MAGIC.length, name.length);
    return frame;
  }

  /** Reads the name of the unit. */
  static String unit(byte[] frame) throws ProtocolException {
    if (frame.length < MAGIC.length || !Arrays.equals(frame, 0, 4, MAGIC, 0, 4)) {
      throw new ProtocolException("the first frame does not begin with KWT1");
    }
    try {
      var name = ByteBuffer.wrap(frame, MAGIC.length, frame.length - MAGIC.length);
      return StandardCharsets.UTF_8.newDecoder().decode(name).toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolException("the unit's name is not UTF-8");
    }
  }
}
