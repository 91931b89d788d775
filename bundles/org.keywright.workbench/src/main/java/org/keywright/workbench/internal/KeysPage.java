// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
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
import org.eclipse.ui.forms.editor.FormEditor;
import org.eclipse.ui.forms.editor.FormPage;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.KeyColumn;
import org.keywright.workbench.model.KeySetTree;

/** The keys of a key set as a table. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class KeysPage extends FormPage {
  private final Desk desk;
  private Text filter;
  private TableViewer table;

  KeysPage(FormEditor editor, Desk desk) {
    super(editor, "keys", text("keyset.keys"));
    this.desk = desk;
  }

  @Override
  protected void createFormContent(IManagedForm managed) {
    Composite body = managed.getForm().getBody();
    GridLayoutFactory.swtDefaults().numColumns(4).margins(8, 8).spacing(8, 6).applyTo(body);
    filter = new Text(body, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
    filter.setMessage(text("search.hint"));
    GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(filter);
    var kit = managed.getToolkit();
    kit.createButton(body, text("key.generate.menu"), SWT.PUSH)
        .addListener(SWT.Selection, event -> acts().generate(name()));
    kit.createButton(body, text("key.import.menu"), SWT.PUSH)
        .addListener(SWT.Selection, event -> acts().importKey(name()));
    kit.createButton(body, text("load.menu"), SWT.PUSH)
        .addListener(SWT.Selection, event -> acts().load(name(), chosen(), List.of()));
    table = new TableViewer(body, SWT.MULTI | SWT.FULL_SELECTION | SWT.BORDER);
    GridDataFactory.fillDefaults()
        .grab(true, true)
        .span(4, 1)
        .hint(300, 200)
        .applyTo(table.getControl());
    columns();
    filter.addModifyListener(event -> table.refresh());
    var menu = new MenuManager();
    table.getControl().setMenu(menu.createContextMenu(table.getControl()));
    getSite().registerContextMenu("org.keywright.workbench.view.keysets", menu, table);
    getSite().setSelectionProvider(table);
    refresh();
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
    table.addFilter(new BySearch());
  }

  private static final class Cell extends ColumnLabelProvider {
    private final KeyColumn column;

    Cell(KeyColumn column) {
      this.column = column;
    }

    @Override
    public String getText(Object element) {
      return column.text().apply((ApplicationKey) element);
    }

    @Override
    public @Nullable Image getImage(Object element) {
      return column.equals(KeyColumn.ALL.getFirst()) && element instanceof ApplicationKey key
          ? Icons.image(key.wellKnown().isPresent() ? "key-warning" : "key")
          : null;
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

  private int chosen() {
    return Selections.keys(table.getStructuredSelection()).stream()
        .mapToInt(ApplicationKey::ref)
        .findFirst()
        .orElse(0);
  }

  private String name() {
    return getEditorInput().getName();
  }

  private VaultActs acts() {
    return new VaultActs(getSite().getWorkbenchWindow());
  }

  /** Reads what is shown anew; what is chosen stays so, by its name. */
  void refresh() {
    if (table == null || table.getControl().isDisposed()) {
      return;
    }
    Background.read(table.getControl(), this::read, this::show, failure -> show(List.of()));
  }

  private List<ApplicationKey> read() throws VaultException {
    Vault vault = desk.vault().orElseThrow(() -> new VaultException(text("vault.none")));
    return vault.keySets().keys(name());
  }

  private void show(List<ApplicationKey> keys) {
    var before =
        Selections.keys(table.getStructuredSelection()).stream().map(KeySetTree::name).toList();
    table.setInput(keys);
    table.setSelection(
        new org.eclipse.jface.viewers.StructuredSelection(
            keys.stream().filter(key -> before.contains(KeySetTree.name(key))).toList()));
  }

  @Override
  public void setFocus() {
    if (filter != null) {
      filter.setFocus();
    }
  }
}
