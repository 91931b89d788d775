// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
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
import org.keywright.workbench.internal.Remembered;
import org.keywright.workbench.internal.ScrolledRows;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.DeviceListing;
import org.keywright.workbench.model.DeviceRows;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.PagedRows;
import org.keywright.workbench.model.Watch;

/** The vault's devices, however many, and what happened to the one that is chosen. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class DevicesView extends ViewPart implements PagedRows.Listener {
  private static final int EVENTS = 100;
  private static final String LISTING = "devices.listing";

  /** The columns of the table, from left to right as it is at first. */
  private static final List<Devices.Column> SORTED =
      List.of(
          Devices.Column.SERIAL,
          Devices.Column.KEY_SET,
          Devices.Column.ENDPOINT,
          Devices.Column.LAST_SEEN);

  /** Whoever means more devices names them by a device list. */
  private static final int MOST_CHOSEN = 1_000;

  private final OfferedSelection offered = new OfferedSelection();
  private Desk desk;
  private Text filter;
  private Label count;
  private ScrolledRows table;
  private Table history;
  private PagedRows<Devices.Device> rows;
  private Watch watch = () -> {};
  private DeviceListing listing = DeviceListing.ALL;
  private SortedMap<Integer, Devices.Device> chosen = new TreeMap<>();
  private boolean another;

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
    listing = DeviceListing.parse(Remembered.get(LISTING));
    filter.setText(listing.find());
    GridDataFactory.fillDefaults().grab(true, false).indent(2, 2).applyTo(filter);
    count = new Label(all, SWT.NONE);
    GridDataFactory.fillDefaults().align(SWT.END, SWT.CENTER).indent(0, 2).applyTo(count);
    var sash = new SashForm(all, SWT.VERTICAL);
    GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(sash);
    table = new ScrolledRows(sash, this::fill);
    Columns.movable(
        table.table(),
        "device.serial:130",
        "device.keyset:115",
        "device.endpoint:170",
        "device.seen:150");
    sortable();
    history = history(sash);
    sash.setWeights(3, 1);
    rows = new PagedRows<>(Background.reading(), Background.window(table.control()), this);
    table.onChosen(this::choose);
    table.table().addListener(SWT.DefaultSelection, event -> open());
    filter.addModifyListener(Later.typed(filter, this::search));
    var menu = new org.eclipse.jface.action.MenuManager();
    table.table().setMenu(menu.createContextMenu(table.table()));
    getSite().registerContextMenu(menu, offered);
    Dragging.from(table.table(), desk, offered);
    Dropping.load(table.table(), getSite(), item -> rows.row(table.row((TableItem) item)));
    getSite().setSelectionProvider(offered);
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    list(listing);
  }

  private static Table history(Composite parent) {
    var history = new Table(parent, SWT.FULL_SELECTION | SWT.BORDER);
    history.setHeaderVisible(true);
    history.setLinesVisible(true);
    Columns.movable(history, "event.at:150", "event.job:45", "event.what:420");
    return history;
  }

  private void sortable() {
    for (Devices.Column column : SORTED) {
      column(column).addListener(SWT.Selection, event -> list(listing.sortedBy(column)));
    }
  }

  private TableColumn column(Devices.Column column) {
    return table.table().getColumn(SORTED.indexOf(column));
  }

  private void search() {
    list(listing.finding(filter.getText().strip()));
  }

  private void list(DeviceListing now) {
    listing = now;
    another = true;
    Devices.Sorting sorting = now.sorting();
    table.table().setSortColumn(column(sorting.by()));
    table.table().setSortDirection(sorting.descending() ? SWT.DOWN : SWT.UP);
    Remembered.put(LISTING, now.text());
    rows.from(new DeviceRows(desk, now));
  }

  private void refresh() {
    if (!table.control().isDisposed()) {
      rows.again();
    }
  }

  @Override
  public void counted(int number) {
    table.setCount(number);
    if (another) {
      another = false;
      table.scroll(0);
      chooseNone();
    } else {
      keepChoice();
    }
    say(number == 0 && desk.vault().isEmpty() ? "" : text("devices.count", number));
  }

  @Override
  public void read(int from, int to) {
    table.fill(from, to);
    keepChoice();
  }

  /** If a row is another device than the one that was chosen, none is chosen any more. */
  private void keepChoice() {
    if (table.chosenCount() > MOST_CHOSEN) {
      return;
    }
    SortedMap<Integer, Devices.Device> now = atRows();
    boolean kept =
        chosen.entrySet().stream()
            .allMatch(
                each ->
                    table.isChosen(each.getKey())
                        && rows.row(each.getKey())
                            .filter(device -> !device.serial().equals(each.getValue().serial()))
                            .isEmpty());
    if (!kept) {
      chooseNone();
    } else if (now.size() > chosen.size()) {
      choose();
    }
  }

  private void chooseNone() {
    table.chooseNone();
    choose();
  }

  /** What is chosen, as far as it was read. */
  private SortedMap<Integer, Devices.Device> atRows() {
    var devices = new TreeMap<Integer, Devices.Device>();
    table.chosen().forEach(row -> rows.row(row).ifPresent(device -> devices.put(row, device)));
    return devices;
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

  private void fill(TableItem item, int index) {
    Optional<Devices.Device> row = rows.row(index);
    if (row.isPresent()) {
      Devices.Device device = row.get();
      item.setText(
          new String[] {
            device.serial(), device.keySet(), device.endpoint(), Moments.text(device.lastSeen())
          });
      item.setImage(0, Icons.image("module"));
    } else {
      item.setText(new String[] {text("table.reading"), "", "", ""});
      item.setImage(0, null);
    }
  }

  private void choose() {
    boolean few = table.chosenCount() <= MOST_CHOSEN;
    chosen = few ? atRows() : new TreeMap<>();
    if (!few) {
      say(text("devices.toomany", MOST_CHOSEN));
    }
    offered.offer(new StructuredSelection(List.copyOf(chosen.values())));
    if (chosen.size() != 1) {
      history.setItemCount(0);
      return;
    }
    String serial = chosen.firstEntry().getValue().serial();
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
    for (Devices.Device device : chosen.values()) {
      try {
        DeviceEditor.open(getSite().getPage(), device.serial());
      } catch (PartInitException e) {
        say(Failures.line(e));
      }
    }
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
