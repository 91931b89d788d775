// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.EcPublicKey;

/** Primitives for public keys that give a wrong answer never come to be. */
class CurvePrimitivesTest {
  private static final RandomSource RANDOM = Samples.PRIMITIVES.random();

  @Test
  void comeToBeWhenAllAnswersAreRight() {
    assertThatCode(() -> new CurvePrimitives(Samples.PRIMITIVES)).doesNotThrowAnyException();
  }

  @Test
  void doNotWithSignaturesThatErr() {
    refused("ECDSA", () -> with(new Signer(1, false), Ecdh.BOUNCY_CASTLE, Drbg.BOUNCY_CASTLE));
  }

  @Test
  void doNotWithAVerifierThatBelievesEverythingOrNothing() {
    refused("ECDSA", () -> with(new Signer(0, true), Ecdh.BOUNCY_CASTLE, Drbg.BOUNCY_CASTLE));
    refused("ECDSA", () -> with(new Signer(0, false), Ecdh.BOUNCY_CASTLE, Drbg.BOUNCY_CASTLE));
  }

  @Test
  void doNotWithAnAgreementThatDependsOnItsBlinding() {
    Ecdh wrong =
        (number, peer, blinding) ->
            Ecdh.BOUNCY_CASTLE.agree(
                number.add(new BigInteger(1, blinding)), peer, new byte[P256.BLINDING]);
    refused("ECDH", () -> with(Ecdsa.BOUNCY_CASTLE, wrong, Drbg.BOUNCY_CASTLE));
  }

  @Test
  void doNotWithAGeneratorThatPassesOverItsNonce() {
    Drbg wrong = (source, nonce) -> Drbg.BOUNCY_CASTLE.seeded(source, new byte[Drbg.NONCE]);
    refused("HMAC-DRBG", () -> with(Ecdsa.BOUNCY_CASTLE, Ecdh.BOUNCY_CASTLE, wrong));
  }

  private static void refused(String primitive, Runnable making) {
    assertThatThrownBy(making::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("self-test of " + primitive + " failed");
  }

  private static void with(Ecdsa ecdsa, Ecdh ecdh, Drbg drbg) {
    new CurvePrimitives(RANDOM, new HmacSha256(), drbg, ecdsa, ecdh);
  }

  private record Signer(int error, boolean verdict) implements Ecdsa {
    @Override
    public byte[] sign(BigInteger privateNumber, byte[] digest) {
      byte[] signature = Ecdsa.BOUNCY_CASTLE.sign(privateNumber, digest);
      signature[5] ^= (byte) error;
      return signature;
    }

    @Override
    public boolean verify(EcPublicKey publicKey, byte[] digest, byte[] signature) {
      return verdict;
    }
  }
}
