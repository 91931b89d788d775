// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.KeyException;

/**
 * What the public-key operations of an exchange cost, both sides together, called as directly as
 * can be: no messages, no certificates, no books. Each signature is verified once.
 *
 * @param ephemerals key pairs that are made for one agreement
 * @param pairs key pairs that are made to sign, each of which has signed and verified once
 * @param agreements Diffie-Hellman values, one on each side
 * @param signatures further signatures that are made
 * @param verifications further signatures that are verified
 */
record CurveFloor(int ephemerals, int pairs, int agreements, int signatures, int verifications) {
  /**
   * One personalization over a local link.
   *
   * <p>The pair is the module key. Signatures: two in opening the channel, order, request
   * (PKCS#10), identity, two certificates, issue and acknowledgement. Verifications: two in opening
   * the channel, order, request, identity and identity certificate, issue, module and central
   * certificate, which the unit verifies too before it gives them out, acknowledgement. The unit's
   * certificate and its endorsement are of all runs.
   */
  static final CurveFloor PERSONALIZATION = new CurveFloor(2, 1, 2, 9, 12);

  /** A handshake of TLS 1.3 between two ends that have met before. */
  static final CurveFloor HANDSHAKE = new CurveFloor(2, 0, 2, 2, 2);

  private static final int LENGTH = 400;

  /** Does one exchange's worth with a key pair that is at hand. */
  void carryOut(EcKeys ecKeys, EcKeyPair own) throws KeyException {
    byte[] message = new byte[LENGTH];
    for (int i = 0; i < ephemerals; i++) {
      ecKeys.ephemeral().close();
    }
    for (int i = 0; i < pairs; i++) {
      ecKeys.generate().close();
    }
    for (int i = 0; i < agreements; i++) {
      ecKeys.agree(own.privateKey(), own.publicKey()).close();
    }
    byte[] signature = {};
    for (int i = 0; i < signatures; i++) {
      signature = ecKeys.sign(own.privateKey(), message);
    }
    for (int i = 0; i < verifications; i++) {
      if (!ecKeys.verify(own.publicKey(), message, signature)) {
        throw new IllegalStateException("a signature does not hold");
      }
    }
  }
}
