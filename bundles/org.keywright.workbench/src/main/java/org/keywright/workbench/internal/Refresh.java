// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/**
 * Reads anew what a control shows, one read at a time: however often it is asked for meanwhile, one
 * more follows.
 *
 * @param <T> what is read
 */
public final class Refresh<T> {
  private final Control owner;
  private final Display display;
  private final Callable<T> read;
  private final Consumer<T> show;
  private final Consumer<Exception> failed;
  private final AtomicBoolean asked = new AtomicBoolean();
  private boolean reading;
  private boolean again;

  /**
   * Reads nothing yet.
   *
   * @param read called in the background
   * @param show called by the window's thread with what was read
   * @param failed called by the window's thread if it could not be read
   */
  public Refresh(Control owner, Callable<T> read, Consumer<T> show, Consumer<Exception> failed) {
    this.owner = owner;
    this.display = owner.getDisplay();
    this.read = read;
    this.show = show;
    this.failed = failed;
  }

  /** Asks for it, by any thread. */
  public void soon() {
    if (asked.compareAndSet(false, true) && !display.isDisposed()) {
      display.asyncExec(this::now);
    }
  }

  /** Asks for it, by the window's thread. */
  public void now() {
    asked.set(false);
    if (owner.isDisposed()) {
      return;
    }
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    Background.read(
        owner,
        read,
        result -> {
          ended();
          show.accept(result);
        },
        failure -> {
          ended();
          failed.accept(failure);
        });
  }

  private void ended() {
    reading = false;
    if (again) {
      again = false;
      now();
    }
  }
}
