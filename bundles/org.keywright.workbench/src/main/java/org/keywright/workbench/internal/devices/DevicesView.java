// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import static org.keywright.workbench.model.Texts.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.part.ViewPart;
import org.keywright.vault.Devices;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Columns;
import org.keywright.workbench.internal.Dragging;
import org.keywright.workbench.internal.Dropping;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Later;
import org.keywright.workbench.internal.OfferedSelection;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.DeviceRows;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.PagedRows;
import org.keywright.workbench.model.Watch;

/** The vault's devices, however many, and what happened to the one that is chosen. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class DevicesView extends ViewPart implements PagedRows.Listener {
  private static final int EVENTS = 100;

  /** Whoever means more devices names them by a device list. */
  private static final int MOST_CHOSEN = 1_000;

  private final OfferedSelection offered = new OfferedSelection();
  private Desk desk;
  private Text filter;
  private Label count;
  private Table table;
  private TableLength length;
  private Table history;
  private PagedRows<Devices.Device> rows;
  private Watch watch = () -> {};
  private List<Devices.Device> chosen = List.of();
  private boolean searched;

  /** Made by the platform. */
  public DevicesView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    var all = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults()
        .numColumns(2)
        .spacing(8, 4)
        .extendedMargins(2, 6, 0, 0)
        .applyTo(all);
    filter = new Text(all, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
    filter.setMessage(text("devices.search"));
    GridDataFactory.fillDefaults().grab(true, false).indent(2, 2).applyTo(filter);
    count = new Label(all, SWT.NONE);
    GridDataFactory.fillDefaults().align(SWT.END, SWT.CENTER).indent(0, 2).applyTo(count);
    var sash = new SashForm(all, SWT.VERTICAL);
    GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(sash);
    table =
        table(
            sash,
            SWT.VIRTUAL | SWT.MULTI,
            "device.serial:130",
            "device.keyset:100",
            "device.endpoint:170",
            "device.seen:150");
    history = table(sash, SWT.NONE, "event.at:150", "event.job:45", "event.what:420");
    sash.setWeights(3, 1);
    length = new TableLength(table);
    rows = new PagedRows<>(Background.reading(), Background.window(table), this);
    table.addListener(SWT.SetData, this::fill);
    table.addListener(SWT.Selection, event -> choose());
    table.addListener(SWT.DefaultSelection, event -> open());
    filter.addModifyListener(Later.typed(table, this::search));
    var menu = new org.eclipse.jface.action.MenuManager();
    table.setMenu(menu.createContextMenu(table));
    getSite().registerContextMenu(menu, offered);
    Dragging.from(table, desk, offered);
    Dropping.load(table, getSite(), item -> rows.row(table.indexOf((TableItem) item)));
    getSite().setSelectionProvider(offered);
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    search();
  }

  private static Table table(Composite parent, int style, String... columns) {
    var table = new Table(parent, SWT.FULL_SELECTION | SWT.BORDER | style);
    table.setHeaderVisible(true);
    table.setLinesVisible(true);
    Columns.movable(table, columns);
    return table;
  }

  private void search() {
    searched = true;
    rows.from(new DeviceRows(desk, filter.getText().strip()));
  }

  private void refresh() {
    if (!table.isDisposed()) {
      rows.again();
    }
  }

  @Override
  public void counted(int number) {
    length.set(number);
    table.clearAll();
    if (searched) {
      searched = false;
      table.setTopIndex(0);
    }
    if (table.getSelectionCount() == 0) {
      keepChoice();
    }
    say(number == 0 && desk.vault().isEmpty() ? "" : text("devices.count", number));
  }

  @Override
  public void read(int from, int to) {
    if (to > from) {
      table.clear(from, Math.min(to, table.getItemCount()) - 1);
      keepChoice();
    }
  }

  /** A row that is another device than the one that was chosen is chosen no more. */
  private void keepChoice() {
    int[] indices = table.getSelectionIndices();
    if (indices.length > MOST_CHOSEN) {
      return;
    }
    var now =
        Arrays.stream(indices)
            .mapToObj(rows::row)
            .flatMap(Optional::stream)
            .map(Devices.Device::serial)
            .toList();
    if (!now.equals(chosen.stream().map(Devices.Device::serial).toList())) {
      table.deselectAll();
      choose();
    }
  }

  @Override
  public void failed(Exception why) {
    counted(0);
    say(Failures.line(why));
  }

  private void say(String words) {
    count.setText(words);
    count.requestLayout();
  }

  private void fill(Event event) {
    var item = (TableItem) event.item;
    int index = table.indexOf(item);
    if (index < 0) {
      return; // the platform asks for rows that it is taking away, too
    }
    Optional<Devices.Device> row = rows.row(index);
    if (row.isPresent()) {
      Devices.Device device = row.get();
      item.setText(
          new String[] {
            device.serial(), device.keySet(), device.endpoint(), Moments.text(device.lastSeen())
          });
      item.setImage(0, Icons.image("module"));
    } else {
      item.setText(text("table.reading"));
    }
  }

  private void choose() {
    int[] indices = table.getSelectionIndices();
    boolean few = indices.length <= MOST_CHOSEN;
    chosen =
        few
            ? Arrays.stream(indices).mapToObj(rows::row).flatMap(Optional::stream).toList()
            : List.of();
    if (!few) {
      say(text("devices.toomany", MOST_CHOSEN));
    }
    offered.offer(new StructuredSelection(chosen));
    if (chosen.size() != 1) {
      history.setItemCount(0);
      return;
    }
    String serial = chosen.getFirst().serial();
    Background.read(
        history,
        () ->
            desk.vault().isEmpty()
                ? List.<Devices.Event>of()
                : desk.vault().get().devices().history(serial, EVENTS),
        this::showHistory,
        failure -> history.setItemCount(0));
  }

  private void open() {
    chosen.forEach(
        device -> {
          try {
            DeviceEditor.open(getSite().getPage(), device.serial());
          } catch (PartInitException e) {
            say(Failures.line(e));
          }
        });
  }

  private void showHistory(List<Devices.Event> events) {
    history.removeAll();
    for (Devices.Event event : events) {
      new TableItem(history, SWT.NONE)
          .setText(
              new String[] {Moments.text(event.at()), Long.toString(event.job()), event.what()});
    }
  }

  @Override
  public void setFocus() {
    filter.setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
