// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.ceremony;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.Person;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.Columns;

/** What a script says: what it is about, its digest, and its steps with their people. */
final class ScriptSteps {
  private final Label about;
  private final Table steps;
  private Optional<CeremonyScript> shown = Optional.empty();

  ScriptSteps(Composite parent) {
    about = new Label(parent, SWT.WRAP);
    Colours.faint(about);
    GridDataFactory.fillDefaults().grab(true, false).hint(560, 34).applyTo(about);
    steps = new Table(parent, SWT.BORDER | SWT.FULL_SELECTION);
    steps.setHeaderVisible(true);
    Columns.fixed(steps, "ceremony.step", 64);
    Columns.fixed(steps, "ceremony.people", 210);
    Columns.fixed(steps, "ceremony.what", 420);
    GridDataFactory.fillDefaults().grab(true, true).hint(660, 180).applyTo(steps);
  }

  void show(Optional<CeremonyScript> script) {
    if (script.equals(shown)) {
      return;
    }
    shown = script;
    steps.removeAll();
    about.setText(script.map(ScriptSteps::words).orElse(""));
    script.ifPresent(this::fill);
  }

  private static String words(CeremonyScript script) {
    return text("ceremony.about", script.title(), script.people().size(), script.digest().hex());
  }

  private void fill(CeremonyScript script) {
    for (int step = 1; step <= script.steps().size(); step++) {
      String people =
          script.steps().get(step - 1).people().stream()
              .map(Person::name)
              .collect(Collectors.joining(", "));
      new TableItem(steps, SWT.NONE)
          .setText(new String[] {String.valueOf(step), people, script.words(step)});
    }
  }
}
