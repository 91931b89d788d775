// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A public key on the curve P-256 (SP 800-186, clause 3.2.1.3), as an uncompressed point (SEC 1,
 * clause 2.3.3).
 *
 * <p>One that exists is valid: the point lies on the curve and is not the neutral element. As the
 * curve's cofactor is 1, that is the full validation of SP 800-56A, clause 5.6.2.3.3.
 *
 * @param point 65 bytes: 04, x and y of 32 bytes each, big-endian
 */
public record EcPublicKey(Bytes point) {
  /** The length of an encoded point in bytes. */
  public static final int LENGTH = 65;

  private static final int UNCOMPRESSED = 4;
  private static final int COORDINATE = 32;

  private static final BigInteger P =
      new BigInteger("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF", 16);
  private static final BigInteger B =
      new BigInteger("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B", 16);
  private static final BigInteger THREE = BigInteger.valueOf(3);

  /** Checks form and curve. */
  public EcPublicKey {
    byte[] encoded = point.toArray();
    if (encoded.length != LENGTH || encoded[0] != UNCOMPRESSED) {
      throw new IllegalArgumentException(
          "a public key is an uncompressed point of P-256, "
              + LENGTH
              + " bytes that begin with 04");
    }
    var x = new BigInteger(1, Arrays.copyOfRange(encoded, 1, 1 + COORDINATE));
    var y = new BigInteger(1, Arrays.copyOfRange(encoded, 1 + COORDINATE, LENGTH));
    if (x.compareTo(P) >= 0 || y.compareTo(P) >= 0 || !onCurve(x, y)) {
      throw new IllegalArgumentException("the point does not lie on the curve P-256");
    }
  }

  /**
   * Reads an encoded point.
   *
   * @throws KeyException if the form is another or the point does not lie on the curve
   */
  public static EcPublicKey of(byte[] encoded) throws KeyException {
    try {
      return new EcPublicKey(Bytes.of(encoded));
    } catch (IllegalArgumentException e) {
      throw new KeyException("no public key: " + e.getMessage(), e);
    }
  }

  private static boolean onCurve(BigInteger x, BigInteger y) {
    BigInteger right = x.multiply(x).subtract(THREE).multiply(x).add(B);
    return y.multiply(y).subtract(right).mod(P).signum() == 0;
  }

  /** The encoded point, a copy that belongs to the caller. */
  public byte[] encoded() {
    return point.toArray();
  }

  @Override
  public String toString() {
    return "P-256 " + point.hex().substring(2, 18) + "…";
  }
}
