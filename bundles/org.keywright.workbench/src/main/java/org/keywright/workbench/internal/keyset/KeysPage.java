// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.keyset;

import static org.keywright.workbench.model.Texts.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.forms.IManagedForm;
import org.keywright.vault.ApplicationKey;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Dragging;
import org.keywright.workbench.internal.Dropping;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.KeyColumns;
import org.keywright.workbench.model.KeyField;
import org.keywright.workbench.model.KeySetContents;
import org.keywright.workbench.model.KeySetDraft;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.KeyTargets;

/** The keys of a key set as a table, and what can be edited of the one that is chosen below. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class KeysPage extends KeySetPage {
  static final String ID = "keys";

  private Text filter;
  private RowTable<ApplicationKey> table;
  private KeyDetail detail;
  private KeyTargets targets = KeyTargets.NONE;
  private String sought = "";
  private boolean labelling;

  KeysPage(KeySetEditor editor) {
    super(editor, ID);
  }

  @Override
  protected void create(IManagedForm managed) {
    Composite body = managed.getForm().getBody();
    GridLayoutFactory.swtDefaults().numColumns(4).margins(8, 8).spacing(8, 6).applyTo(body);
    filter = new Text(body, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
    filter.setMessage(text("search.hint"));
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .align(SWT.FILL, SWT.CENTER)
        .hint(30, SWT.DEFAULT)
        .applyTo(filter);
    var kit = managed.getToolkit();
    var acts = editor.acts();
    button(body, "key.generate.menu", "key:generate", () -> acts.generate(editor.keySet()));
    button(body, "key.import.menu", "key:import", () -> acts.importKey(editor.keySet()));
    button(body, "load.menu", "download:load", () -> editor.load(chosenRef()));
    table = new RowTable<>(body, SWT.MULTI | SWT.BORDER, "keys", columns());
    table.identity(KeySetTree::name);
    table.look(
        (item, key) ->
            item.setImage(Icons.image(key.wellKnown().isPresent() ? "key-warning" : "key")));
    table.whenEmpty(
        () -> text(filter.getText().isBlank() ? "empty.keys" : "empty.filter", filter.getText()));
    GridDataFactory.fillDefaults()
        .grab(true, true)
        .span(4, 1)
        .hint(300, 110)
        .applyTo(table.control());
    filter.addModifyListener(
        event -> table.filter(key -> KeyColumns.matches(key, filter.getText())));
    detail = new KeyDetail(editor, kit, body, List.of(KeyField.values()));
    detail.stack(managed.getForm());
    GridDataFactory.fillDefaults().grab(true, false).span(4, 1).applyTo(detail.control());
    table.onChosen(this::showChosen);
    var menu = new MenuManager();
    table.control().setMenu(menu.createContextMenu(table.control()));
    getSite().registerContextMenu("org.keywright.workbench.view.keysets", menu, table.offered());
    table
        .offered()
        .addSelectionChangedListener(event -> editor.offered().offer(event.getSelection()));
    Dragging.from(table.control(), editor.desk(), table.offered());
    Dropping.load(table.control(), getSite(), item -> table.row((TableItem) item));
  }

  private void button(Composite body, String key, String act, Runnable deed) {
    Offered.control(editor.desk(), Buttons.push(body, key, deed), act);
  }

  /** Those of keys as they are after what was typed, and where each is loaded. */
  private List<Column<ApplicationKey, Comparator<ApplicationKey>>> columns() {
    var all = new ArrayList<Column<ApplicationKey, Comparator<ApplicationKey>>>();
    for (var column : KeyColumns.ALL) {
      String mark = all.isEmpty() ? "* " : "";
      all.add(
          new Column<>(
              column.key(),
              column.width(),
              key -> mark(key, mark) + column.text().apply(editor.draft().shown(key)),
              column.order()));
    }
    all.add(Column.words("keycolumn.targets", 160, key -> targets.text(key)));
    return all;
  }

  private String mark(ApplicationKey key, String mark) {
    return editor.draft().isDirty(KeySetDraft.name(key)) ? mark : "";
  }

  private Optional<ApplicationKey> chosen() {
    return table.allChosen().stream().findFirst();
  }

  private int chosenRef() {
    return chosen().map(ApplicationKey::ref).orElse(0);
  }

  private void showChosen() {
    detail.show(
        chosen().map(key -> new KeyDetail.Shown(KeySetDraft.name(key), key.kcv(), key.life())));
  }

  /** What is chosen stays so, by its name. */
  @Override
  protected void show(KeySetContents contents) {
    targets = contents.targets();
    table.show(contents.keys());
    table.again();
    seek();
    if (table.allChosen().isEmpty() && !table.shown().isEmpty()) {
      ApplicationKey first = table.shown().getFirst();
      table.choose(first::equals);
    }
  }

  /** Chooses a key by its name, as soon as it is there. */
  void choose(String key) {
    sought = key;
    filter.setText("");
    seek();
  }

  /** Chooses a key by its name, as soon as it is there, and has its label typed. */
  void label(String key) {
    labelling = true;
    choose(key);
  }

  private void seek() {
    String key = sought;
    if (table.shown().stream().map(KeySetTree::name).anyMatch(key::equals)) {
      table.choose(row -> KeySetTree.name(row).equals(key));
      sought = "";
      if (labelling) {
        labelling = false;
        detail.typeLabel();
      }
    }
  }

  @Override
  protected void draftChanged() {
    detail.showDraft();
    table.again();
  }

  @Override
  public void setFocus() {
    if (filter != null) {
      filter.setFocus();
    }
  }
}
