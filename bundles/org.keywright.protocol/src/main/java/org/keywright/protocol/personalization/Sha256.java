// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4) of parts one after the other. */
final class Sha256 {
  private Sha256() {}

  static byte[] of(byte[]... parts) {
    var digest = begin();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
