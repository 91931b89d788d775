// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.IdleClock;

/** Locks the workbench when nobody has touched it for as long as the preferences say. */
public final class IdleLock implements IStartup {
  private static final int[] TOUCHES = {
    SWT.KeyDown, SWT.MouseDown, SWT.MouseMove, SWT.MouseVerticalWheel
  };

  /** How often one looks again while it never locks, or is locked. */
  private static final Duration RARELY = Duration.ofMinutes(1);

  private final IdleClock clock = new IdleClock(System::nanoTime);

  /** Made by the platform. */
  public IdleLock() {
    // the platform's way to make what begins with it
  }

  @Override
  public void earlyStartup() {
    Display display = PlatformUI.getWorkbench().getDisplay();
    if (!display.isDisposed()) {
      display.asyncExec(() -> begin(display));
    }
  }

  private void begin(Display display) {
    Listener touched = event -> clock.touch();
    for (int kind : TOUCHES) {
      display.addFilter(kind, touched);
    }
    look(display);
  }

  private void look(Display display) {
    if (display.isDisposed() || PlatformUI.getWorkbench().isClosing()) {
      return;
    }
    if (PlatformUI.getWorkbench().getService(Desk.class).attended()) {
      clock.touch();
    }
    Optional<Duration> left = clock.left(limit());
    if (left.filter(Duration::isZero).isPresent()) {
      lock();
      clock.touch();
    }
    Duration wait = left.filter(Duration::isPositive).orElse(RARELY);
    display.timerExec(
        Math.toIntExact(Math.min(wait.toMillis() + 1, RARELY.toMillis())), () -> look(display));
  }

  private static Duration limit() {
    return Duration.ofMinutes(
        Platform.getPreferencesService()
            .getInt(LockPreferences.NODE, LockPreferences.MINUTES, LockPreferences.USUAL, null));
  }

  private static void lock() {
    IWorkbenchWindow[] windows = PlatformUI.getWorkbench().getWorkbenchWindows();
    if (windows.length > 0) {
      new LockScreen(windows[0]).lock();
    }
  }
}
