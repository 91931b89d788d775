// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.ceremony;

import static org.keywright.workbench.model.Texts.text;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.FileChooser;

/** The end of a ceremony: how it went, and its signed minutes, saved and verified. */
final class EndPane implements Pane {
  private final Lead lead;
  private final Composite body;
  private final Text pdf;
  private final Text json;
  private final Button save;
  private final Label verified;

  EndPane(Composite parent, Lead lead) {
    this.lead = lead;
    body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 10).applyTo(body);
    var view = lead.view();
    Pane.heading(body, text(view.rehearsal() ? "ceremony.end.rehearsal" : "ceremony.end"));
    Pane.words(body, view.progress());
    for (String difference : view.differences()) {
      Pane.words(body, text("ceremony.unlike", difference));
    }
    Pane.words(body, text("ceremony.minutes.hint"));
    var fields = new Composite(body, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(fields);
    var grid = new FieldGrid(fields, this::check);
    pdf = grid.file("ceremony.minutes.pdf", new FileChooser(true, "ceremony.minutes", ".pdf"));
    json = grid.file("ceremony.minutes.json", new FileChooser(true, "ceremony.minutes", ".jsonl"));
    save = Pane.button(body, text("ceremony.minutes.save"), this::save);
    verified = new Label(body, SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).hint(560, 60).applyTo(verified);
    check();
  }

  private static Optional<Path> path(Text field) {
    return Optional.of(field.getText().strip()).filter(name -> !name.isEmpty()).map(Path::of);
  }

  private void check() {
    if (save != null) {
      save.setEnabled(!pdf.getText().isBlank() || !json.getText().isBlank());
    }
  }

  private void save() {
    try {
      Optional<Path> forPeople = path(pdf);
      Optional<Path> forPrograms = path(json);
      lead.run(
          () -> lead.table().saveMinutes(forPeople, forPrograms),
          key -> say(text("ceremony.minutes.whole", key.hex()), true));
    } catch (InvalidPathException e) {
      say(text("file.malformed", e.getInput()), false);
    }
  }

  private void say(String words, boolean good) {
    if (!verified.isDisposed()) {
      verified.setText(words);
      verified.setForeground(good ? Colours.good() : Colours.fault());
    }
  }

  @Override
  public Control control() {
    return body;
  }

  @Override
  public void focus() {
    pdf.setFocus();
  }
}
