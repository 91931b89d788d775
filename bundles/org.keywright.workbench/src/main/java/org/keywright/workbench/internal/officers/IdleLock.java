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
import org.keywright.workbench.internal.Remembered;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.IdleClock;
import org.keywright.workbench.model.Watch;

/** Locks the workbench when nobody has touched it for as long as the preferences say. */
public final class IdleLock implements IStartup {
  private static final int[] TOUCHES = {
    SWT.KeyDown, SWT.MouseDown, SWT.MouseMove, SWT.MouseVerticalWheel
  };

  /** How often one looks again while it never locks, or is locked. */
  private static final Duration RARELY = Duration.ofMinutes(1);

  private static final double MILLIS = Duration.ofMinutes(1).toMillis();

  private final IdleClock clock = new IdleClock(System::nanoTime);
  private final Runnable look = this::look;

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
    // A shorter time holds at once, and not only when the longer one is over.
    Watch limits = Remembered.observe(LockPreferences.MINUTES, () -> display.asyncExec(look));
    display.disposeExec(limits::close);
    look();
  }

  private void look() {
    if (!PlatformUI.isWorkbenchRunning()) {
      return;
    }
    var workbench = PlatformUI.getWorkbench();
    if (workbench.getService(Desk.class).attended()) {
      clock.touch();
    }
    Optional<Duration> left = clock.left(limit());
    if (left.filter(Duration::isZero).isPresent()) {
      lock();
      clock.touch();
    }
    Duration wait = left.filter(Duration::isPositive).orElse(RARELY);
    // One that is waiting already is put off by this, so that there is always one alone.
    workbench
        .getDisplay()
        .timerExec(Math.toIntExact(Math.min(wait.toMillis() + 1, RARELY.toMillis())), look);
  }

  /** In parts of a minute, too, for whoever writes them into the preferences. */
  private static Duration limit() {
    return Duration.ofMillis(
        Math.round(
            MILLIS
                * Platform.getPreferencesService()
                    .getDouble(
                        LockPreferences.NODE,
                        LockPreferences.MINUTES,
                        LockPreferences.USUAL,
                        null)));
  }

  private static void lock() {
    IWorkbenchWindow[] windows = PlatformUI.getWorkbench().getWorkbenchWindows();
    if (windows.length > 0) {
      new LockScreen(windows[0]).lock(() -> {});
    }
  }
}
