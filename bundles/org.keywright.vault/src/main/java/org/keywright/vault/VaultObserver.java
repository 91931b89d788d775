// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of the vault that opens and closes; register it as a service. It is called by the thread
 * that opens or closes, which waits for it, in the order in which things happen.
 */
@ConsumerType
public interface VaultObserver {
  /** A vault has opened, or was open when the observer came. */
  void opened(Vault vault);

  /** The vault closes when all observers have returned. */
  void closing(Vault vault);
}
