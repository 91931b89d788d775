// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;

/** Columns of tables, with titles in the person's language. For the window's thread. */
public final class Columns {
  private Columns() {}

  /**
   * Adds a column that stays where it is.
   *
   * @param key of its title
   * @param width in pixels
   */
  public static TableColumn fixed(Table table, String key, int width) {
    var column = new TableColumn(table, SWT.NONE);
    column.setText(text(key));
    column.setWidth(width);
    return column;
  }

  /** Adds a column that a person may drag to another place. */
  public static TableColumn movable(Table table, String key, int width) {
    TableColumn column = fixed(table, key, width);
    column.setMoveable(true);
    return column;
  }

  /** Adds columns that may be dragged, each as its title's key, a colon and its width. */
  public static void movable(Table table, String... columns) {
    for (String column : columns) {
      int colon = column.indexOf(':');
      movable(table, column.substring(0, colon), Integer.parseInt(column.substring(colon + 1)));
    }
  }
}
