// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where a module's own noise comes from (SP 800-90B); a generator is seeded from it.
 *
 * <p>Safe for use by many threads. Tests pin it, to see that nothing else makes a key.
 */
@FunctionalInterface
@ConsumerType
public interface EntropySource {
  /** Fills the array with noise. */
  void fill(byte[] out);
}
