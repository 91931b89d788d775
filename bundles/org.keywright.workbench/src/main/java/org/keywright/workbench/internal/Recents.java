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
  private static final String REFUSED = "recent.refused";

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
          Remembered.put(REFUSED, "");
          String address = vault.info().address();
          if (!DemoFleet.at(VaultAddress.parse(address))) {
            Remembered.put(KEY, new Recents().vaults().opened(address).text());
          }
        });
  }

  /** Keeps which vault was not opened because it is an older copy, until one is. */
  void refused(String address) {
    Remembered.put(REFUSED, address.strip());
  }

  /** Which older copy may be meant: the one that was refused last, else the vault opened last. */
  String older() {
    String refused = Remembered.get(REFUSED);
    return refused.isEmpty() ? vaults().newest().orElse("") : refused;
  }

  public void forget(VaultAddress address) {
    Remembered.put(KEY, vaults().without(address).text());
  }
}
