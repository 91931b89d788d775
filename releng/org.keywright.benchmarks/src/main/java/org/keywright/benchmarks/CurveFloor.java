// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.KeyException;

/**
 * What the public-key operations of one personalization over a local link cost, both sides
 * together, called as directly as can be: no messages, no certificates, no books.
 *
 * <p>Pairs: two ephemeral ones and the module key. Agreements: one on each side. Signatures: two in
 * opening the channel, order, request (PKCS#10), identity, two certificates, issue and
 * acknowledgement. Verifications: two in opening the channel, identity and unit certificate, order,
 * identity signature, request, the five checks (unit, endorsement, issue, module and central
 * certificate), acknowledgement.
 */
final class CurveFloor {
  private static final int PAIRS = 3;
  private static final int AGREEMENTS = 2;
  private static final int SIGNATURES = 9;
  private static final int VERIFICATIONS = 13;
  private static final byte[] MESSAGE = new byte[400];

  private final EcKeys ecKeys;

  CurveFloor(EcKeys ecKeys) {
    this.ecKeys = ecKeys;
  }

  /** Does so many personalizations' worth and returns the nanoseconds that it took. */
  long nanos(int personalizations) throws KeyException {
    try (EcKeyPair own = ecKeys.generate()) {
      byte[] signature = ecKeys.sign(own.privateKey(), MESSAGE);
      long begun = System.nanoTime();
      for (int i = 0; i < personalizations; i++) {
        personalization(own, signature);
      }
      return System.nanoTime() - begun;
    }
  }

  private void personalization(EcKeyPair own, byte[] signature) throws KeyException {
    for (int i = 0; i < PAIRS; i++) {
      ecKeys.generate().close();
    }
    for (int i = 0; i < AGREEMENTS; i++) {
      ecKeys.agree(own.privateKey(), own.publicKey()).close();
    }
    for (int i = 0; i < SIGNATURES; i++) {
      ecKeys.sign(own.privateKey(), MESSAGE);
    }
    for (int i = 0; i < VERIFICATIONS; i++) {
      if (!ecKeys.verify(own.publicKey(), MESSAGE, signature)) {
        throw new IllegalStateException("a signature does not hold");
      }
    }
  }
}
