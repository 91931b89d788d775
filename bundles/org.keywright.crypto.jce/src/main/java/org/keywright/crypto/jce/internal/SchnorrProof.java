// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.KeyException;

/**
 * A Schnorr proof that somebody knows the number that makes a point of a generator (RFC 8235,
 * clause 3), for one named prover.
 *
 * @param commitment V
 * @param response r
 */
record SchnorrProof(EcPublicKey commitment, BigInteger response) {
  /** The length in bytes: V, then r in 32 bytes. */
  static final int LENGTH = EcPublicKey.LENGTH + P256.LENGTH;

  /** Proves knowledge of {@code number}, of which {@code point} is made. */
  static SchnorrProof make(
      ECPoint generator, BigInteger number, ECPoint point, byte[] context, RandomSource random) {
    var nonce = P256.draw(random);
    byte[] blinding = new byte[P256.BLINDING];
    random.nonce(blinding);
    var commitment = P256.publicKey(P256.times(generator, nonce, blinding));
    var challenge = challenge(generator, commitment, point, context);
    return new SchnorrProof(
        commitment, nonce.subtract(number.multiply(challenge)).mod(P256.order()));
  }

  /** Whether it proves knowledge of the number that makes {@code point} of {@code generator}. */
  boolean holds(ECPoint generator, ECPoint point, byte[] context) {
    var challenge = challenge(generator, commitment, point, context);
    return ECAlgorithms.sumOfTwoMultiplies(generator, response, point, challenge)
        .equals(P256.point(commitment));
  }

  byte[] encoded() {
    byte[] out = Arrays.copyOf(commitment.encoded(), LENGTH);
    System.arraycopy(P256.bytes(response), 0, out, EcPublicKey.LENGTH, P256.LENGTH);
    return out;
  }

  /**
   * Reads what {@link #encoded} made.
   *
   * @throws KeyException if V is no point or r no number below the order
   */
  static SchnorrProof decode(byte[] encoded) throws KeyException {
    var response =
        new BigInteger(1, Arrays.copyOfRange(encoded, EcPublicKey.LENGTH, encoded.length));
    if (response.compareTo(P256.order()) >= 0) {
      throw new KeyException("a proof has a response that is out of range");
    }
    return new SchnorrProof(EcPublicKey.of(Arrays.copyOf(encoded, EcPublicKey.LENGTH)), response);
  }

  private static BigInteger challenge(
      ECPoint generator, EcPublicKey commitment, ECPoint point, byte[] context) {
    byte[] digest =
        Digests.sha256(
            generator.normalize().getEncoded(false),
            commitment.encoded(),
            point.normalize().getEncoded(false),
            context);
    return new BigInteger(1, digest).mod(P256.order());
  }
}
