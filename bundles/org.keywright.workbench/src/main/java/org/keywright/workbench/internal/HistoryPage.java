// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.forms.IManagedForm;
import org.eclipse.ui.forms.editor.FormEditor;
import org.eclipse.ui.forms.editor.FormPage;
import org.keywright.vault.ActFilter;
import org.keywright.workbench.model.Desk;

/** What was done with a key set, from the log of acts. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class HistoryPage extends FormPage {
  private final Desk desk;
  private ActTable acts;

  HistoryPage(FormEditor editor, Desk desk) {
    super(editor, "history", text("keyset.history"));
    this.desk = desk;
  }

  @Override
  protected void createFormContent(IManagedForm managed) {
    Composite body = managed.getForm().getBody();
    GridLayoutFactory.swtDefaults().margins(8, 8).applyTo(body);
    acts = new ActTable(body, desk);
    GridDataFactory.fillDefaults().grab(true, true).hint(600, 200).applyTo(acts.control());
    refresh();
  }

  /** Reads what is shown anew. */
  void refresh() {
    if (acts != null && !acts.control().isDisposed()) {
      acts.show(
          new ActFilter(
              Optional.empty(),
              Optional.empty(),
              Optional.of(getEditorInput().getName()),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
  }
}
