// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.bouncycastle.crypto.digests.SHA256Digest;

/** Digests of what is at hand as a whole. */
final class Digests {
  private Digests() {}

  /** SHA-256 (FIPS 180-4) of the parts one after the other. */
  static byte[] sha256(byte[]... parts) {
    var digest = new SHA256Digest();
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return out;
  }
}
