// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.swt.events.ModifyListener;
import org.eclipse.swt.widgets.Control;

/** Does things later in the window's thread, as long as the control that they are for is there. */
public final class Later {
  private static final int TYPING = 250;

  private Later() {}

  /** Does something again and again, the first time after as many milliseconds. */
  public static void every(Control control, int millis, Runnable act) {
    control
        .getDisplay()
        .timerExec(
            millis,
            () -> {
              if (!control.isDisposed()) {
                act.run();
                every(control, millis, act);
              }
            });
  }

  /** Waits for the end of the typing, so that not every letter is looked for. */
  public static ModifyListener typed(Control control, Runnable act) {
    Runnable settled = settled(control, act);
    return event -> settled.run();
  }

  /** Waits until nothing has asked for it for a while. */
  static Runnable settled(Control control, Runnable act) {
    // A runnable that is waiting already is put off.
    Runnable due =
        () -> {
          if (!control.isDisposed()) {
            act.run();
          }
        };
    return () -> control.getDisplay().timerExec(TYPING, due);
  }
}
