// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.math.BigInteger;
import org.keywright.crypto.EcPublicKey;

/** ECDH on P-256 (SP 800-56A, clause 5.7.1.2). */
@FunctionalInterface
interface Ecdh {
  /** On Bouncy Castle's arithmetic. */
  Ecdh BOUNCY_CASTLE =
      (privateNumber, peer, blinding) -> {
        // The time that Bouncy Castle takes depends on the number; a multiple of the order added to
        // it gives the same point by another way each time.
        var blinded = privateNumber.add(P256.order().multiply(new BigInteger(1, blinding)));
        var shared = P256.point(peer).multiply(blinded).normalize();
        if (shared.isInfinity()) {
          throw new IllegalArgumentException("the number is a multiple of the curve's order");
        }
        return shared.getAffineXCoord().getEncoded();
      };

  /** How many random bytes blind a number. */
  int BLINDING = 8;

  /**
   * Returns the x coordinate of number times point, 32 bytes, which the caller wipes.
   *
   * @param blinding random bytes, which do not change what comes out
   */
  byte[] agree(BigInteger privateNumber, EcPublicKey peer, byte[] blinding);
}
