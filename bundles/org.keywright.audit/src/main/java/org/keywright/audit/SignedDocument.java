// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;

/**
 * A document whose signature holds.
 *
 * @param document without the line of the signature
 * @param key the vault's key for checkpoints, which signed it
 */
public record SignedDocument(Bytes document, EcPublicKey key) {
  /** SHA-256 over the key's point: short enough to be compared by people. */
  public Bytes fingerprint() {
    return Fingerprint.of(key);
  }
}
