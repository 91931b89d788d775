// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobRecords.JobColumn;
import org.keywright.vault.Sorting;
import org.keywright.vault.VaultException;
import org.keywright.workbench.internal.Arrangement;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Dragging;
import org.keywright.workbench.internal.Dropping;
import org.keywright.workbench.internal.Later;
import org.keywright.workbench.internal.LongTable;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.JobRow;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.Watch;

/** The jobs, and of the one that is chosen how far it is and what became of each module. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class JobsView extends ViewPart {
  private static final int PERIOD = 400;

  private Desk desk;
  private LongTable<JobRow, JobColumn> jobs;
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
    jobs =
        new LongTable<>(
            sash, "jobs", columns(), new Sorting<>(JobColumn.NUMBER, true), row -> row.job().id());
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
    jobs.from(
        (sorting, last, limit) ->
            JobRow.page(desk.vault(), desk.engines().jobs(), sorting, last, limit));
    refresh();
    Later.every(jobs.control(), PERIOD, this::again);
  }

  private static List<Column<JobRow, JobColumn>> columns() {
    return List.of(
        Column.by(JobColumn.NUMBER, "job.number", 50, row -> Long.toString(row.job().id())),
        Column.by(JobColumn.STATE, "job.state", 110, JobRow::state),
        Column.unsorted("job.progress", 130, JobRow::standing),
        Column.by(JobColumn.TITLE, "job.title", 320, row -> row.job().title()),
        Column.by(JobColumn.BEGUN, "job.begun", 150, row -> Moments.text(row.job().begun())),
        Column.by(JobColumn.ACTOR, "job.actor", 100, row -> row.job().actor()));
  }

  /** How far jobs are is looked at a few times a second while one is at work. */
  private void again() {
    if (!desk.engines().jobs().running().isEmpty()) {
      refresh();
    }
  }

  private void refresh() {
    if (!jobs.control().isDisposed()) {
      Background.read(jobs.control(), this::latest, this::follow, failure -> follow(0));
    }
  }

  private long latest() throws VaultException {
    return desk.vault().isEmpty()
        ? 0
        : desk.vault().get().jobs().page(0, 1).stream()
            .mapToLong(JobRecord::id)
            .findFirst()
            .orElse(0);
  }

  /** A job that begins comes to the front. */
  private void follow(long latest) {
    boolean first = latest > newest || jobs.control().getSelectionCount() == 0;
    long wanted = asked > 0 ? asked : first ? latest : 0;
    asked = 0;
    newest = latest;
    jobs.again();
    if (wanted > 0) {
      jobs.choose(row -> row.job().id() == wanted);
    }
  }

  /** Puts a job in front. */
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
