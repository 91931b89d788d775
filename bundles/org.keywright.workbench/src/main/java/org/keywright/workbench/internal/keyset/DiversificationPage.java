// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.keyset;

import static org.keywright.workbench.model.Texts.text;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.forms.IManagedForm;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.DiversificationRule;
import org.keywright.crypto.DiversificationRules;
import org.keywright.vault.ApplicationKey;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Layouts;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.DiversificationPreview;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.KeySetContents;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Statement;

/** What a rule makes of a master key and an input, step by step, each key by its check value. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class DiversificationPage extends KeySetPage {
  /** Fields take the room that there is; where there is little of it, this. */
  private static final int WIDTH = 200;

  private List<ApplicationKey> masters = List.of();
  private List<DiversificationRule> rules = List.of();
  private Composite form;
  private Label none;
  private Combo key;
  private Combo rule;
  private Text input;
  private @Nullable Offered show;
  private Label console;
  private Text statement;
  private Label result;
  private RowTable<DiversificationPreview.Row> steps;
  private Optional<Statement> shown = Optional.empty();

  DiversificationPage(KeySetEditor editor) {
    super(editor, "diversification");
  }

  @Override
  protected void create(IManagedForm managed) {
    var kit = managed.getToolkit();
    Composite body = managed.getForm().getBody();
    GridLayoutFactory.swtDefaults().margins(12, 12).spacing(0, 10).applyTo(body);
    none = kit.createLabel(body, text("diversify.none"), SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).hint(300, SWT.DEFAULT).applyTo(none);
    form = kit.createComposite(body);
    GridLayoutFactory.fillDefaults().spacing(0, 10).applyTo(form);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(form);
    var grid = kit.createComposite(form);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(grid);
    var fields = new FieldGrid(grid, this::check);
    key = fields.choice("diversify.master", List.of());
    key.addListener(SWT.Selection, event -> rulesOfKey());
    rule = fields.choice("diversify.rule", List.of());
    input = fields.field("diversify.input");
    for (Control field : List.of(key, rule, input)) {
      ((GridData) field.getLayoutData()).widthHint = WIDTH;
    }
    var foot = kit.createComposite(form);
    GridLayoutFactory.fillDefaults().numColumns(3).spacing(8, 0).applyTo(foot);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(foot);
    var button = Buttons.push(foot, "diversify.do", this::preview);
    show = Offered.control(editor.desk(), button, "key:diversify");
    input.addListener(SWT.DefaultSelection, event -> preview());
    console = kit.createLabel(foot, text("act.statement"));
    statement = FieldGrid.statement(foot);
    ((GridData) statement.getLayoutData()).widthHint = WIDTH;
    result = kit.createLabel(form, "", SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).hint(300, SWT.DEFAULT).applyTo(result);
    steps = new RowTable<>(form, SWT.MULTI | SWT.BORDER, "diversification", columns());
    steps.look(DiversificationPage::look);
    steps.whenEmpty(() -> text("empty.diversification"));
    kit.adapt(steps.control(), false, false);
    GridDataFactory.fillDefaults().grab(true, true).hint(300, 160).applyTo(steps.control());
  }

  /** One step follows another: they have their own order alone. */
  private static List<Column<DiversificationPreview.Row, Comparator<DiversificationPreview.Row>>>
      columns() {
    return List.of(
        Column.unsorted("diversify.step", 260, DiversificationPreview.Row::what),
        Column.unsorted("diversify.value", 340, DiversificationPreview.Row::value),
        Column.unsorted("diversify.kcv", 170, DiversificationPreview.Row::kcv),
        Column.unsorted("diversify.older", 140, DiversificationPreview.Row::older));
  }

  private static void look(TableItem item, DiversificationPreview.Row row) {
    item.setImage(Icons.image(row.made() ? "key-new" : row.kcv().isEmpty() ? "note" : "key"));
    item.setFont(
        row.made() ? JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT) : null);
  }

  @Override
  protected void show(KeySetContents contents) {
    int before = key.getSelectionIndex();
    String chosen = before < 0 ? "" : KeySetTree.name(masters.get(before));
    masters = DiversificationPreview.masters(contents.keys());
    key.setItems(
        masters.stream()
            .map(each -> KeySetTree.name(each) + "  " + each.label() + "  " + each.spec())
            .toArray(String[]::new));
    for (int i = 0; i < masters.size(); i++) {
      if (i == 0 || KeySetTree.name(masters.get(i)).equals(chosen)) {
        key.select(i);
      }
    }
    Layouts.showOnly(masters.isEmpty(), none, form);
    rulesOfKey();
  }

  private void rulesOfKey() {
    int chosen = key.getSelectionIndex();
    String before = rule.getText();
    rules =
        chosen < 0
            ? List.of()
            : DiversificationPreview.rules(
                getSite().getService(DiversificationRules.class).all(), masters.get(chosen).spec());
    rule.setItems(
        rules.stream().map(each -> each.name() + "  " + each.source()).toArray(String[]::new));
    rule.select(Math.max(0, rule.indexOf(before)));
    check();
  }

  private Optional<DiversificationRule> chosenRule() {
    int chosen = rule.getSelectionIndex();
    return chosen < 0 ? Optional.empty() : Optional.of(rules.get(chosen));
  }

  private Optional<Statement> statement() {
    return chosenRule()
        .filter(each -> DiversificationPreview.problem(each, input.getText()).isEmpty())
        .map(
            each ->
                DiversificationPreview.statement(
                    masters.get(key.getSelectionIndex()), each, input.getText()));
  }

  private void check() {
    if (show == null) {
      return;
    }
    Optional<String> problem =
        chosenRule().flatMap(each -> DiversificationPreview.problem(each, input.getText()));
    chosenRule().ifPresent(each -> input.setToolTipText(each.input()));
    Optional<Statement> wanted = statement();
    if (wanted.isEmpty() || !wanted.equals(shown)) {
      // The steps of another input would be taken for those of this one.
      shown = Optional.empty();
      steps.show(List.of());
      result.setText(problem.orElse(""));
    }
    console.setVisible(wanted.isPresent());
    statement.setText(wanted.map(Statement::text).orElse(""));
    show.possible(wanted.isPresent());
    result.getParent().layout();
  }

  private void preview() {
    statement()
        .ifPresent(
            wanted ->
                Background.act(
                    steps.control(),
                    text("keyset.diversification"),
                    () -> editor.desk().perform(wanted.flag("--json", true)),
                    done -> show(wanted, done),
                    failure -> failed(Failures.line(failure))));
  }

  private void show(Statement wanted, Performed done) {
    if (!Optional.of(wanted).equals(statement())) {
      return; // something else was typed meanwhile
    }
    steps.show(List.of());
    var made = DiversificationPreview.of(done);
    if (!done.ok() || made.isEmpty()) {
      getManagedForm().getForm().setMessage(done.message(), IMessageProvider.ERROR);
      return;
    }
    getManagedForm().getForm().setMessage(null, IMessageProvider.NONE);
    shown = Optional.of(wanted);
    result.setText(text("diversify.made", made.get().source()));
    steps.show(made.get().rows());
    result.getParent().layout();
  }
}
