// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.channel;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;

/**
 * An external pre-shared key of TLS 1.3 (RFC 8446, clause 4.2.11; RFC 9257), used with a fresh key
 * agreement (psk_dhe_ke) and SHA-384. It owns the key.
 *
 * @param identity the name that both ends know it by, not secret, 1 to 255 bytes
 * @param key of 256 bits
 */
public record PresharedKey(Bytes identity, Key key) implements AutoCloseable {
  private static final int LONGEST_IDENTITY = 255;

  /** Checks lengths. */
  public PresharedKey {
    if (identity.length() < 1 || identity.length() > LONGEST_IDENTITY) {
      throw new IllegalArgumentException(
          "the name of a shared key has 1 to " + LONGEST_IDENTITY + " bytes");
    }
    if (key.spec().bits() != 256 || key.spec().equals(KeySpec.EC_P256)) {
      throw new IllegalArgumentException("a shared key has 256 bits and is no private key");
    }
  }

  /** Wipes the key. */
  @Override
  public void close() {
    key.close();
  }
}
