// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;
import org.keywright.vault.JobRecord;
import org.keywright.vault.VaultException;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Dragging;
import org.keywright.workbench.internal.Dropping;
import org.keywright.workbench.internal.Later;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.JobRow;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.Watch;

/** The jobs, and of the one that is chosen how far it is and what became of each module. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class JobsView extends ViewPart {
  private static final int MOST = 200;
  private static final int PERIOD = 400;

  private Desk desk;
  private TableViewer jobs;
  private JobDetail detail;
  private Watch watch = () -> {};
  private List<JobRow> shown = List.of();
  private long newest;
  private long asked;

  /** Made by the platform. */
  public JobsView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    var sash = new SashForm(parent, SWT.HORIZONTAL);
    jobs = new TableViewer(sash, SWT.FULL_SELECTION | SWT.BORDER);
    jobs.getTable().setHeaderVisible(true);
    jobs.getTable().setLinesVisible(true);
    jobs.setContentProvider(ArrayContentProvider.getInstance());
    column("job.number", 50, row -> Long.toString(row.job().id()));
    column("job.state", 110, JobRow::state);
    column("job.progress", 130, JobRow::standing);
    column("job.title", 320, row -> row.job().title());
    column("job.begun", 150, row -> Moments.text(row.job().begun()));
    column("job.actor", 100, row -> row.job().actor());
    detail = new JobDetail(sash, desk, () -> new VaultActs(getSite().getWorkbenchWindow()));
    var menu = new MenuManager();
    jobs.getControl().setMenu(menu.createContextMenu(jobs.getControl()));
    getSite().registerContextMenu(menu, jobs);
    Dragging.from(jobs.getControl(), desk, jobs);
    Dropping.anyLoad(jobs.getControl(), getSite());
    sash.setWeights(1, 2);
    jobs.addSelectionChangedListener(event -> detail.show(chosen()));
    getSite().setSelectionProvider(jobs);
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    refresh();
    Later.every(jobs.getControl(), PERIOD, this::again);
  }

  private void column(String key, int width, java.util.function.Function<JobRow, String> value) {
    var column = new TableViewerColumn(jobs, SWT.NONE);
    column.getColumn().setText(text(key));
    column.getColumn().setWidth(width);
    column.getColumn().setMoveable(true);
    column.setLabelProvider(
        ColumnLabelProvider.createTextProvider(element -> value.apply((JobRow) element)));
  }

  /** How far jobs are is looked at a few times a second while one is at work. */
  private void again() {
    if (!desk.engines().jobs().running().isEmpty()) {
      refresh();
    }
  }

  private void refresh() {
    if (!jobs.getControl().isDisposed()) {
      Background.read(jobs.getControl(), this::read, this::show, failure -> show(List.of()));
    }
  }

  private List<JobRow> read() throws VaultException {
    if (desk.vault().isEmpty()) {
      return List.of();
    }
    List<JobRecord> records = desk.vault().get().jobs().page(0, MOST);
    return records.stream().map(job -> JobRow.of(job, desk.engines().jobs())).toList();
  }

  private void show(List<JobRow> rows) {
    long chosen = chosen().map(row -> row.job().id()).orElse(0L);
    long latest = rows.isEmpty() ? 0 : rows.getFirst().job().id();
    long wanted = asked > 0 ? asked : latest > newest || chosen == 0 ? latest : chosen;
    asked = 0;
    newest = latest;
    if (numbers(rows).equals(numbers(shown))) {
      replace(rows);
    } else {
      int top = jobs.getTable().getTopIndex();
      jobs.setInput(rows);
      jobs.getTable().setTopIndex(top);
    }
    shown = rows;
    rows.stream().filter(row -> row.job().id() == wanted).forEach(this::choose);
    if (rows.isEmpty()) {
      detail.show(Optional.empty());
    }
  }

  /** Puts a job in front, of those that are listed. */
  void choose(long job) {
    asked = job;
    refresh();
  }

  private void choose(JobRow row) {
    if (chosen().equals(Optional.of(row))) {
      detail.show(Optional.of(row));
    } else {
      jobs.setSelection(new StructuredSelection(row));
    }
  }

  /** Draws the rows that have come on. */
  private void replace(List<JobRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).equals(shown.get(i))) {
        jobs.replace(rows.get(i), i);
      }
    }
  }

  private static List<Long> numbers(List<JobRow> rows) {
    return rows.stream().map(row -> row.job().id()).toList();
  }

  private Optional<JobRow> chosen() {
    return Optional.ofNullable((JobRow) jobs.getStructuredSelection().getFirstElement());
  }

  @Override
  public void setFocus() {
    jobs.getControl().setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
