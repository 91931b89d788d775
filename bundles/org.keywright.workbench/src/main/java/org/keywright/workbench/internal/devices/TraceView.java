// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import static org.keywright.workbench.model.Texts.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.keywright.console.Exchange;
import org.keywright.console.Traces;
import org.keywright.workbench.internal.Arrangement;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.FileChooser;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Refresh;
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.internal.Setting;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.ExchangeWords;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.TraceLog;
import org.keywright.workbench.model.Watch;

/** What goes over links, in words; of data what is not secret. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class TraceView extends ViewPart {
  /** New exchanges are shown together, so that a campaign does not keep the window busy. */
  private static final int PAUSE = 200;

  private final AtomicBoolean waiting = new AtomicBoolean();
  private volatile TraceLog.Query query = TraceLog.Query.ALL;
  private volatile Optional<Comparator<Exchange>> order = Optional.empty();
  private TraceLog log;
  private Text filter;
  private Label count;
  private RowTable<Exchange> table;
  private Text detail;
  private Refresh<TraceLog.Found> refresh;
  private TraceLog.Found shown = new TraceLog.Found(List.of(), 0, 0);
  private boolean failedOnly;
  private boolean following = true;
  private Watch watch = () -> {};

  /** Made by the platform. */
  public TraceView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    var all = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults()
        .numColumns(2)
        .spacing(8, 4)
        .extendedMargins(2, 6, 0, 0)
        .applyTo(all);
    filter = new Text(all, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
    filter.setMessage(text("trace.search"));
    GridDataFactory.fillDefaults().grab(true, false).indent(2, 2).applyTo(filter);
    count = new Label(all, SWT.NONE);
    GridDataFactory.fillDefaults().align(SWT.END, SWT.CENTER).indent(0, 2).applyTo(count);
    var sash = new SashForm(all, SWT.VERTICAL);
    GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(sash);
    table = new RowTable<>(sash, SWT.MULTI | SWT.BORDER, "trace", columns());
    table.look((item, one) -> item.setForeground(one.failed() ? Colours.fault() : null));
    table.whenEmpty(() -> text(shown.all() == 0 ? "empty.trace" : "empty.trace.filter"));
    detail = new Text(sash, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
    detail.setFont(JFaceResources.getTextFont());
    detail.setMessage(text("trace.choose"));
    Arrangement.divide(sash, "trace", 3, 2);
    refresh = new Refresh<>(table.control(), this::find, this::show, this::failed);
    table.sortedBefore(this::search);
    var display = parent.getDisplay();
    log =
        new TraceLog(
            getSite().getService(Traces.class),
            Setting.TRACE_EXCHANGES.value(),
            () -> soon(display));
    table.onChosen(this::choose);
    filter.addModifyListener(event -> search());
    getSite().setSelectionProvider(table.offered());
    actions();
    log.record(true);
    Desk desk = getSite().getService(Desk.class);
    watch = desk.observe(() -> forget(desk));
    search();
  }

  /** Behind the lock nothing stays of what was shown. */
  private void forget(Desk desk) {
    if (desk.locked().isPresent()) {
      log.clear();
    }
  }

  private void actions() {
    var bar = getViewSite().getActionBars().getToolBarManager();
    bar.add(toggle("trace.record", "record", true, log::record));
    bar.add(
        toggle(
            "trace.follow",
            "follow",
            true,
            on -> {
              following = on;
              end();
            }));
    bar.add(
        toggle(
            "trace.failed",
            "fault",
            false,
            on -> {
              failedOnly = on;
              search();
            }));
    bar.add(Buttons.action("trace.save", "save", this::save));
    bar.add(Buttons.action("trace.clear", "clear", log::clear));
  }

  private static Action toggle(String key, String icon, boolean on, Consumer<Boolean> act) {
    var action =
        new Action(text(key), IAction.AS_CHECK_BOX) {
          @Override
          public void run() {
            act.accept(isChecked());
          }
        };
    action.setChecked(on);
    action.setImageDescriptor(Icons.descriptor(icon));
    action.setToolTipText(text(key));
    return action;
  }

  /** By any thread: what came is shown after a pause, together with what comes until then. */
  private void soon(Display display) {
    if (waiting.compareAndSet(false, true) && !display.isDisposed()) {
      display.asyncExec(
          () ->
              display.timerExec(
                  PAUSE,
                  () -> {
                    waiting.set(false);
                    refresh.now();
                  }));
    }
  }

  private static List<Column<Exchange, Comparator<Exchange>>> columns() {
    return List.of(
        Column.by(
            Comparator.comparing(Exchange::at),
            "trace.at",
            110,
            one -> ExchangeWords.time(one.at())),
        Column.words("trace.endpoint", 150, one -> one.endpoint().toString()),
        Column.words("trace.command", 160, Exchange::command),
        Column.words("trace.status", 200, Exchange::status),
        Column.by(
            Comparator.comparing(Exchange::took),
            "trace.took",
            80,
            one -> ExchangeWords.took(one.took())),
        Column.words("trace.content", 230, Exchange::content),
        Column.words("trace.answer", 360, Exchange::answer));
  }

  /** In the background: so many rows are not sorted while the window waits. */
  private TraceLog.Found find() {
    TraceLog.Found found = log.find(query);
    return order.map(found::sorted).orElse(found);
  }

  private void search() {
    order = table.order();
    query = new TraceLog.Query(filter.getText().strip(), failedOnly);
    refresh.now();
  }

  private void show(TraceLog.Found found) {
    shown = found;
    table.put(found.exchanges());
    say(
        found.all() == 0
            ? text("trace.none")
            : text("trace.count", found.exchanges().size(), found.all())
                + (found.gone() == 0 ? "" : text("trace.gone", found.gone())));
    end();
  }

  private void end() {
    int rows = table.shown().size();
    if (following && order.isEmpty() && rows > 0) {
      table.control().setTopIndex(rows - 1);
    }
  }

  private void failed(Exception why) {
    say(Failures.line(why));
  }

  private void say(String words) {
    count.setText(words);
    count.requestLayout();
  }

  private void choose() {
    detail.setText(table.chosen().map(ExchangeWords::lines).orElse(""));
  }

  /** Writes what is shown, the filter's choice, into a file. */
  private void save() {
    var exchanges = shown.exchanges();
    new FileChooser(true, "trace.save", ".trace")
        .target(table.control().getShell(), text("trace.save.name"))
        .ifPresent(
            file ->
                Background.act(
                    table.control(),
                    text("trace.save"),
                    () -> write(file, exchanges),
                    written -> say(text("trace.saved", written, file.getFileName())),
                    this::failed));
  }

  private static int write(Path file, List<Exchange> exchanges) throws IOException {
    try (var writer = Files.newBufferedWriter(file)) {
      TraceLog.write(exchanges, writer);
    }
    return exchanges.size();
  }

  @Override
  public void setFocus() {
    filter.setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    log.close();
    super.dispose();
  }
}
