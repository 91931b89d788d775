// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.keywright.vault.VaultAddress;
import org.keywright.workbench.model.DemoFleet;
import org.keywright.workbench.model.Desk;
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

  /**
   * Keeps each vault that opens, by a dialog, a script or the console, until that is closed. One
   * that was made to try things out is left out: it cannot be opened again.
   */
  static Watch keep(Desk desk) {
    return desk.observeOpened(
        vault -> {
          String address = vault.info().address();
          if (!DemoFleet.at(VaultAddress.parse(address))) {
            Remembered.put(KEY, new Recents().vaults().opened(address).text());
          }
        });
  }

  public void forget(VaultAddress address) {
    Remembered.put(KEY, vaults().without(address).text());
  }
}
