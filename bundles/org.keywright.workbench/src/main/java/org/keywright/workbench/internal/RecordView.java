// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.ModifyListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.keywright.vault.Sorting;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Watch;

/**
 * A view of records of the open vault, as many as are looked at, with filters and buttons above.
 *
 * @param <T> what a record is
 * @param <S> what the vault can sort records by
 */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public abstract class RecordView<T, S extends Enum<S>> extends ViewPart {
  /** Where records come from, and who carries out. */
  protected Desk desk;

  private final String name;
  private LongTable<T, S> table;
  private Watch watch = () -> {};
  private ModifyListener typing;

  /**
   * Called by the views, which the platform makes.
   *
   * @param name by which the table's columns are remembered, and what it says while it is empty
   */
  protected RecordView(String name) {
    this.name = name;
  }

  /** Puts filters and buttons above the table, side by side. */
  protected abstract void fill(Composite bar);

  /** What the table shows of a record. */
  protected abstract List<Column<T, S>> columns();

  /** The order of the records as long as nobody has clicked on a column. */
  protected abstract Sorting<S> usual();

  /** By what a record is known again among others. */
  protected abstract Object identity(T record);

  /**
   * Reads on.
   *
   * @param sorting their order
   * @param last the last record that was read; none at the beginning
   * @param limit how many at most
   */
  protected abstract List<T> next(Vault vault, Sorting<S> sorting, Optional<T> last, int limit)
      throws VaultException;

  /** Another record is chosen, or none. */
  protected abstract void choose(Optional<T> record);

  /** Enter was pressed on a record, or it was clicked twice; most have nothing more to show. */
  protected void open(T record) {
    // most have nothing more to show
  }

  /** Puts something below the table; most have nothing. */
  protected void foot(Composite all) {
    // most have nothing
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    var all = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(all);
    var bar = new Composite(all, SWT.NONE);
    typing = Later.typed(all, this::refresh);
    fill(bar);
    Layouts.bar(bar);
    table = new LongTable<>(all, name, columns(), usual(), this::identity);
    table.whenEmpty(() -> text(desk.vault().isEmpty() ? "empty.vault" : "empty." + name));
    GridDataFactory.fillDefaults().grab(true, true).applyTo(table.control());
    table.control().addListener(SWT.Selection, event -> choose(table.chosen()));
    table.onCounted(rows -> choose(table.chosen()));
    table.onOpened(this::open);
    getSite().setSelectionProvider(table.offered());
    foot(all);
    choose(Optional.empty());
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::again));
    refresh();
  }

  private void again() {
    if (!table.control().isDisposed()) {
      prepare();
      table.again();
    }
  }

  /** A field that filters while one types. */
  protected final Text filter(Composite bar, String key) {
    var field = new Text(bar, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
    field.setMessage(text(key));
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .align(SWT.FILL, SWT.CENTER)
        .hint(120, SWT.DEFAULT)
        .applyTo(field);
    field.addModifyListener(typing);
    return field;
  }

  /** A tick that filters. */
  protected final Button tick(Composite bar, String key) {
    var tick = new Button(bar, SWT.CHECK);
    tick.setText(text(key));
    tick.addListener(SWT.Selection, event -> refresh());
    return tick;
  }

  /** Reads others, from the first on. */
  protected final void refresh() {
    if (!table.control().isDisposed()) {
      prepare();
      table.from(
          (sorting, last, limit) ->
              desk.vault().isEmpty() ? List.of() : next(desk.vault().get(), sorting, last, limit));
    }
  }

  /** Called by the thread of the window before it is read anew: fields are looked at here. */
  protected void prepare() {
    // most have no filters
  }

  /** The record that is chosen. */
  protected final Optional<T> chosen() {
    return table.chosen();
  }

  /** The window's shell. */
  protected final Shell shell() {
    return getSite().getShell();
  }

  @Override
  public void setFocus() {
    table.control().setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
