// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.function.Supplier;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;

/** Says in a table that is empty what will stand there. For the window's thread. */
public final class Vacancy {
  private static final int MARGIN = 16;
  private static final int WIDEST = 640;
  private static final int NARROW = 200;

  private final Table table;
  private final Supplier<String> sentence;
  private final Label label;

  /**
   * Says nothing yet.
   *
   * @param sentence what a table without rows says, each time that it is looked at
   */
  public Vacancy(Table table, Supplier<String> sentence) {
    this.table = table;
    this.sentence = sentence;
    label = new Label(table, SWT.WRAP | SWT.CENTER);
    label.setVisible(false);
    Colours.faint(label);
    table.addListener(SWT.Resize, event -> place());
    // A theme that changes gives labels the background of other places.
    table.addListener(SWT.Paint, event -> blend());
  }

  /** A sentence in place of a page that has nothing to show, for a grid of one column. */
  public static Label page(Composite pages, String sentence) {
    var label = new Label(pages, SWT.WRAP | SWT.CENTER);
    label.setText(sentence);
    Colours.faint(label);
    GridDataFactory.fillDefaults()
        .grab(true, true)
        .align(SWT.FILL, SWT.CENTER)
        .hint(NARROW, SWT.DEFAULT)
        .applyTo(label);
    return label;
  }

  private void blend() {
    if (label.getVisible() && !label.getBackground().equals(table.getBackground())) {
      label.setBackground(table.getBackground());
    }
  }

  /** Looks whether there are rows. */
  public void look() {
    String words = table.getItemCount() > 0 ? "" : sentence.get();
    if (!words.equals(label.getText())) {
      label.setText(words);
    }
    label.setVisible(!words.isEmpty());
    place();
  }

  private void place() {
    if (label.getVisible()) {
      blend();
      Rectangle area = table.getClientArea();
      int width = Math.max(1, Math.min(WIDEST, area.width - 2 * MARGIN));
      Point size = label.computeSize(width, SWT.DEFAULT);
      int header = table.getHeaderHeight();
      int above = Math.max(MARGIN / 2, (area.height - header - size.y) / 3);
      label.setBounds(area.x + (area.width - width) / 2, area.y + header + above, width, size.y);
    }
  }
}
