// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.ceremony;

import static org.keywright.workbench.model.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.keywright.ceremony.Question;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Sharing;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.MaskedFields;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.TypedPart;

/**
 * Takes a part of a key from its holder: line by line as his letter has it, each checked while he
 * types, or at once from a scanner; and its check value. All of it is masked, and wiped when it is
 * handed in or he leaves.
 */
final class PartPane implements Pane {
  /** What a line of a letter has: sixteen digits and two that check them. */
  private static final int DIGITS = 18;

  private final Lead lead;
  private final Composite body;
  private final Composite typing;
  private final Composite scanning;
  private final List<Text> lines = new ArrayList<>();
  private final List<Label> marks = new ArrayList<>();
  private final Text checkValue;
  private final Text scanned;
  private final Button scanner;
  private final Optional<Spinner> number;
  private final Button handIn;

  PartPane(Composite parent, Lead lead, Question.Part question) {
    this.lead = lead;
    body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 10).applyTo(body);
    Pane.heading(body, question.person().name());
    Pane.words(
        body,
        text(
            "ceremony.part",
            text(question.method()),
            question.position(),
            question.of(),
            question.key(),
            question.kind()));
    typing = grid();
    for (int line = 1; line <= TypedPart.lines(question.kind()); line++) {
      lines.add(line(line));
    }
    number = question.number() == 0 ? Optional.of(number()) : Optional.empty();
    label(typing, text("ceremony.checkvalue"));
    checkValue = new Text(typing, SWT.BORDER | SWT.SINGLE);
    checkValue.addModifyListener(event -> check());
    GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(checkValue);
    scanning = grid();
    label(scanning, text("ceremony.scanned"));
    scanned = masked(scanning, 2);
    scanner = new Button(body, SWT.CHECK);
    scanner.setText(text("ceremony.scanner"));
    scanner.addListener(SWT.Selection, event -> change());
    var buttons = new Composite(body, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 0).applyTo(buttons);
    handIn = Pane.button(buttons, text("ceremony.handin"), this::handIn);
    if (lead.view().rehearsal()) {
      Pane.button(
          buttons, text("ceremony.practice"), () -> lead.answer(lead.table()::enterPractice));
    }
    // Scanners end what they read with Enter.
    List.of(scanned, checkValue).forEach(field -> Buttons.onEnter(field, this::entered));
    show(scanning, false);
    check();
  }

  private Composite grid() {
    var grid = new Composite(body, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(3).spacing(8, 6).applyTo(grid);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(grid);
    return grid;
  }

  private static void label(Composite grid, String words) {
    var label = new Label(grid, SWT.NONE);
    label.setText(words);
    GridDataFactory.fillDefaults()
        .align(SWT.BEGINNING, SWT.CENTER)
        .hint(110, SWT.DEFAULT)
        .applyTo(label);
  }

  private Text masked(Composite grid, int columns) {
    Text field = MaskedFields.masked(grid);
    GridDataFactory.fillDefaults().grab(true, false).span(columns, 1).applyTo(field);
    field.addModifyListener(event -> check());
    return field;
  }

  private Text line(int line) {
    label(typing, text("ceremony.line", line));
    Text field = masked(typing, 1);
    var mark = new Label(typing, SWT.NONE);
    GridDataFactory.fillDefaults()
        .align(SWT.BEGINNING, SWT.CENTER)
        .hint(120, SWT.DEFAULT)
        .applyTo(mark);
    marks.add(mark);
    return field;
  }

  private Spinner number() {
    label(typing, text("ceremony.number"));
    var spinner = new Spinner(typing, SWT.BORDER);
    spinner.setValues(1, 1, Sharing.MOST, 0, 1, 1);
    GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).span(2, 1).applyTo(spinner);
    return spinner;
  }

  private void change() {
    wipe();
    show(typing, !scanner.getSelection());
    show(scanning, scanner.getSelection());
    body.layout(true, true);
    focus();
  }

  private static void show(Composite grid, boolean yes) {
    grid.setVisible(yes);
    ((GridData) grid.getLayoutData()).exclude = !yes;
  }

  /** Says of each line that is whole whether it was mistyped; nothing else of it is looked at. */
  private void check() {
    if (handIn == null) {
      return;
    }
    boolean all = true;
    for (int i = 0; i < lines.size(); i++) {
      all &= checked(lines.get(i), marks.get(i), i + 1);
    }
    handIn.setEnabled(
        scanner.getSelection()
            ? scanned.getCharCount() > 0
            : all && !checkValue.getText().isBlank());
  }

  private boolean checked(Text field, Label mark, int line) {
    if (field.getCharCount() < DIGITS) {
      mark.setText("");
      return false;
    }
    try (KeyMaterial typed = Secrets.consume(field.getTextChars())) {
      boolean wrong = lead.table().lineProblem(typed, line);
      mark.setText(text(wrong ? "ceremony.mistyped" : "ceremony.right"));
      mark.setForeground(wrong ? Colours.fault() : Colours.good());
      return !wrong;
    }
  }

  private void entered() {
    if (handIn.isEnabled()) {
      handIn();
    }
  }

  private void handIn() {
    List<KeyMaterial> typed =
        scanner.getSelection()
            ? List.of(MaskedFields.take(scanned))
            : lines.stream().map(MaskedFields::take).toList();
    var part =
        new TypedPart(
            typed,
            scanner.getSelection(),
            number
                .map(spinner -> OptionalInt.of(spinner.getSelection()))
                .orElse(OptionalInt.empty()),
            checkValue.getText());
    lead.answer(() -> lead.table().enter(part));
  }

  private void wipe() {
    MaskedFields.wipe(scanned);
    MaskedFields.wipe(lines.toArray(Text[]::new));
  }

  @Override
  public Control control() {
    return body;
  }

  @Override
  public void focus() {
    (scanner.getSelection() ? scanned : lines.getFirst()).setFocus();
  }

  @Override
  public void dispose() {
    wipe();
    body.dispose();
  }
}
