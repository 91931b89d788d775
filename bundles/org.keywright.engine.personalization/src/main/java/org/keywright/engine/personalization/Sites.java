// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import org.keywright.vault.Vaults;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Lets parties work beside the operator's vault, with one of their own: for proofs, which try them
 * as they are and leave nothing behind. Safe for use by many threads.
 */
@ProviderType
public interface Sites {
  /**
   * The parties of the vault that a holder has open.
   *
   * @param vaults stays the caller's, who closes the servers of its parties before he closes it
   */
  Site with(Vaults vaults);
}
