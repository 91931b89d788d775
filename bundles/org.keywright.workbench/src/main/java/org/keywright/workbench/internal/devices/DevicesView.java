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
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.part.ViewPart;
import org.keywright.vault.Devices;
import org.keywright.vault.Sorting;
import org.keywright.workbench.internal.Arrangement;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Columns;
import org.keywright.workbench.internal.Dragging;
import org.keywright.workbench.internal.Dropping;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Later;
import org.keywright.workbench.internal.OfferedSelection;
import org.keywright.workbench.internal.Remembered;
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.internal.ScrolledRows;
import org.keywright.workbench.internal.Vacancy;
import org.keywright.workbench.model.Column;
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
  private static final int PERIOD = 3_000;

  /** The text that was looked for, behind it the vault in which: no other has the same devices. */
  private static final String FIND = "devices.find.";

  /** Whoever means more devices names them by a device list. */
  private static final int MOST_CHOSEN = 1_000;

  private final OfferedSelection offered = new OfferedSelection();
  private Desk desk;
  private Text filter;
  private Label count;
  private ScrolledRows table;
  private Columns<Devices.Device, Devices.Column> columns;
  private Vacancy vacancy;
  private RowTable<Devices.Event> history;
  private PagedRows<Devices.Device> rows;
  private Watch watch = () -> {};
  private String find = "";
  private Optional<String> vault = Optional.empty();
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
    GridDataFactory.fillDefaults().grab(true, false).indent(2, 2).applyTo(filter);
    count = new Label(all, SWT.NONE);
    GridDataFactory.fillDefaults().align(SWT.END, SWT.CENTER).indent(0, 2).applyTo(count);
    var sash = new SashForm(all, SWT.VERTICAL);
    GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(sash);
    table = new ScrolledRows(sash, this::fill);
    columns = new Columns<>(table.table(), "devices", columns());
    columns.onSorted(this::list);
    columns.copies(() -> List.copyOf(chosen.values()));
    vacancy = new Vacancy(table.table(), this::empty);
    history = history(sash);
    Arrangement.divide(sash, "devices", 3, 1);
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
    refresh();
    Later.every(table.control(), PERIOD, this::again);
  }

  /** Jobs at work bring devices by and by. */
  private void again() {
    if (table.control().isVisible() && !desk.engines().jobs().running().isEmpty()) {
      refresh();
    }
  }

  private static List<Column<Devices.Device, Devices.Column>> columns() {
    return List.of(
        Column.by(Devices.Column.SERIAL, "device.serial", 130, Devices.Device::serial),
        Column.by(Devices.Column.KEY_SET, "device.keyset", 115, Devices.Device::keySet),
        Column.by(Devices.Column.ENDPOINT, "device.endpoint", 170, Devices.Device::endpoint),
        Column.by(
            Devices.Column.LAST_SEEN, "device.seen", 150, one -> Moments.text(one.lastSeen())));
  }

  private RowTable<Devices.Event> history(Composite parent) {
    var table =
        new RowTable<Devices.Event>(
            parent,
            SWT.MULTI | SWT.BORDER,
            "device.events",
            List.of(
                Column.words("event.at", 150, event -> Moments.text(event.at())),
                Column.words("event.job", 45, event -> Long.toString(event.job())),
                Column.words("event.what", 420, Devices.Event::what)));
    table.whenEmpty(() -> text(chosen.size() == 1 ? "empty.events" : "empty.events.none"));
    return table;
  }

  private String empty() {
    return desk.vault().isEmpty()
        ? text("empty.vault")
        : text(find.isEmpty() ? "empty.devices" : "empty.filter", find);
  }

  private void search() {
    String typed = filter.getText().strip();
    if (!typed.equals(find)) {
      find = typed;
      Remembered.put(FIND + vault.orElse(""), find);
      list();
    }
  }

  private void list() {
    another = true;
    rows.from(
        new DeviceRows(
            desk,
            find,
            columns
                .sorting()
                .map(sort -> new Sorting<>(sort.by(), sort.descending()))
                .orElse(new Sorting<>(Devices.Column.SERIAL, false))));
  }

  private void refresh() {
    if (!table.control().isDisposed()) {
      Background.read(
          table.control(),
          () -> desk.vault().map(open -> open.info().id()).orElse(""),
          this::refresh,
          this::failed);
    }
  }

  private void refresh(String open) {
    if (vault.equals(Optional.of(open))) {
      rows.again();
    } else {
      vault = Optional.of(open);
      find = Remembered.get(FIND + open);
      filter.setText(find);
      list();
    }
  }

  @Override
  public void counted(int number) {
    table.setCount(number);
    vacancy.look();
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
      columns.fill(item, row.get());
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
      history.show(List.of());
      return;
    }
    String serial = chosen.firstEntry().getValue().serial();
    Background.read(
        history.control(),
        () ->
            desk.vault().isEmpty()
                ? List.<Devices.Event>of()
                : desk.vault().get().devices().history(serial, EVENTS),
        history::show,
        failure -> history.show(List.of()));
  }

  private void open() {
    for (Devices.Device device : chosen.values()) {
      try {
        DeviceEditor.open(getSite().getPage(), device.serial());
      } catch (WorkbenchException e) {
        say(Failures.line(e));
      }
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
