// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
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
  private final List<Consumer<Vault>> ofOpening = new CopyOnWriteArrayList<>();

  /** Calls the observer at each change, by any thread, until the watch is closed. */
  public Watch observe(Runnable observer) {
    observers.add(observer);
    return () -> observers.remove(observer);
  }

  /** Calls the observer with each vault that opens, by any thread, until the watch is closed. */
  public Watch observeOpened(Consumer<Vault> observer) {
    ofOpening.add(observer);
    return () -> ofOpening.remove(observer);
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
    ofOpening.forEach(observer -> observer.accept(vault));
    changed();
  }

  @Override
  public void closing(Vault vault) {
    changed();
  }
}
