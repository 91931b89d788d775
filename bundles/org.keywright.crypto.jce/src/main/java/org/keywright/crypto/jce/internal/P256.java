// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;

/** The curve P-256 (SP 800-186, clause 3.2.1.3) in Bouncy Castle's form. */
final class P256 {
  /** The length of a number modulo the order, and of a coordinate, in bytes. */
  static final int LENGTH = 32;

  /** How many random bytes blind a number. */
  static final int BLINDING = 8;

  /** The curve with Bouncy Castle's own arithmetic for it. */
  static final ECDomainParameters DOMAIN = domain();

  private P256() {}

  private static ECDomainParameters domain() {
    X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
    return new ECDomainParameters(curve);
  }

  /** The number of private keys and one: they run from 1 to this less 1. */
  static BigInteger order() {
    return DOMAIN.getN();
  }

  /** The point of a public key, which has been checked already. */
  static ECPoint point(EcPublicKey key) {
    return DOMAIN.getCurve().decodePoint(key.encoded());
  }

  /** The number times the base point, with table look-ups that do not tell the number. */
  static ECPoint timesBase(BigInteger number) {
    return new FixedPointCombMultiplier().multiply(DOMAIN.getG(), number).normalize();
  }

  /**
   * The number times a point. Bouncy Castle's way through it depends on the number; a multiple of
   * the order added to it gives the same point by another way each time.
   *
   * @param blinding random bytes, which do not change what comes out
   */
  static ECPoint times(ECPoint point, BigInteger number, byte[] blinding) {
    return point.multiply(number.add(order().multiply(new BigInteger(1, blinding)))).normalize();
  }

  /** A number from 1 to the order less 1 by rejection (as FIPS 186-5, A.2.2). */
  static BigInteger draw(RandomSource random) {
    byte[] drawn = new byte[LENGTH];
    BigInteger number;
    do {
      random.key(drawn);
      number = new BigInteger(1, drawn);
    } while (!inRange(number));
    Arrays.fill(drawn, (byte) 0);
    return number;
  }

  /** The public key of a point that is not the neutral element. */
  static EcPublicKey publicKey(ECPoint point) {
    return new EcPublicKey(Bytes.of(point.getEncoded(false)));
  }

  /** Whether the number can be a private key, or a half of a signature. */
  static boolean inRange(BigInteger number) {
    return number.signum() > 0 && number.compareTo(order()) < 0;
  }

  /** The number of a private key. It cannot be wiped; it lives as long as one operation. */
  static BigInteger number(Key privateKey, String use) throws KeyException {
    KeyChecks.ecKey(privateKey, use);
    var number = privateKey.material().expose(lent -> new BigInteger(1, lent));
    if (!inRange(number)) {
      throw new KeyException("the private key is no number that the curve P-256 has keys for");
    }
    return number;
  }

  /** The number in 32 bytes, big-endian. */
  static byte[] bytes(BigInteger number) {
    return BigIntegers.asUnsignedByteArray(LENGTH, number);
  }
}
