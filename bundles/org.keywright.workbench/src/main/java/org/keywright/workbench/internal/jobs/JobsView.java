// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import static org.keywright.workbench.model.Texts.text;

import java.util.Comparator;
import java.util.List;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;
import org.keywright.vault.JobRecord;
import org.keywright.vault.VaultException;
import org.keywright.workbench.internal.Arrangement;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Dragging;
import org.keywright.workbench.internal.Dropping;
import org.keywright.workbench.internal.Later;
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.Column;
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
  private RowTable<JobRow> jobs;
  private JobDetail detail;
  private Watch watch = () -> {};
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
    jobs = new RowTable<>(sash, SWT.SINGLE | SWT.BORDER, "jobs", columns());
    jobs.identity(row -> row.job().id());
    jobs.whenEmpty(() -> text(desk.vault().isEmpty() ? "empty.vault" : "empty.jobs"));
    detail = new JobDetail(sash, desk, () -> new VaultActs(getSite().getWorkbenchWindow()));
    var menu = new MenuManager();
    jobs.control().setMenu(menu.createContextMenu(jobs.control()));
    getSite().registerContextMenu(menu, jobs.offered());
    Dragging.from(jobs.control(), desk, jobs.offered());
    Dropping.anyLoad(jobs.control(), getSite());
    Arrangement.divide(sash, "jobs", 1, 2);
    jobs.onChosen(() -> detail.show(jobs.chosen()));
    getSite().setSelectionProvider(jobs.offered());
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    refresh();
    Later.every(jobs.control(), PERIOD, this::again);
  }

  private static List<Column<JobRow, Comparator<JobRow>>> columns() {
    return List.of(
        Column.words("job.number", 50, row -> Long.toString(row.job().id())),
        Column.words("job.state", 110, JobRow::state),
        Column.words("job.progress", 130, JobRow::standing),
        Column.words("job.title", 320, row -> row.job().title()),
        Column.words("job.begun", 150, row -> Moments.text(row.job().begun())),
        Column.words("job.actor", 100, row -> row.job().actor()));
  }

  /** How far jobs are is looked at a few times a second while one is at work. */
  private void again() {
    if (!desk.engines().jobs().running().isEmpty()) {
      refresh();
    }
  }

  private void refresh() {
    if (!jobs.control().isDisposed()) {
      Background.read(jobs.control(), this::read, this::show, failure -> show(List.of()));
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
    long chosen = jobs.chosen().map(row -> row.job().id()).orElse(0L);
    long latest = rows.stream().mapToLong(row -> row.job().id()).max().orElse(0);
    long wanted = asked > 0 ? asked : latest > newest || chosen == 0 ? latest : chosen;
    asked = 0;
    newest = latest;
    jobs.show(rows);
    if (wanted != chosen) {
      jobs.choose(row -> row.job().id() == wanted);
    }
  }

  /** Puts a job in front, of those that are listed. */
  void choose(long job) {
    asked = job;
    refresh();
  }

  @Override
  public void setFocus() {
    jobs.control().setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
