// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.ceremony;

import static org.keywright.workbench.model.Texts.text;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.keywright.ceremony.Question;
import org.keywright.workbench.internal.FileChooser;
import org.keywright.workbench.model.LetterPreview;

/** Gives a part to its holder: a look at the letter, then a printer, or a file that is named. */
final class LetterPane implements Pane {
  private final Lead lead;
  private final Composite body;
  private final Text printer;
  private final Text file;
  private final Button print;
  private final Button test;
  private final Button save;

  LetterPane(Composite parent, Lead lead, Question.Handover question) {
    this.lead = lead;
    body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(20, 10).applyTo(body);
    var page = LetterCanvas.of(body, LetterPreview.of(question.letter()));
    GridDataFactory.fillDefaults().grab(true, true).hint(300, 380).applyTo(page);
    var right = new Composite(body, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 8).applyTo(right);
    GridDataFactory.fillDefaults().hint(280, SWT.DEFAULT).grab(false, true).applyTo(right);
    Pane.heading(right, question.person().name());
    Pane.words(right, text("ceremony.letter"));
    new Label(right, SWT.NONE).setText(text("ceremony.printername"));
    printer = field(right);
    var printing = row(right, 2);
    print = Pane.button(printing, text("ceremony.print"), this::print);
    test = Pane.button(printing, text("ceremony.testprint"), this::testPrint);
    new Label(right, SWT.NONE).setText(text("ceremony.letterfile"));
    file = field(right);
    var saving = row(right, 2);
    save = Pane.button(saving, text("ceremony.save"), this::save);
    Pane.button(
        saving,
        text("button.browse"),
        () ->
            new FileChooser(true, "ceremony.letterfile.choose", ".pdf")
                .choose(body.getShell(), file.getText())
                .ifPresent(file::setText));
    if (lead.view().rehearsal()) {
      Pane.button(right, text("ceremony.passover"), () -> lead.answer(lead.table()::passOver));
    }
    check();
  }

  private Text field(Composite right) {
    var field = new Text(right, SWT.BORDER | SWT.SINGLE);
    field.addModifyListener(event -> check());
    GridDataFactory.fillDefaults().grab(true, false).applyTo(field);
    return field;
  }

  private static Composite row(Composite right, int columns) {
    var row = new Composite(right, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(columns).spacing(8, 0).applyTo(row);
    return row;
  }

  private void check() {
    if (save != null) {
      print.setEnabled(!printer.getText().isBlank());
      test.setEnabled(!printer.getText().isBlank());
      save.setEnabled(!file.getText().isBlank());
    }
  }

  private void print() {
    String name = printer.getText().strip();
    lead.answer(() -> lead.table().print(name));
  }

  private void testPrint() {
    String name = printer.getText().strip();
    lead.run(
        () -> {
          lead.table().testPrint(name);
          return name;
        },
        printed ->
            MessageDialog.openInformation(
                body.getShell(),
                text("ceremony.testprint"),
                text("ceremony.testprinted", printed)));
  }

  private void save() {
    try {
      Path to = Path.of(file.getText().strip());
      lead.answer(() -> lead.table().save(to));
    } catch (InvalidPathException e) {
      MessageDialog.openError(
          body.getShell(), text("ceremony.save"), text("file.malformed", file.getText()));
    }
  }

  @Override
  public Control control() {
    return body;
  }

  @Override
  public void focus() {
    printer.setFocus();
  }
}
