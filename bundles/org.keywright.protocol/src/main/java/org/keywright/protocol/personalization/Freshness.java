// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;

/** The value in the certificates of a run by which they are of this run and no other (claim 9). */
final class Freshness {
  private Freshness() {}

  static Bytes of(Bytes moduleNonce, Bytes unitNonce) {
    return Bytes.of(Sha256.of(moduleNonce.toArray(), unitNonce.toArray()));
  }
}
