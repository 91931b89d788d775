// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.keyset;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerComparator;
import org.eclipse.jface.viewers.ViewerFilter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.forms.IManagedForm;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.ApplicationKey;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Dragging;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.Selections;
import org.keywright.workbench.model.KeyColumn;
import org.keywright.workbench.model.KeyField;
import org.keywright.workbench.model.KeySetContents;
import org.keywright.workbench.model.KeySetDraft;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.KeyTargets;

/** The keys of a key set as a table, and what can be edited of the one that is chosen below. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class KeysPage extends KeySetPage {
  private Text filter;
  private TableViewer table;
  private KeyDetail detail;
  private KeyTargets targets = KeyTargets.NONE;

  KeysPage(KeySetEditor editor) {
    super(editor, "keys");
  }

  @Override
  protected void create(IManagedForm managed) {
    Composite body = managed.getForm().getBody();
    GridLayoutFactory.swtDefaults().numColumns(4).margins(8, 8).spacing(8, 6).applyTo(body);
    filter = new Text(body, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
    filter.setMessage(text("search.hint"));
    GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(filter);
    var kit = managed.getToolkit();
    var acts = editor.acts();
    button(body, "key.generate.menu", "key:generate", () -> acts.generate(editor.keySet()));
    button(body, "key.import.menu", "key:import", () -> acts.importKey(editor.keySet()));
    button(
        body,
        "load.menu",
        "download:load",
        () -> acts.load(editor.keySet(), chosenRef(), List.of()));
    table = new TableViewer(body, SWT.MULTI | SWT.FULL_SELECTION | SWT.BORDER);
    GridDataFactory.fillDefaults()
        .grab(true, true)
        .span(4, 1)
        .hint(300, 160)
        .applyTo(table.getControl());
    columns();
    filter.addModifyListener(event -> table.refresh());
    detail = new KeyDetail(editor, kit, body, List.of(KeyField.values()));
    GridDataFactory.fillDefaults().grab(true, false).span(4, 1).applyTo(detail.control());
    table.addSelectionChangedListener(event -> showChosen());
    var menu = new MenuManager();
    table.getControl().setMenu(menu.createContextMenu(table.getControl()));
    getSite().registerContextMenu("org.keywright.workbench.view.keysets", menu, table);
    getSite().setSelectionProvider(table);
    Dragging.from(table.getControl(), editor.desk(), table);
  }

  private void button(Composite body, String key, String act, Runnable deed) {
    Offered.control(editor.desk(), Buttons.push(body, key, deed), act);
  }

  private void columns() {
    table.getTable().setHeaderVisible(true);
    table.getTable().setLinesVisible(true);
    table.setContentProvider(ArrayContentProvider.getInstance());
    for (KeyColumn column : KeyColumn.ALL) {
      var shown = new TableViewerColumn(table, SWT.NONE);
      shown.getColumn().setText(column.title());
      shown.getColumn().setWidth(column.width());
      shown.getColumn().setMoveable(true);
      shown.setLabelProvider(new Cell(column));
      shown.getColumn().addListener(SWT.Selection, event -> sort(column, shown));
    }
    var targetsColumn = new TableViewerColumn(table, SWT.NONE);
    targetsColumn.getColumn().setText(text("keycolumn.targets"));
    targetsColumn.getColumn().setWidth(160);
    targetsColumn.getColumn().setMoveable(true);
    targetsColumn.setLabelProvider(
        ColumnLabelProvider.createTextProvider(key -> targets.text((ApplicationKey) key)));
    table.addFilter(new BySearch());
  }

  private final class Cell extends ColumnLabelProvider {
    private final KeyColumn column;

    Cell(KeyColumn column) {
      this.column = column;
    }

    @Override
    public String getText(Object element) {
      ApplicationKey key = (ApplicationKey) element;
      String words = column.text().apply(editor.draft().shown(key));
      return isFirst() && editor.draft().isDirty(KeySetDraft.name(key)) ? "* " + words : words;
    }

    @Override
    public @Nullable Image getImage(Object element) {
      return isFirst() && element instanceof ApplicationKey key
          ? Icons.image(key.wellKnown().isPresent() ? "key-warning" : "key")
          : null;
    }

    private boolean isFirst() {
      return column.equals(KeyColumn.ALL.getFirst());
    }

    @Override
    public @Nullable String getToolTipText(Object element) {
      return ((ApplicationKey) element).wellKnown().orElse(null);
    }
  }

  private final class BySearch extends ViewerFilter {
    @Override
    public boolean select(Viewer viewer, Object parent, Object element) {
      return KeyColumn.matches((ApplicationKey) element, filter.getText());
    }
  }

  private void sort(KeyColumn column, TableViewerColumn shown) {
    var widget = table.getTable();
    boolean again = shown.getColumn().equals(widget.getSortColumn());
    boolean down = again && widget.getSortDirection() == SWT.UP;
    widget.setSortColumn(shown.getColumn());
    widget.setSortDirection(down ? SWT.DOWN : SWT.UP);
    var order = down ? column.order().reversed() : column.order();
    table.setComparator(
        new ViewerComparator() {
          @Override
          public int compare(Viewer viewer, Object one, Object other) {
            return order.compare((ApplicationKey) one, (ApplicationKey) other);
          }
        });
  }

  private Optional<ApplicationKey> chosen() {
    return Selections.keys(table.getStructuredSelection()).stream().findFirst();
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
    var before =
        Selections.keys(table.getStructuredSelection()).stream().map(KeySetTree::name).toList();
    table.setInput(contents.keys());
    table.setSelection(
        new StructuredSelection(
            contents.keys().stream()
                .filter(
                    key ->
                        before.isEmpty()
                            ? key.equals(contents.keys().getFirst())
                            : before.contains(KeySetTree.name(key)))
                .toList()));
    showChosen();
  }

  @Override
  protected void draftChanged() {
    detail.showDraft();
    chosen().ifPresent(key -> table.update(key, null));
  }

  @Override
  public void setFocus() {
    if (filter != null) {
      filter.setFocus();
    }
  }
}
