// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

/** Where random bytes come from. Safe for use by many threads. */
interface RandomSource {
  /** Fills the array with random bytes fit for a key: nothing of them stays behind. */
  void key(byte[] out);

  /** Fills the array with random bytes fit for a nonce, which may be made ahead of their use. */
  void nonce(byte[] out);
}
