// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.keyset;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.ui.forms.IManagedForm;
import org.eclipse.ui.forms.editor.FormPage;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.Icons;

/** A page of the editor: it is made when it is first looked at, and shows what was read last. */
abstract class KeySetPage extends FormPage {
  /** The editor that it is a page of. */
  protected final KeySetEditor editor;

  KeySetPage(KeySetEditor editor, String id) {
    super(editor, id, text("keyset." + id));
    this.editor = editor;
  }

  @Override
  protected final void createFormContent(IManagedForm managed) {
    var form = managed.getForm();
    var kit = managed.getToolkit();
    Colours.renew(kit);
    form.setForeground(kit.getColors().getForeground());
    form.getBody().setBackground(kit.getColors().getBackground());
    kit.decorateFormHeading(form.getForm());
    form.setText(editor.keySet());
    form.setImage(Icons.image("keyset"));
    create(managed);
    show();
    showDraft();
  }

  /** Makes the widgets. */
  protected abstract void create(IManagedForm managed);

  /** Whether there are widgets to show something in. */
  protected final boolean isThere() {
    return getManagedForm() != null && !getManagedForm().getForm().isDisposed();
  }

  /** Shows what the editor has read. */
  final void show() {
    if (isThere()) {
      Colours.renew(getManagedForm().getToolkit());
      editor.contents().ifPresent(this::show);
    }
  }

  /** Shows what was read. */
  protected abstract void show(org.keywright.workbench.model.KeySetContents contents);

  /** Shows what was typed and not saved yet. */
  final void showDraft() {
    if (isThere()) {
      draftChanged();
      var draft = editor.draft();
      var form = getManagedForm().getForm();
      if (draft.problem().isPresent()) {
        form.setMessage(draft.problem().get(), IMessageProvider.ERROR);
      } else if (!draft.overtaken().isEmpty()) {
        form.setMessage(
            text("draft.meanwhile", String.join(", ", draft.overtaken())),
            IMessageProvider.WARNING);
      } else if (draft.isDirty()) {
        form.setMessage(text("draft.unsaved", draft.changes().size()), IMessageProvider.NONE);
      } else {
        form.setMessage(null, IMessageProvider.NONE);
      }
    }
  }

  /** Something else is typed now. */
  protected void draftChanged() {
    // most show nothing of it
  }

  /** Says why nothing could be read. */
  final void failed(String why) {
    if (isThere()) {
      getManagedForm().getForm().setMessage(why, IMessageProvider.ERROR);
    }
  }
}
