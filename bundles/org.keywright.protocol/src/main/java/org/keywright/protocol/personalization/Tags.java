// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;

/** Reads values that several messages have in common. */
final class Tags {
  /** r and s of ECDSA on P-256, 32 bytes each. */
  static final int SIGNATURE = 64;

  /** A random number. */
  static final int NONCE = 32;

  /** The longest certificate in bytes. */
  static final int CERTIFICATE = 1024;

  /** The latest time that is taken: the end of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  /** An uncompressed point of P-256. */
  static final int POINT = 65;

  private Tags() {}

  /** The content of a message that is one template. */
  static TlvReader whole(byte[] encoded, int tag) throws TlvException {
    var outer = TlvReader.of(encoded);
    var in = outer.nested(tag);
    outer.end();
    return in;
  }

  static Bytes take(TlvReader in, int tag, int length) throws TlvException {
    return Bytes.of(in.take(tag, length));
  }

  static Bytes take(TlvReader in, int tag, int least, int most) throws TlvException {
    return Bytes.of(in.take(tag, least, most));
  }

  static Optional<Bytes> takeIfNext(TlvReader in, int tag, int least, int most)
      throws TlvException {
    return in.nextIs(tag) ? Optional.of(take(in, tag, least, most)) : Optional.empty();
  }

  static Instant takeTime(TlvReader in, int tag) throws TlvException {
    long seconds = in.takeLong(tag, 8);
    if (seconds < 0 || seconds > LAST_SECOND) {
      throw new TlvException("tag %02X holds no time".formatted(tag));
    }
    return Instant.ofEpochSecond(seconds);
  }

  /** Reads UTF-8 without control characters. */
  static String takeText(TlvReader in, int tag, int most) throws TlvException {
    var bytes = ByteBuffer.wrap(in.take(tag, 0, most));
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      if (text.chars().anyMatch(Character::isISOControl)) {
        throw new TlvException("tag %02X holds a control character".formatted(tag));
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new TlvException("tag %02X holds no UTF-8".formatted(tag));
    }
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
