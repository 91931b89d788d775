// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Optional;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.keywright.workbench.model.Guide;
import org.keywright.workbench.model.GuidePlace;

/** Which chapter of the guide is about a dialog; <b>F1</b> opens it. For the window's thread. */
public final class Chapters {
  private static final String KEY = "org.keywright.workbench.chapter";

  private Chapters() {}

  /**
   * Says what a dialog is about.
   *
   * @param dialog what the keys of its texts begin with
   */
  public static void mark(Shell shell, String dialog) {
    shell.setData(KEY, dialog);
  }

  /** The chapter of a dialog that was marked, or over which this one stands. */
  public static Optional<GuidePlace> of(Shell shell) {
    Composite each = shell;
    while (each != null) {
      if (each.getData(KEY) instanceof String dialog) {
        return Optional.of(Guide.dialog(dialog));
      }
      each = each.getParent();
    }
    return Optional.empty();
  }
}
