// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.util.Arrays;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * The data of HELLO: how a host greets a module.
 *
 * @param host SN of the host
 * @param challenge R_MH, 16 bytes
 * @param suites every suite that the host takes
 */
public record HostHello(SerialNumber host, Bytes challenge, Bytes suites) {
  /** The length of both sides' random numbers in bytes. */
  public static final int CHALLENGE_LENGTH = 16;

  /** Encodes the TLVs. */
  public byte[] encode() {
    return new TlvWriter(64)
        .put(0x81, host.value().toArray())
        .put(0x84, challenge.toArray())
        .put(0x8F, suites.toArray())
        .toBytes();
  }

  /**
   * Reads the TLVs and nothing beside them.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length,
   *     or the random number is all zero
   */
  public static HostHello decode(byte[] encoded) throws TlvException {
    var in = TlvReader.of(encoded);
    byte[] host = in.take(0x81, SerialNumber.LENGTH);
    byte[] challenge = takeChallenge(in, 0x84);
    byte[] suites = in.take(0x8F, 1, 16);
    in.end();
    return new HostHello(SerialNumber.of(host), Bytes.of(challenge), Bytes.of(suites));
  }

  static byte[] takeChallenge(TlvReader in, int tag) throws TlvException {
    byte[] challenge = in.take(tag, CHALLENGE_LENGTH);
    if (Arrays.equals(challenge, new byte[CHALLENGE_LENGTH])) {
      throw new TlvException("tag %02X holds a random number of zeros".formatted(tag));
    }
    return challenge;
  }

  /** Whether the host offers this suite. */
  public boolean offers(int suite) {
    return contains(suites, suite);
  }

  static boolean contains(Bytes suites, int suite) {
    for (int i = 0; i < suites.length(); i++) {
      if (suites.at(i) == suite) {
        return true;
      }
    }
    return false;
  }
}
