// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.ceremony;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.keywright.ceremony.Question;

/** Asks whether somebody is there, or whether something is so; a note goes into the minutes. */
final class ConfirmPane implements Pane {
  private final Composite body;
  private final Text note;

  ConfirmPane(Composite parent, Lead lead, Question question) {
    body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 12).applyTo(body);
    Pane.heading(body, question.person().name());
    Pane.words(
        body,
        switch (question) {
          case Question.Statement statement -> statement.text();
          default -> text("ceremony.present", question.person().name());
        });
    new Label(body, SWT.NONE).setText(text("ceremony.note"));
    note = new Text(body, SWT.BORDER | SWT.SINGLE);
    note.setMessage(text("ceremony.note.hint"));
    GridDataFactory.fillDefaults().grab(true, false).applyTo(note);
    var buttons = new Composite(body, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 0).applyTo(buttons);
    Pane.button(
        buttons,
        text("ceremony.yes"),
        () -> {
          String said = note.getText().strip();
          lead.answer(() -> lead.table().confirm(said));
        });
    Pane.button(
        buttons,
        text("ceremony.no"),
        () -> {
          String said = note.getText().strip();
          lead.answer(() -> lead.table().decline(said));
        });
  }

  @Override
  public Control control() {
    return body;
  }

  @Override
  public void focus() {
    note.setFocus();
  }
}
