// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.forms.widgets.ScrolledForm;

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

  /**
   * Has pairs of a label and a field that stand beside one another in a grid stand in fewer columns
   * where the page is too narrow for them. What goes over the whole width still does.
   *
   * @param breadth what one pair needs
   */
  public static void stack(ScrolledForm page, Composite grid, int breadth) {
    int pairs = ((GridLayout) grid.getLayout()).numColumns / 2;
    page.addListener(
        SWT.Resize,
        event -> {
          int beside = Math.clamp(page.getClientArea().width / breadth, 1, pairs);
          if (columns(grid, 2 * beside)) {
            widenFirst(grid, pairs, beside);
            page.reflow(true);
          }
        });
  }

  /**
   * Has the parts of a page that stand beside one another stand below where it is too narrow.
   *
   * @param breadth what one part needs
   */
  public static void fold(ScrolledForm page, int breadth) {
    Composite body = page.getBody();
    int most = ((GridLayout) body.getLayout()).numColumns;
    page.addListener(
        SWT.Resize,
        event -> {
          if (columns(body, Math.clamp(page.getClientArea().width / breadth, 1, most))) {
            page.reflow(true);
          }
        });
  }

  private static boolean columns(Composite grid, int columns) {
    var layout = (GridLayout) grid.getLayout();
    if (layout.numColumns == columns) {
      return false;
    }
    for (Control each : grid.getChildren()) {
      if (each.getLayoutData() instanceof GridData data
          && data.horizontalSpan == layout.numColumns) {
        data.horizontalSpan = columns;
      }
    }
    layout.numColumns = columns;
    return true;
  }

  /** The first pair goes over what the others would leave empty in the last row. */
  private static void widenFirst(Composite grid, int pairs, int beside) {
    int over = pairs % beside;
    Control[] all = grid.getChildren();
    // A page may be given its size before it has anything to show.
    if (all.length > 1 && all[1].getLayoutData() instanceof GridData first) {
      first.horizontalSpan = over == 0 ? 1 : 1 + 2 * (beside - over);
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
