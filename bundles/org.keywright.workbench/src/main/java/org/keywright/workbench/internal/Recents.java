// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.keywright.vault.VaultAddress;
import org.keywright.workbench.model.RecentVaults;
import org.keywright.workbench.model.Watch;

/** Keeps which vaults were opened last. */
public final class Recents {
  private static final String KEY = "recent.vaults";

  public RecentVaults vaults() {
    return RecentVaults.parse(Remembered.get(KEY));
  }

  /** Calls the observer when these are others, until that is closed. */
  Watch observe(Runnable observer) {
    return Remembered.observe(KEY, observer);
  }

  public void opened(String address) {
    Remembered.put(KEY, vaults().opened(address).text());
  }

  public void forget(VaultAddress address) {
    Remembered.put(KEY, vaults().without(address).text());
  }
}
