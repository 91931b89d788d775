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
        var shared = P256.times(P256.point(peer), privateNumber, blinding);
        if (shared.isInfinity()) {
          throw new IllegalArgumentException("the number is a multiple of the curve's order");
        }
        return shared.getAffineXCoord().getEncoded();
      };

  /**
   * Returns the x coordinate of number times point, 32 bytes, which the caller wipes.
   *
   * @param blinding random bytes, which do not change what comes out
   */
  byte[] agree(BigInteger privateNumber, EcPublicKey peer, byte[] blinding);
}
