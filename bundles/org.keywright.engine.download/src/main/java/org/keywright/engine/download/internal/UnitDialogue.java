// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import org.keywright.protocol.Application;
import org.keywright.protocol.download.Instruction;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedResponseException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvException;

/** Commands to one unit over one link, with a refusal named for the attempt. For one thread. */
final class UnitDialogue {
  private final Link link;
  private final ApduChannel channel;
  private final String unit;

  /** Borrows the link. */
  UnitDialogue(Link link, Endpoint endpoint) {
    this.link = link;
    this.channel = new ApduChannel(link);
    this.unit = endpoint.toString();
  }

  /** Reads an answer's data. */
  @FunctionalInterface
  interface Decoding<T> {
    T decode(byte[] data) throws TlvException;
  }

  void select(Application application) throws LinkException, StatusException {
    send("SELECT " + application, application.select());
  }

  byte[] send(String attempt, Instruction instruction, int p1, byte[] data)
      throws LinkException, StatusException {
    return send(attempt, new CommandApdu(0x80, instruction.ins(), p1, 0, data));
  }

  private byte[] send(String attempt, CommandApdu command) throws LinkException, StatusException {
    return requireOk(attempt, channel.send(command)).data();
  }

  <T> T ask(String attempt, Instruction instruction, int p1, byte[] data, Decoding<T> decoding)
      throws LinkException, StatusException, MalformedResponseException {
    return read(attempt, send(attempt, instruction, p1, data), decoding);
  }

  /** Sends a command that is encoded already, and may be wiped when this returns. */
  <T> T sendRaw(String attempt, byte[] command, Decoding<T> decoding)
      throws LinkException, StatusException, MalformedResponseException {
    var answer = ResponseApdu.parse(link.transceive(command));
    return read(attempt, requireOk(attempt, answer).data(), decoding);
  }

  private <T> T read(String attempt, byte[] data, Decoding<T> decoding)
      throws MalformedResponseException {
    try {
      return decoding.decode(data);
    } catch (TlvException e) {
      throw new MalformedResponseException(on(attempt), e.getMessage());
    }
  }

  private ResponseApdu requireOk(String attempt, ResponseApdu answer) throws StatusException {
    if (!answer.status().ok()) {
      throw new StatusException(on(attempt), answer.status());
    }
    return answer;
  }

  /** An attempt with the unit's name: {@code ERASE KEY in place 2 on sim:ei-7}. */
  String on(String attempt) {
    return attempt + " on " + unit;
  }
}
