// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.keywright.crypto.Diversification;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyWrap;
import org.keywright.crypto.Mac;

/** Primitives that give a wrong answer never come to be, and so no service does. */
class PrimitivesTest {
  private static final Primitives GOOD = Samples.PRIMITIVES;

  @Test
  void comeToBeWhenAllAnswersAreRight() {
    assertThatCode(Primitives::standard).doesNotThrowAnyException();
  }

  @Test
  void doNotWithACmacThatErrsInItsLastByte() {
    refused("AES-CMAC", () -> with(new WrongMac(GOOD.aesCmac()), GOOD.tdesCmac()));
    refused("TDES-CMAC", () -> with(GOOD.aesCmac(), new WrongMac(GOOD.tdesCmac())));
  }

  @Test
  void doNotWithADiversificationThatPassesOverItsFields() {
    refused("SP 800-108", () -> with(new Fieldless(GOOD.counterKdf()), GOOD.an10922()));
    refused("AN10922", () -> with(GOOD.counterKdf(), new Fieldless(GOOD.an10922())));
  }

  @Test
  void doNotWithAWrapThatOpensEverything() {
    refused("AES-KW", () -> with(new Gullible(GOOD.aesKw()), GOOD.aesKwp()));
    refused("AES-KWP", () -> with(GOOD.aesKw(), new Gullible(GOOD.aesKwp())));
  }

  @Test
  void doNotWithCiphersTakenForOneAnother() {
    refused("AES", () -> with(GOOD.tdes(), GOOD.tdes(), GOOD.gcm()));
    refused("TDES", () -> with(GOOD.aes(), GOOD.aes(), GOOD.gcm()));
    refused("AES-GCM", () -> with(GOOD.aes(), GOOD.tdes(), new Gcm(CipherPool.aes("CBC", 16))));
  }

  @Test
  void doNotWithAStretchingThatSavesItsCost() {
    Argon2id cheap = (passphrase, salt, secret, associated, cost) -> new byte[Argon2id.LENGTH];
    refused("Argon2id", () -> with(cheap, GOOD.random()));
  }

  @Test
  void doNotWithRandomBytesThatRepeat() {
    var constant =
        new RandomSource() {
          @Override
          public void key(byte[] out) {
            out[0] = 7;
          }

          @Override
          public void nonce(byte[] out) {
            GOOD.random().nonce(out);
          }
        };
    refused("random number generator", () -> with(GOOD.argon2id(), constant));
  }

  private static void refused(String primitive, Runnable making) {
    assertThatThrownBy(making::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("self-test of " + primitive)
        .hasMessageEndingWith(" failed");
  }

  private static Primitives with(Mac aesCmac, Mac tdesCmac) {
    return made(aesCmac, tdesCmac, GOOD.counterKdf(), GOOD.an10922(), GOOD.aesKw(), GOOD.aesKwp());
  }

  private static Primitives with(Diversification kdf, Diversification an10922) {
    return made(GOOD.aesCmac(), GOOD.tdesCmac(), kdf, an10922, GOOD.aesKw(), GOOD.aesKwp());
  }

  private static Primitives with(KeyWrap kw, KeyWrap kwp) {
    return made(GOOD.aesCmac(), GOOD.tdesCmac(), GOOD.counterKdf(), GOOD.an10922(), kw, kwp);
  }

  private static Primitives made(
      Mac aesCmac,
      Mac tdesCmac,
      Diversification kdf,
      Diversification an10922,
      KeyWrap kw,
      KeyWrap kwp) {
    return new Primitives(
        aesCmac,
        tdesCmac,
        kdf,
        an10922,
        kw,
        kwp,
        GOOD.aes(),
        GOOD.tdes(),
        GOOD.gcm(),
        GOOD.argon2id(),
        GOOD.random());
  }

  private static Primitives with(BlockCipher aes, BlockCipher tdes, Gcm gcm) {
    return made(aes, tdes, gcm, GOOD.argon2id(), GOOD.random());
  }

  private static Primitives with(Argon2id argon2id, RandomSource random) {
    return made(GOOD.aes(), GOOD.tdes(), GOOD.gcm(), argon2id, random);
  }

  private static Primitives made(
      BlockCipher aes, BlockCipher tdes, Gcm gcm, Argon2id argon2id, RandomSource random) {
    return new Primitives(
        GOOD.aesCmac(),
        GOOD.tdesCmac(),
        GOOD.counterKdf(),
        GOOD.an10922(),
        GOOD.aesKw(),
        GOOD.aesKwp(),
        aes,
        tdes,
        gcm,
        argon2id,
        random);
  }

  private record WrongMac(Mac inner) implements Mac {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public int length() {
      return inner.length();
    }

    @Override
    public byte[] mac(Key key, byte[] data) throws KeyException {
      byte[] code = inner.mac(key, data);
      code[code.length - 1] ^= 1;
      return code;
    }
  }

  private record Fieldless(Diversification inner) implements Diversification {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public Key diversify(Key master, String label, KeySpec spec, byte[]... fields)
        throws KeyException {
      return inner.diversify(master, label, spec, new byte[1]);
    }
  }

  /** Opens as it should, and what should not open as well. */
  private record Gullible(KeyWrap inner) implements KeyWrap {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public byte[] wrap(Key kek, KeyMaterial secret) throws KeyException {
      return inner.wrap(kek, secret);
    }

    @Override
    public KeyMaterial unwrap(Key kek, byte[] wrapped) {
      try {
        return inner.unwrap(kek, wrapped);
      } catch (KeyException e) {
        return KeyMaterial.copyOf(wrapped);
      }
    }
  }
}
