// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.ceremony;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.keywright.ceremony.Question;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.MaskedFields;

/** Has an officer show by his passphrase that he is there. */
final class PresencePane implements Pane {
  private final Composite body;
  private final Text passphrase;

  PresencePane(Composite parent, Lead lead, Question.Presence question) {
    body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 12).applyTo(body);
    Pane.heading(body, question.person().name());
    Pane.words(body, text("ceremony.presence", question.person().id()));
    new Label(body, SWT.NONE).setText(text("vault.passphrase"));
    passphrase = MaskedFields.masked(body);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(passphrase);
    Button here = Pane.button(body, text("ceremony.here"), () -> show(lead));
    here.setEnabled(false);
    passphrase.addModifyListener(event -> here.setEnabled(passphrase.getCharCount() > 0));
    Buttons.onEnter(
        passphrase,
        () -> {
          if (here.isEnabled()) {
            show(lead);
          }
        });
  }

  private void show(Lead lead) {
    KeyMaterial typed = MaskedFields.take(passphrase);
    lead.answer(() -> lead.table().present(typed));
  }

  @Override
  public Control control() {
    return body;
  }

  @Override
  public void focus() {
    passphrase.setFocus();
  }

  @Override
  public void dispose() {
    MaskedFields.wipe(passphrase);
    body.dispose();
  }
}
