// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.keywright.crypto.Diversification;
import org.keywright.crypto.KeyWrap;
import org.keywright.crypto.Mac;

/**
 * Everything that is computed with here. One that exists has given the known answers: the
 * constructor asks for them and throws {@link IllegalStateException} if one is wrong.
 *
 * <p>Safe for use by many threads.
 *
 * @param aesCmac CMAC under AES keys
 * @param tdesCmac CMAC under TDES keys
 * @param counterKdf SP 800-108 with AES-CMAC
 * @param an10922 NXP's diversification
 * @param aesKw key wrap without padding
 * @param aesKwp key wrap with padding
 * @param aes AES as such
 * @param tdes triple DES as such
 * @param gcm AES-GCM
 * @param argon2id the stretching of passphrases
 * @param random random bytes
 */
public record Primitives(
    Mac aesCmac,
    Mac tdesCmac,
    Diversification counterKdf,
    Diversification an10922,
    KeyWrap aesKw,
    KeyWrap aesKwp,
    BlockCipher aes,
    BlockCipher tdes,
    Gcm gcm,
    Argon2id argon2id,
    RandomSource random) {
  private static final int MOST_GENERATORS = 16;

  /** Proves all of them. */
  public Primitives {
    KnownAnswers.aesCmac(aesCmac);
    KnownAnswers.tdesCmac(tdesCmac);
    KnownAnswers.counterKdf(counterKdf);
    KnownAnswers.an10922(an10922);
    KnownAnswers.aesKw(aesKw);
    KnownAnswers.aesKwp(aesKwp);
    KnownAnswers.aes(aes);
    KnownAnswers.tdes(tdes);
    KnownAnswers.gcm(gcm);
    KnownAnswers.argon2id(argon2id);
    KnownAnswers.random(random);
  }

  /** Makes them of the JDK's ciphers and Bouncy Castle. */
  public static Primitives standard() {
    var aesCmac = new AesCmac();
    var tdes = BlockCipher.tdes();
    var tdesCmac = new TdesCmac(tdes);
    int processors = Runtime.getRuntime().availableProcessors();
    return new Primitives(
        aesCmac,
        tdesCmac,
        new CounterKdf(),
        new An10922(aesCmac, tdesCmac),
        AesKeyWrap.kw(),
        AesKeyWrap.kwp(),
        BlockCipher.aes(),
        tdes,
        new Gcm(CipherPool.aes("GCM", 0)),
        Argon2id.BOUNCY_CASTLE,
        new DrbgRandom(Math.min(MOST_GENERATORS, 2 * processors)));
  }
}
