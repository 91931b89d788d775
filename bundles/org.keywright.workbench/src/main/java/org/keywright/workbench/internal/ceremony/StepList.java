// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.ceremony;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.keywright.workbench.internal.Columns;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.model.CeremonyView;

/** All steps of a ceremony: those that were done, the one at work, those to come. */
final class StepList {
  private final Table table;

  StepList(Composite parent) {
    table = new Table(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
    table.setHeaderVisible(true);
    Columns.fixed(table, "ceremony.step", 60);
    Columns.fixed(table, "ceremony.what", 560);
  }

  Table control() {
    return table;
  }

  void show(CeremonyView view) {
    table.setItemCount(view.steps().size());
    for (CeremonyView.Line line : view.steps()) {
      TableItem item = table.getItem(line.number() - 1);
      item.setText(new String[] {String.valueOf(line.number()), line.words()});
      item.setImage(
          Icons.image(
              switch (line.standing()) {
                case DONE -> "done";
                case NOW -> "now";
                case TO_COME -> "note";
              }));
      if (line.standing() == CeremonyView.Standing.NOW) {
        table.setSelection(item);
      }
    }
    if (view.ended()) {
      table.deselectAll();
    }
  }
}
