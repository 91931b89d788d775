// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.keyset;

import static org.keywright.workbench.model.Texts.text;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.forms.IManagedForm;
import org.eclipse.ui.forms.widgets.ExpandableComposite;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.eclipse.ui.forms.widgets.ScrolledForm;
import org.eclipse.ui.forms.widgets.Section;
import org.keywright.vault.KeySet;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Layouts;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.KeyEnding;
import org.keywright.workbench.model.KeyField;
import org.keywright.workbench.model.KeySetContents;
import org.keywright.workbench.model.KeySetDraft;
import org.keywright.workbench.model.KeySetSummary;

/** What a key set is, with what is to be minded above, its transport key, and what ends when. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class OverviewPage extends KeySetPage {
  private static final int ROWS = 7;

  /** What a fact and its name need beside others. */
  private static final int FACT = 300;

  /** What words take at least; they wrap where there is no more. */
  private static final int NARROW = 200;

  private ScrolledForm form;
  private FormToolkit kit;
  private Composite facts;
  private Composite cautions;
  private KeyDetail transport;
  private RowTable<KeyEnding> endings;

  OverviewPage(KeySetEditor editor) {
    super(editor, "overview");
  }

  @Override
  protected void create(IManagedForm managed) {
    form = managed.getForm();
    kit = managed.getToolkit();
    Composite body = form.getBody();
    GridLayoutFactory.swtDefaults().margins(12, 12).spacing(0, 14).applyTo(body);
    cautions = kit.createComposite(body);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 4).applyTo(cautions);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(cautions);
    facts = client(section(body, "keyset.identity"), 4);
    Layouts.stack(form, facts, FACT);
    Section key = section(body, "keyset.transport");
    transport =
        new KeyDetail(editor, kit, key, List.of(KeyField.PROTECTS_UNTIL, KeyField.OPENS_UNTIL));
    transport.stack(form);
    key.setClient(transport.control());
    endings(client(section(body, "keyset.periods"), 1));
    actions(client(section(body, "keyset.actions"), 3));
  }

  private Section section(Composite body, String key) {
    var section = kit.createSection(body, ExpandableComposite.TITLE_BAR);
    section.setText(text(key));
    GridDataFactory.fillDefaults().grab(true, false).applyTo(section);
    return section;
  }

  private Composite client(Section section, int columns) {
    var client = kit.createComposite(section);
    GridLayoutFactory.swtDefaults()
        .numColumns(columns)
        .spacing(16, 6)
        .margins(4, 8)
        .applyTo(client);
    section.setClient(client);
    return client;
  }

  private void endings(Composite client) {
    endings = new RowTable<>(client, SWT.MULTI | SWT.BORDER, "endings", columns());
    endings.look(OverviewPage::look);
    endings.whenEmpty(() -> text("empty.endings"));
    Table table = endings.control();
    kit.adapt(table, false, false);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .hint(300, table.getItemHeight() * ROWS + table.getHeaderHeight())
        .applyTo(table);
  }

  private static List<Column<KeyEnding, Comparator<KeyEnding>>> columns() {
    return List.of(
        Column.words("ending.key", 110, KeyEnding::key),
        Column.words("ending.label", 190, KeyEnding::label),
        Column.words("ending.protects", 160, KeyEnding::protectsUntil),
        Column.words("ending.opens", 160, KeyEnding::opensUntil),
        Column.words("ending.standing", 180, KeyEnding::standing));
  }

  private static void look(TableItem item, KeyEnding ending) {
    item.setImage(Icons.image(ending.urgent() ? "key-warning" : "key"));
    if (ending.urgent()) {
      item.setForeground(4, Colours.fault());
    }
  }

  private void actions(Composite client) {
    action(
        client, "key.generate.menu", "key:generate", () -> editor.acts().generate(editor.keySet()));
    action(client, "key.import.menu", "key:import", () -> editor.acts().importKey(editor.keySet()));
    action(client, "load.menu", "download:load", () -> editor.load(0));
  }

  private void action(Composite client, String key, String act, Runnable deed) {
    Offered.control(editor.desk(), Buttons.push(client, key, deed), act);
  }

  @Override
  protected void show(KeySetContents contents) {
    clear(facts);
    contents.summary().facts().forEach(fact -> fact(fact.name(), fact.value()));
    showCautions(contents.summary());
    KeySet set = contents.set();
    transport.show(
        Optional.of(new KeyDetail.Shown(KeySetDraft.name(set), set.transportKcv(), set.life())));
    endings.show(KeyEnding.of(contents, Instant.now()));
    // Other words in as many places leave the sizes above as they were.
    form.getBody().layout(true, true);
    form.reflow(true);
  }

  private void showCautions(KeySetSummary summary) {
    clear(cautions);
    for (String caution : summary.cautions()) {
      kit.createLabel(cautions, "").setImage(Icons.image("warning"));
      var words = kit.createLabel(cautions, caution, SWT.WRAP);
      GridDataFactory.fillDefaults().grab(true, false).hint(NARROW, SWT.DEFAULT).applyTo(words);
    }
    cautions.setVisible(!summary.cautions().isEmpty());
    if (cautions.getLayoutData() instanceof GridData data) {
      data.exclude = summary.cautions().isEmpty();
    }
  }

  @Override
  protected void draftChanged() {
    transport.showDraft();
  }

  private static void clear(Composite parent) {
    for (Control old : parent.getChildren()) {
      old.dispose();
    }
  }

  private void fact(String name, String value) {
    kit.createLabel(facts, name);
    var shown = kit.createText(facts, value, SWT.READ_ONLY | SWT.SINGLE);
    shown.setData(FormToolkit.KEY_DRAW_BORDER, false);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(shown);
  }
}
