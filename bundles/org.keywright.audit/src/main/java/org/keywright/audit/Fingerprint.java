// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;

/** What people compare of a vault's key for checkpoints. */
final class Fingerprint {
  private Fingerprint() {}

  static Bytes of(EcPublicKey key) {
    try {
      return Bytes.of(MessageDigest.getInstance("SHA-256").digest(key.encoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
