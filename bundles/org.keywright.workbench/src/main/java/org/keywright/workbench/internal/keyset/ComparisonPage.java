// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.keyset;

import static org.keywright.workbench.model.Texts.text;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.RowLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.forms.IManagedForm;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.Layouts;
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.KeyComparison;
import org.keywright.workbench.model.KeyComparison.Verdict;
import org.keywright.workbench.model.KeySetContents;
import org.keywright.workbench.model.Performed;

/** A key set held against another one, or against its namesake in another vault. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class ComparisonPage extends KeySetPage {
  private static final int WIDTH = 120;

  private final Map<Verdict, Button> filters = new EnumMap<>(Verdict.class);
  private Combo other;
  private Button compare;
  private Label result;
  private Composite verdicts;
  private RowTable<KeyComparison.Row> table;
  private Optional<KeyComparison> comparison = Optional.empty();

  ComparisonPage(KeySetEditor editor) {
    super(editor, "comparison");
  }

  @Override
  protected void create(IManagedForm managed) {
    var kit = managed.getToolkit();
    Composite body = managed.getForm().getBody();
    GridLayoutFactory.swtDefaults().margins(12, 12).spacing(0, 10).applyTo(body);
    var row = kit.createComposite(body);
    GridLayoutFactory.fillDefaults().numColumns(4).spacing(8, 0).applyTo(row);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
    kit.createLabel(row, text("compare.with"));
    other = new Combo(row, SWT.READ_ONLY);
    GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(other);
    compare = Buttons.push(row, "compare.do", this::compare);
    Buttons.push(row, "compare.vault.menu", this::compareVault);
    result = kit.createLabel(body, text("compare.hint"), SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).hint(300, SWT.DEFAULT).applyTo(result);
    verdicts = kit.createComposite(body);
    RowLayoutFactory.fillDefaults().spacing(4).applyTo(verdicts);
    GridDataFactory.fillDefaults().grab(true, false).hint(300, SWT.DEFAULT).applyTo(verdicts);
    Layouts.show(verdicts, false);
    for (Verdict verdict : Verdict.values()) {
      var button = new Button(verdicts, SWT.TOGGLE);
      button.setText(text(verdict));
      button.setSelection(true);
      button.addListener(SWT.Selection, event -> fill());
      filters.put(verdict, button);
    }
    table = new RowTable<>(body, SWT.MULTI | SWT.BORDER, "comparison", columns());
    table.look(
        (item, held) ->
            item.setForeground(
                1, held.verdict() == Verdict.SAME ? Colours.good() : Colours.fault()));
    table.whenEmpty(() -> text(comparison.isEmpty() ? "empty.comparison" : "empty.comparison.all"));
    kit.adapt(table.control(), false, false);
    GridDataFactory.fillDefaults().grab(true, true).hint(300, 160).applyTo(table.control());
  }

  private static List<Column<KeyComparison.Row, Comparator<KeyComparison.Row>>> columns() {
    return List.of(
        Column.words("compare.key", 140, KeyComparison.Row::key),
        Column.words("compare.verdict", 120, row -> text(row.verdict())),
        Column.words("compare.version", 90, KeyComparison.Row::version),
        Column.words("compare.kcv", 170, KeyComparison.Row::kcv),
        Column.words("compare.version.there", 110, KeyComparison.Row::versionThere),
        Column.words("compare.kcv.there", 170, KeyComparison.Row::kcvThere));
  }

  @Override
  protected void show(KeySetContents contents) {
    String before = other.getText();
    other.setItems(contents.others().toArray(String[]::new));
    other.select(Math.max(0, other.indexOf(before)));
    boolean any = !contents.others().isEmpty();
    other.setEnabled(any);
    compare.setEnabled(any);
  }

  private void compare() {
    var statement = KeyComparison.withKeySet(editor.keySet(), other.getText());
    Background.act(
        table.control(),
        text("keyset.comparison"),
        () -> editor.desk().perform(statement.flag("--json", true)),
        done -> show(done, KeyComparison.of(done)),
        failure -> failed(Failures.line(failure)));
  }

  private void compareVault() {
    var dialog = new VaultComparisonDialog(getSite().getShell(), editor.desk());
    if (dialog.open() == Window.OK) {
      dialog
          .performed()
          .ifPresent(
              done -> show(done, KeyComparison.of(done).map(all -> all.of(editor.keySet()))));
    }
  }

  private void show(Performed done, Optional<KeyComparison> read) {
    comparison = read;
    if (read.isEmpty()) {
      getManagedForm().getForm().setMessage(done.message(), IMessageProvider.ERROR);
    } else {
      getManagedForm().getForm().setMessage(null, IMessageProvider.NONE);
      result.setText(text("compare.result", read.get().here(), read.get().there()));
    }
    Layouts.show(verdicts, read.isPresent());
    filters.forEach(
        (verdict, button) -> {
          long count = read.map(each -> each.counts().getOrDefault(verdict, 0L)).orElse(0L);
          button.setText(text("item.count", text(verdict), count));
        });
    fill();
    table.control().getParent().layout(true, true);
  }

  private boolean isShown(Verdict verdict) {
    Button filter = filters.get(verdict);
    return filter != null && filter.getSelection();
  }

  private void fill() {
    table.show(
        comparison.map(KeyComparison::rows).orElse(List.of()).stream()
            .filter(row -> isShown(row.verdict()))
            .toList());
  }
}
