// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Sends commands over a link, and does what ISO/IEC 7816-4 wants around them: command chaining for
 * data that the module's command length cannot hold (clause 5.3.3), GET RESPONSE after 61xx and the
 * repeat with the right Le after 6Cxx (clause 5.3.4); with data, 6Cxx is an answer like any other.
 *
 * <p>Borrows the link and does not close it. For one thread at a time.
 */
public final class ApduChannel {
  private static final int CHAINING = 0x10;
  private static final int GET_RESPONSE = 0xC0;
  private static final int CHUNK = 255;

  private final Link link;
  private final boolean extended;
  private final int limit;

  /**
   * Makes a channel.
   *
   * @param link the path to the module
   * @param extended whether the module takes extended lengths; otherwise long data are chained
   * @param limit the greatest answer in bytes that is put together; a longer one is an error
   */
  public ApduChannel(Link link, boolean extended, int limit) {
    this.link = link;
    this.extended = extended;
    this.limit = limit;
  }

  /** Makes a channel with extended lengths and answers of at most 65,536 bytes. */
  public ApduChannel(Link link) {
    this(link, true, 0x10000);
  }

  /**
   * Sends one command and returns its whole answer.
   *
   * @throws LinkException if the path fails or the answer goes over the limit
   */
  public ResponseApdu send(CommandApdu command) throws LinkException {
    return command.extended() && !extended ? chained(command) : single(command);
  }

  private ResponseApdu chained(CommandApdu command) throws LinkException {
    byte[] data = command.data();
    int at = 0;
    while (data.length - at > CHUNK) {
      var part =
          new CommandApdu(
              command.cla() | CHAINING,
              command.ins(),
              command.p1(),
              command.p2(),
              Arrays.copyOfRange(data, at, at + CHUNK),
              0);
      var answer = ResponseApdu.parse(link.transceive(part.toBytes()));
      if (!answer.status().ok()) {
        return answer;
      }
      at += CHUNK;
    }
    byte[] rest = Arrays.copyOfRange(data, at, data.length);
    int ne = Math.min(command.ne(), 256);
    return single(
        new CommandApdu(command.cla(), command.ins(), command.p1(), command.p2(), rest, ne));
  }

  private ResponseApdu single(CommandApdu command) throws LinkException {
    var answer = exchange(command);
    return answer.status().value() >> 8 == 0x61 ? collected(command, answer) : answer;
  }

  private ResponseApdu exchange(CommandApdu command) throws LinkException {
    var answer = ResponseApdu.parse(link.transceive(command.toBytes()));
    int status = answer.status().value();
    if (status >> 8 != 0x6C || answer.length() > 0) {
      return answer;
    }
    var again =
        new CommandApdu(
            command.cla(), command.ins(), command.p1(), command.p2(), command.data(), le(status));
    return ResponseApdu.parse(link.transceive(again.toBytes()));
  }

  private ResponseApdu collected(CommandApdu command, ResponseApdu first) throws LinkException {
    var all = new ByteArrayOutputStream();
    var answer = first;
    while (true) {
      all.writeBytes(answer.data());
      if (all.size() > limit) {
        throw new LinkException("the answer is longer than " + limit + " bytes");
      }
      int status = answer.status().value();
      if (status >> 8 != 0x61) {
        return new ResponseApdu(all.toByteArray(), answer.status());
      }
      var next =
          exchange(
              new CommandApdu(
                  command.cla() & ~CHAINING, GET_RESPONSE, 0, 0, new byte[0], le(status)));
      if (next.length() == 0 && next.status().value() >> 8 == 0x61) {
        throw new LinkException("the module promises more bytes and gives none");
      }
      answer = next;
    }
  }

  private static int le(int status) {
    return (status & 0xFF) == 0 ? 256 : status & 0xFF;
  }
}
