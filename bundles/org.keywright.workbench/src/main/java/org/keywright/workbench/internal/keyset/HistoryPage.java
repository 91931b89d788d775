// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.keyset;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.forms.IManagedForm;
import org.keywright.workbench.internal.ActTable;
import org.keywright.workbench.model.KeySetContents;

/** What was done with a key set, from the log of acts. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class HistoryPage extends KeySetPage {
  private ActTable acts;

  HistoryPage(KeySetEditor editor) {
    super(editor, "history");
  }

  @Override
  protected void create(IManagedForm managed) {
    Composite body = managed.getForm().getBody();
    GridLayoutFactory.swtDefaults().margins(8, 8).applyTo(body);
    acts = new ActTable(body, editor.desk());
    GridDataFactory.fillDefaults().grab(true, true).hint(300, 160).applyTo(acts.control());
  }

  @Override
  protected void show(KeySetContents contents) {
    acts.showOn(editor.keySet());
  }
}
