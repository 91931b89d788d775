// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** Shows one of two controls of a grid in the other's place. */
public final class Layouts {
  private Layouts() {}

  public static void showOnly(boolean first, Control one, Control other) {
    show(one, first);
    show(other, !first);
    one.getParent().layout();
  }

  /** Shows a control of a grid, or leaves no room for it; the grid is laid out by the caller. */
  public static void show(Control control, boolean yes) {
    control.setVisible(yes);
    if (control.getLayoutData() instanceof GridData data) {
      data.exclude = !yes;
    }
  }

  /** Lays out a bar above a table, when all is in it: one beside the other, over the width. */
  public static void bar(Composite bar) {
    GridLayoutFactory.fillDefaults()
        .numColumns(bar.getChildren().length)
        .margins(2, 2)
        .spacing(6, 0)
        .applyTo(bar);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
  }
}
