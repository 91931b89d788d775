// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import static org.keywright.workbench.model.Texts.text;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.RowLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.ui.PlatformUI;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecords.ItemColumn;
import org.keywright.vault.Sorting;
import org.keywright.vault.VaultException;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Commands;
import org.keywright.workbench.internal.Layouts;
import org.keywright.workbench.internal.LongTable;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.Vacancy;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.JobRow;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.Throughput;

/** One job: progress, what can be done with it, and its modules by what became of them. */
final class JobDetail {
  private static final int STEPS = 1000;
  private static final int PLOT = 150;

  /** With so many rows in sight the table leaves the rest to the plot. */
  private static final int ROWS = 6;

  private final Desk desk;
  private final Supplier<VaultActs> acts;
  private final Label none;
  private final Composite whole;
  private final Label title;
  private final Label pace;
  private final ProgressBar bar;
  private final Button cancel;
  private final Offered resume;
  private final OutcomeCounts outcomes;
  private final LongTable<ItemRecord, ItemColumn> items;
  private final Button report;
  private final ThroughputPlot plot;
  private Optional<Throughput> throughput = Optional.empty();
  private Optional<JobRow> shown = Optional.empty();
  private Map<ItemState, Long> latest = Map.of();
  private boolean counting;
  private boolean miscounted;

  JobDetail(Composite parent, Desk desk, Supplier<VaultActs> acts) {
    this.desk = desk;
    this.acts = acts;
    var pages = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().margins(8, 0).spacing(0, 0).applyTo(pages);
    none = Vacancy.page(pages, text("empty.items.none"));
    whole = new Composite(pages, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(whole);
    GridLayoutFactory.swtDefaults().numColumns(2).margins(0, 4).spacing(8, 6).applyTo(whole);
    title = new Label(whole, SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).hint(300, SWT.DEFAULT).applyTo(title);
    var buttons = new Composite(whole, SWT.NONE);
    RowLayoutFactory.fillDefaults().spacing(6).applyTo(buttons);
    cancel = Buttons.push(buttons, "job.cancel", this::cancel);
    resume = Offered.push(buttons, desk, "job.resume", "job:resume", this::resume);
    report = Buttons.push(buttons, "job.report", this::report);
    var progress = new Composite(whole, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 0).applyTo(progress);
    GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(progress);
    bar = new ProgressBar(progress, SWT.HORIZONTAL);
    bar.setMaximum(STEPS);
    GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(bar);
    pace = new Label(progress, SWT.NONE);
    GridDataFactory.fillDefaults().hint(240, SWT.DEFAULT).applyTo(pace);
    plot = new ThroughputPlot(whole);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .span(2, 1)
        .hint(SWT.DEFAULT, PLOT)
        .applyTo(plot.control());
    outcomes = new OutcomeCounts(whole, this::list);
    items =
        new LongTable<>(
            whole,
            "items",
            columns(),
            new Sorting<>(ItemColumn.SEQUENCE, false),
            item -> List.of(item.subject(), item.place()));
    items.whenEmpty(this::empty);
    GridDataFactory.fillDefaults()
        .grab(true, true)
        .span(2, 1)
        .hint(SWT.DEFAULT, 100)
        .applyTo(items.control());
    items.control().addListener(SWT.Resize, event -> makeRoom());
    items.onOpened(item -> Commands.openDevice(PlatformUI.getWorkbench(), item.serial()));
    show(Optional.empty());
    list();
  }

  private String empty() {
    boolean all = outcomes.pressed().isEmpty();
    return text(all ? "empty.items.all" : "empty.items");
  }

  private static List<Column<ItemRecord, ItemColumn>> columns() {
    return List.of(
        Column.by(ItemColumn.SUBJECT, "item.serial", 150, ItemRecord::subject),
        Column.by(ItemColumn.PLACE, "item.place", 60, ItemRecord::place),
        Column.by(ItemColumn.STATE, "item.state", 100, item -> text(item.state())),
        Column.unsorted("item.kcv", 110, item -> item.facts().getOrDefault("kcv", "")),
        Column.by(ItemColumn.REASON, "item.reason", 260, ItemRecord::reason),
        Column.by(ItemColumn.AT, "item.at", 150, item -> Moments.text(item.at())));
  }

  /** In a low view the table has all the height, and nobody sees a plot. */
  private void makeRoom() {
    var table = items.control();
    var place = (GridData) plot.control().getLayoutData();
    int both = table.getSize().y + (place.exclude ? 0 : PLOT);
    boolean room = both >= PLOT + table.getHeaderHeight() + ROWS * table.getItemHeight();
    if (place.exclude == room) {
      place.exclude = !room;
      plot.control().setVisible(room);
      whole.layout();
    }
  }

  /** Shows a job as it stands now, or that none is chosen. */
  void show(Optional<JobRow> row) {
    if (whole.isDisposed()) {
      return;
    }
    boolean another = !number(row).equals(number(shown));
    boolean ended =
        shown.map(JobRow::running).orElse(false) && !row.map(JobRow::running).orElse(false);
    shown = row;
    Layouts.showOnly(row.isEmpty(), none, whole);
    String name = row.map(now -> now.job().title()).orElse("");
    boolean wraps = !title.getText().equals(name);
    say(title, name);
    say(pace, row.map(JobRow::pace).orElse(""));
    row.flatMap(JobRow::fraction).ifPresent(this::fill);
    cancel.setEnabled(row.map(JobRow::running).orElse(false));
    resume.possible(row.map(JobRow::resumable).orElse(false));
    report.setEnabled(row.isPresent());
    if (another) {
      outcomes.release();
    }
    count();
    if (another || ended) {
      list();
      readPlot();
    } else if (row.map(JobRow::running).orElse(false)) {
      goOn();
    }
    if (wraps) {
      whole.layout();
    }
  }

  private static void say(Label label, String words) {
    if (!label.getText().equals(words)) {
      label.setText(words);
    }
  }

  /** The job that is shown has come on. */
  private void goOn() {
    shown
        .flatMap(JobRow::progress)
        .ifPresent(
            now ->
                throughput.ifPresent(
                    plotted -> {
                      plotted.advance(
                          Instant.now(),
                          now.done(),
                          now.refused() + now.unreached() + now.unknown());
                      plot.show(throughput);
                    }));
  }

  private void readPlot() {
    Optional<JobRow> asked = shown;
    throughput = Optional.empty();
    Background.read(
        whole,
        () ->
            asked.isEmpty() || desk.vault().isEmpty()
                ? Optional.<Throughput>empty()
                : Optional.of(Throughput.of(desk.vault().get(), asked.get().job())),
        read -> {
          if (number(asked).equals(number(shown))) {
            throughput = read;
            plot.show(read);
          }
        },
        failure -> plot.show(Optional.empty()));
  }

  private static Optional<Long> number(Optional<JobRow> row) {
    return row.map(now -> now.job().id());
  }

  private void fill(double part) {
    bar.setSelection((int) Math.round(STEPS * part));
  }

  /** Of a large job that may take longer than until it is to be counted again. */
  private void count() {
    if (counting) {
      miscounted = true;
    } else {
      counting = true;
      Background.read(whole, this::counts, this::counted, failure -> counted(Map.of()));
    }
  }

  private void counted(Map<ItemState, Long> counts) {
    counting = false;
    showCounts(counts);
    if (miscounted) {
      miscounted = false;
      count();
    }
  }

  private Map<ItemState, Long> counts() throws VaultException {
    return shown.isEmpty() || desk.vault().isEmpty()
        ? Map.of()
        : desk.vault().get().jobs().counts(shown.get().job().id());
  }

  private void showCounts(Map<ItemState, Long> counts) {
    boolean other = !counts.equals(latest);
    latest = counts;
    // Who has scrolled down the table is left where he is.
    if (other && items.control().getTopIndex() == 0) {
      items.again();
    }
    if (shown.filter(JobRow::running).isEmpty()) {
      long all = counts.values().stream().mapToLong(Long::longValue).sum();
      fill(all == 0 ? 0 : counts.getOrDefault(ItemState.DONE, 0L) / (double) all);
    }
    if (outcomes.show(counts)) {
      whole.layout(true, true);
    }
  }

  private void list() {
    Optional<Long> job = number(shown);
    Set<ItemState> states = outcomes.pressed();
    items.from(
        (sorting, last, limit) ->
            job.isEmpty() || desk.vault().isEmpty()
                ? List.of()
                : desk.vault().get().jobs().items(job.get(), states, sorting, last, limit));
  }

  private void cancel() {
    cancel.setEnabled(false);
    shown.ifPresent(
        row ->
            perform(
                Statement.of("job:cancel").argument(row.job().id()),
                text("job.cancelling", Long.toString(row.job().id()))));
  }

  private void report() {
    shown.ifPresent(
        row -> new ReportDialog(whole.getShell(), desk, row.job().id(), row.job().title()).open());
  }

  private void resume() {
    shown.ifPresent(
        row ->
            perform(
                Statement.of("job:resume").argument(row.job().id()),
                text("job.resuming", Long.toString(row.job().id()))));
  }

  private void perform(Statement statement, String what) {
    Background.act(
        whole,
        what,
        () -> desk.perform(statement),
        (Performed done) -> acts.get().report(done, "job.title"),
        failure -> {});
  }
}
