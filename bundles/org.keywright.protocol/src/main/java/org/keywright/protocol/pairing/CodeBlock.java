// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import org.keywright.crypto.KeyMaterial;

/**
 * A code as it goes from host to module, before it is wrapped: digits (1), code, zeros; 16 bytes.
 */
final class CodeBlock {
  static final int LENGTH = 16;

  private CodeBlock() {}

  /** Makes the block, which the caller owns; the code stays the caller's. */
  static KeyMaterial of(KeyMaterial code) {
    try (var length = KeyMaterial.copyOf(new byte[] {(byte) code.length()});
        var filling = KeyMaterial.copyOf(new byte[LENGTH - 1 - code.length()])) {
      return KeyMaterial.join(length, code, filling);
    }
  }
}
