// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Computes message authentication codes at full length.
 *
 * <p>Implementations are safe for use by many threads and keep nothing of a call.
 */
@ConsumerType
public interface Mac {
  /** The algorithm's name as its standard has it. */
  String name();

  /** The length of a code in bytes. */
  int length();

  /** Computes the code of the data. */
  byte[] mac(Key key, byte[] data) throws KeyException;

  /** Computes the code of a secret followed by data; no copy of the secret stays behind. */
  default byte[] mac(Key key, KeyMaterial secret, byte[] data) throws KeyException {
    return secret.expose(
        (byte[] lent) -> {
          byte[] all = Arrays.copyOf(lent, lent.length + data.length);
          try {
            System.arraycopy(data, 0, all, lent.length, data.length);
            return mac(key, all);
          } finally {
            Arrays.fill(all, (byte) 0);
          }
        });
  }

  /** Checks a received code in constant time. */
  default boolean verify(Key key, byte[] data, byte[] received) throws KeyException {
    return MessageDigest.isEqual(mac(key, data), received);
  }
}
