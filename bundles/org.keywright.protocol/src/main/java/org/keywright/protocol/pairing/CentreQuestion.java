// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * What a desk says to the centre, without its MAC: of a code that it wants, or of a module and a
 * host that it saw together.
 *
 * @param desk the desk's name, printable ASCII
 * @param challenge the desk's challenge, 16 bytes
 * @param module MSID
 * @param host SN
 * @param index N: as the host shows it; in a report, as the module has it afterwards
 * @param attestation the digits beside it, four of them, in a question for a pairing's code
 * @param purpose what for, in words, at most 100 bytes of UTF-8, in a question for a code
 * @param paired in a report, whether the two were paired just then
 */
public record CentreQuestion(
    String desk,
    Bytes challenge,
    SerialNumber module,
    SerialNumber host,
    long index,
    Optional<String> attestation,
    String purpose,
    boolean paired) {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_PURPOSE = 100;

  /** Encodes the TLVs of a question for a code of either kind. */
  public byte[] encodeCode() {
    var out = front();
    attestation.ifPresent(digits -> out.put(0xAC, digits.getBytes(StandardCharsets.US_ASCII)));
    if (!purpose.isEmpty()) {
      out.put(0xD1, purpose.getBytes(StandardCharsets.UTF_8));
    }
    return out.toBytes();
  }

  /** Encodes the TLVs of a report. */
  public byte[] encodeReport() {
    return front().putNumber(0xD6, paired ? 1 : 0, 1).toBytes();
  }

  private TlvWriter front() {
    return new TlvWriter()
        .put(0xD0, desk.getBytes(StandardCharsets.US_ASCII))
        .put(0x84, challenge.toArray())
        .put(0xA0, module.value().toArray())
        .put(0x81, host.value().toArray())
        .putNumber(0xA8, index, 4);
  }

  /**
   * Reads the TLVs up to the MAC, which is left.
   *
   * @param instruction what is asked, as {@link CentreExchange} names it
   * @throws TlvException if a tag is missing, unknown, out of order or of another length
   */
  public static CentreQuestion read(TlvReader in, int instruction) throws TlvException {
    String desk = text(in.take(0xD0, 1, LONGEST_NAME));
    byte[] challenge = in.take(0x84, CentreExchange.CHALLENGE_LENGTH);
    byte[] module = in.take(0xA0, SerialNumber.LENGTH);
    byte[] host = in.take(0x81, SerialNumber.LENGTH);
    long index = in.takeLong(0xA8, 4);
    Optional<String> attestation = Optional.empty();
    String purpose = "";
    boolean paired = false;
    if (instruction == CentreExchange.REPORT) {
      paired = in.takeNumber(0xD6, 1) == 1;
    } else {
      if (instruction == CentreExchange.CODE && in.nextIs(0xAC)) {
        attestation = Optional.of(text(in.take(0xAC, PairingCodes.ATTESTATION_DIGITS)));
      }
      if (in.nextIs(0xD1)) {
        purpose = text(in.take(0xD1, 1, LONGEST_PURPOSE));
      }
    }
    return new CentreQuestion(
        desk,
        Bytes.of(challenge),
        SerialNumber.of(module),
        SerialNumber.of(host),
        index,
        attestation,
        purpose,
        paired);
  }

  private static String text(byte[] value) throws TlvException {
    String text = new String(value, StandardCharsets.UTF_8);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new TlvException("a text has a control character");
    }
    return text;
  }
}
