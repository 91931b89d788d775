// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Arrays;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Mac;

/**
 * The two keys of one block: KBEK enciphers, KBAK authenticates. Closing wipes both.
 *
 * @param encryption KBEK
 * @param authentication KBAK
 */
record KeyBlockKeys(Key encryption, Key authentication) implements AutoCloseable {
  private static final int ENCRYPTION_VARIANT = 0x45;
  private static final int AUTHENTICATION_VARIANT = 0x4D;

  /** Makes the keys as the version has it: variants for A and C, derivation for B and D. */
  static KeyBlockKeys of(KeyBlockForm form, Key kbpk, Mac tdesCmac, Mac aesCmac)
      throws KeyException {
    KeyAlgorithm wanted = form == KeyBlockForm.D ? KeyAlgorithm.AES : KeyAlgorithm.TDES;
    if (kbpk.spec().algorithm() != wanted) {
      throw new KeyException(
          "a key block of version "
              + form
              + " is protected by a key of "
              + wanted
              + ", not "
              + kbpk.spec());
    }
    if (form.byVariants()) {
      return pair(variant(kbpk, ENCRYPTION_VARIANT), () -> variant(kbpk, AUTHENTICATION_VARIANT));
    }
    Mac mac = form == KeyBlockForm.D ? aesCmac : tdesCmac;
    return pair(derived(kbpk, mac, 0), () -> derived(kbpk, mac, 1));
  }

  private static KeyBlockKeys pair(Key encryption, Source authentication) throws KeyException {
    boolean done = false;
    try {
      var pair = new KeyBlockKeys(encryption, authentication.make());
      done = true;
      return pair;
    } finally {
      if (!done) {
        encryption.close();
      }
    }
  }

  /** TR-31:2018, 5.3.1: each byte of the protection key plus the same byte. */
  private static Key variant(Key kbpk, int constant) throws KeyException {
    byte[] made =
        kbpk.material()
            .expose(
                lent -> {
                  byte[] varied = lent.clone();
                  for (int i = 0; i < varied.length; i++) {
                    varied[i] ^= (byte) constant;
                  }
                  return varied;
                });
    return Key.of(kbpk.spec(), KeyMaterial.consume(made));
  }

  /** TR-31:2018, 5.3.2: CMAC over counter, usage, 00, algorithm and length in bits. */
  private static Key derived(Key kbpk, Mac mac, int usage) throws KeyException {
    int bits = kbpk.spec().bits();
    byte[] data = {0, 0, (byte) usage, 0, 0, algorithmCode(kbpk), (byte) (bits >> 8), (byte) bits};
    byte[] made = new byte[kbpk.spec().length()];
    for (int at = 0; at < made.length; at += mac.length()) {
      data[0]++;
      byte[] part = mac.mac(kbpk, data);
      System.arraycopy(part, 0, made, at, Math.min(part.length, made.length - at));
      Arrays.fill(part, (byte) 0);
    }
    return Key.of(kbpk.spec(), KeyMaterial.consume(made));
  }

  private static byte algorithmCode(Key kbpk) {
    int bits = kbpk.spec().bits();
    if (kbpk.spec().algorithm() == KeyAlgorithm.TDES) {
      return (byte) (bits == 128 ? 0 : 1);
    }
    return (byte) (bits / 64);
  }

  @Override
  public void close() {
    encryption.close();
    authentication.close();
  }

  @FunctionalInterface
  private interface Source {
    Key make() throws KeyException;
  }
}
