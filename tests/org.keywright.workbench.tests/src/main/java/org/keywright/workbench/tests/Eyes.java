// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;

/** Where a person looks, and what he does, in perspectives with several tables and forms. */
record Eyes(Screen screen) {
  /** Makes a vault for tests and opens it. */
  void vault(Path file) throws InterruptedException {
    var passphrase = KeyMaterial.copyOf("correct horse".getBytes(StandardCharsets.US_ASCII));
    try (Secrets secrets = Secrets.of(passphrase)) {
      Statement create = Statement.of("vault:create").argument(file).flag("--test", true);
      assertThat(screen.desk().perform(create, secrets).message()).contains("is open");
    }
    screen.settle();
  }

  /** Has a statement carried out that has to go well. */
  void perform(String command, String... words) {
    Performed done = screen.desk().perform(statement(command, words));
    assertThat(done.ok()).as(done.message()).isTrue();
  }

  /** A command with words; one that begins with dashes is an option, with its value behind it. */
  static Statement statement(String command, String... words) {
    Statement all = Statement.of(command);
    for (int i = 0; i < words.length; i++) {
      all = words[i].startsWith("--") ? all.option(words[i], words[++i]) : all.argument(words[i]);
    }
    return all;
  }

  /** The table that has such a column. */
  Table table(String column) {
    return screen.one(
        Table.class,
        table -> Arrays.stream(table.getColumns()).anyMatch(each -> each.getText().equals(column)));
  }

  /** How many rows a table has. */
  int rows(String column) {
    return screen.ask(() -> table(column).getItemCount());
  }

  /** Chooses a row of a table. */
  void choose(String column, int row) throws InterruptedException {
    screen.act(
        () -> {
          Table table = table(column);
          table.setSelection(row);
          table.notifyListeners(SWT.Selection, new Event());
        });
    screen.settle();
  }

  /** Chooses the row that begins so, as soon as it is there. */
  void choose(String column, String first) throws InterruptedException {
    Table table = table(column);
    screen.await(first, () -> row(table, first).isPresent());
    choose(column, screen.<Integer>ask(() -> row(table, first).orElseThrow()));
  }

  private static OptionalInt row(Table table, String first) {
    return IntStream.range(0, table.getItemCount())
        .filter(row -> table.getItem(row).getText().equals(first))
        .findFirst();
  }

  /** Chooses a problem, and does what can be done about it at once. */
  void remedy(String about, String act) throws InterruptedException {
    choose("Quick action", about);
    screen.press(act);
  }

  /** Clicks on the head of a column, in the table that has another one. */
  void sort(String table, String column) throws InterruptedException {
    screen.act(
        () ->
            Arrays.stream(table(table).getColumns())
                .filter(each -> each.getText().equals(column))
                .forEach(each -> each.notifyListeners(SWT.Selection, new Event())));
    screen.settle();
  }

  /** Types into the field with proposals behind a label. */
  void put(String label, String words) throws InterruptedException {
    screen.act(() -> behind(label).setText(words));
    screen.settle();
  }

  private Combo behind(String label) {
    Label before = screen.one(Label.class, each -> each.getText().equals(label));
    Control[] siblings = before.getParent().getChildren();
    return (Combo) siblings[Arrays.asList(siblings).indexOf(before) + 1];
  }
}
