// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.function.UnaryOperator;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.keywright.vault.VaultAddress;
import org.keywright.workbench.model.RecentVaults;
import org.osgi.service.prefs.BackingStoreException;

/** Keeps, among the preferences, which vaults were opened last. */
public final class Recents {
  private static final String NODE = "org.keywright.workbench";
  private static final String KEY = "recent.vaults";
  private static final System.Logger LOG = System.getLogger(Recents.class.getName());

  public RecentVaults vaults() {
    return RecentVaults.parse(preferences().get(KEY, ""));
  }

  public void opened(String address) {
    change(recent -> recent.opened(address));
  }

  public void forget(VaultAddress address) {
    change(recent -> recent.without(address));
  }

  private void change(UnaryOperator<RecentVaults> how) {
    IEclipsePreferences preferences = preferences();
    preferences.put(KEY, how.apply(vaults()).text());
    try {
      preferences.flush();
    } catch (BackingStoreException e) {
      LOG.log(System.Logger.Level.WARNING, "the recent vaults are not kept", e);
    }
  }

  private static IEclipsePreferences preferences() {
    return InstanceScope.INSTANCE.getNode(NODE);
  }
}
