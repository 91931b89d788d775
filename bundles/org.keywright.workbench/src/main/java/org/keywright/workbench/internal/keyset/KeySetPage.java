// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.keyset;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.ui.forms.IManagedForm;
import org.eclipse.ui.forms.editor.FormPage;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.PageMessage;

/** A page of the editor: it is made when it is first looked at, and shows what was read last. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
abstract class KeySetPage extends FormPage {
  /** The editor that it is a page of. */
  protected final KeySetEditor editor;

  private PageMessage message;

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
    message = new PageMessage(form, kit);
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
      if (draft.problem().isPresent()) {
        message.say(draft.problem().get(), IMessageProvider.ERROR);
      } else if (!draft.overtaken().isEmpty()) {
        message.say(
            text("draft.meanwhile", String.join(", ", draft.overtaken())),
            IMessageProvider.WARNING);
      } else if (draft.isDirty()) {
        message.say(text("draft.unsaved", draft.changes().size()), IMessageProvider.NONE);
      } else {
        message.clear();
      }
    }
  }

  /** Something else is typed now. */
  protected void draftChanged() {
    // most show nothing of it
  }

  /** Says that what was asked for could not be done, or nothing any more. */
  protected final void say(Optional<String> failure) {
    failure.ifPresentOrElse(why -> message.say(why, IMessageProvider.ERROR), () -> message.clear());
  }

  /** Says why nothing could be read. */
  final void failed(String why) {
    if (isThere()) {
      message.say(why, IMessageProvider.ERROR);
    }
  }
}
