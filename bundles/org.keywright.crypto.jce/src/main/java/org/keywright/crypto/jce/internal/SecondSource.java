// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;

/**
 * Mixes a second source into what the DRBG gave: exclusive or with what HKDF makes of it under a
 * fresh salt. HMAC and HKDF give their known answers when a second source is first used, so that a
 * start pays nothing for them (ADR 32).
 */
final class SecondSource {
  private static final int SALT = 32;
  private static final byte[] INFO = "Keywright second source".getBytes(StandardCharsets.US_ASCII);

  private final RandomSource random;

  SecondSource(RandomSource random) {
    this.random = random;
  }

  /** HMAC and HKDF, proved when this class is first asked for them. */
  private static final class Proved {
    static final HmacHkdf HKDF = hkdf();

    private static HmacHkdf hkdf() {
      var hmac = new HmacSha256();
      CurveAnswers.hmac(hmac);
      var hkdf = new HmacHkdf(hmac);
      CurveAnswers.hkdf(hkdf);
      return hkdf;
    }
  }

  void mixInto(byte[] drawn, KeyMaterial second) throws KeyException {
    if (second.length() < Keys.LEAST_SECOND_SOURCE) {
      Arrays.fill(drawn, (byte) 0);
      throw new KeyException(
          "a second source has at least "
              + Keys.LEAST_SECOND_SOURCE
              + " bytes, not "
              + second.length());
    }
    byte[] salt = new byte[SALT];
    random.nonce(salt);
    boolean mixed = false;
    try {
      second.expose(
          (byte[] lent) -> {
            NoiseHealth.check(lent);
            return true;
          });
      var spec = new KeySpec(KeyAlgorithm.HMAC, 8 * Math.max(8, drawn.length));
      try (var concentrated = Proved.HKDF.extract(salt, second);
          var mask = Proved.HKDF.expand(concentrated, INFO, spec)) {
        mask.material()
            .expose(
                lent -> {
                  Blocks.xor(drawn, 0, lent, 0, drawn.length);
                  return true;
                });
        mixed = true;
      }
    } finally {
      if (!mixed) {
        Arrays.fill(drawn, (byte) 0);
      }
    }
  }
}
