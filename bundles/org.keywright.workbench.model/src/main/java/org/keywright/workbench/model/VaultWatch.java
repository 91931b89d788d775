// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultObserver;
import org.osgi.service.component.annotations.Component;

/**
 * Tells those who show something that it may be another now: a vault opened or closed, or something
 * was done with it. Safe for use by many threads.
 */
@Component(service = {VaultWatch.class, VaultObserver.class})
public final class VaultWatch implements VaultObserver {
  private final List<Runnable> observers = new CopyOnWriteArrayList<>();

  /** Calls the observer at each change, by any thread, until the watch is closed. */
  public Watch observe(Runnable observer) {
    observers.add(observer);
    return () -> observers.remove(observer);
  }

  /** Something was changed. */
  public void changed() {
    observers.forEach(Runnable::run);
  }

  @Override
  public void opened(Vault vault) {
    // To stretch the passphrase took far more than all that comes after, and a heap that is not
    // full is not looked through: a window that is open all day would keep that for ever.
    System.gc();
    changed();
  }

  @Override
  public void closing(Vault vault) {
    changed();
  }
}
