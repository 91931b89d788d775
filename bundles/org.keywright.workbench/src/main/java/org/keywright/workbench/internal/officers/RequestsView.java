// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Commands;
import org.keywright.workbench.internal.Layouts;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.RequestRow;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.Watch;

/** What one officer asks for and another decides about, with exactly what it is. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class RequestsView extends ViewPart {
  private Desk desk;
  private Composite all;
  private Label empty;
  private SashForm content;
  private TableViewer table;
  private Text details;
  private Button settled;
  private Offered approve;
  private Offered refuse;
  private Offered withdraw;
  private Offered carryOut;
  private Watch watch = () -> {};

  /** Made by the platform. */
  public RequestsView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    all = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(all);
    empty = new Label(all, SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).indent(8, 8).exclude(true).applyTo(empty);
    content = new SashForm(all, SWT.HORIZONTAL);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(content);
    table();
    decision(new Composite(content, SWT.NONE));
    content.setWeights(3, 2);
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    refresh();
  }

  private void table() {
    table = new TableViewer(content, SWT.SINGLE | SWT.FULL_SELECTION | SWT.BORDER);
    table.getTable().setHeaderVisible(true);
    table.getTable().setLinesVisible(true);
    table.setContentProvider(ArrayContentProvider.getInstance());
    column("request.number", 50, row -> String.valueOf(row.request().number()));
    column("request.state", 90, row -> text(row.request().state()));
    column("request.asker", 90, row -> row.request().act().actor());
    column("act.verb", 120, row -> row.request().act().verb());
    column("act.subject", 110, row -> row.request().act().subject());
    column("request.reason", 170, row -> row.request().reason());
    column("request.until", 140, row -> Moments.text(row.request().expires()));
    table.addSelectionChangedListener(event -> chosen());
  }

  private void column(String key, int width, Function<RequestRow, String> words) {
    var column = new TableViewerColumn(table, SWT.NONE);
    column.getColumn().setText(text(key));
    column.getColumn().setWidth(width);
    column.getColumn().setMoveable(true);
    column.setLabelProvider(
        ColumnLabelProvider.createTextProvider(row -> words.apply((RequestRow) row)));
  }

  private void decision(Composite right) {
    GridLayoutFactory.swtDefaults().numColumns(4).margins(8, 4).spacing(8, 6).applyTo(right);
    settled = new Button(right, SWT.CHECK);
    settled.setText(text("request.settled"));
    settled.addListener(SWT.Selection, event -> refresh());
    GridDataFactory.fillDefaults().span(4, 1).applyTo(settled);
    details = new Text(right, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL);
    GridDataFactory.fillDefaults().grab(true, true).span(4, 1).hint(240, 80).applyTo(details);
    approve = button(right, "request.approve");
    refuse = button(right, "request.refuse");
    withdraw = button(right, "request.withdraw");
    carryOut = Offered.push(right, desk, "request.carry", "", this::carryOut);
    chosen();
  }

  private Offered button(Composite right, String key) {
    String command = key.replace('.', ':');
    return Offered.push(
        right, desk, key, command, () -> selected().ifPresent(row -> decide(command, key, row)));
  }

  private Optional<RequestRow> selected() {
    return Optional.ofNullable((RequestRow) table.getStructuredSelection().getFirstElement());
  }

  private void chosen() {
    Optional<RequestRow> row = selected();
    details.setText(
        row.map(each -> String.join("\n", each.details())).orElse(text("request.choose")));
    approve.possible(row.filter(RequestRow::decidable).isPresent());
    refuse.possible(row.filter(RequestRow::decidable).isPresent());
    withdraw.possible(row.filter(RequestRow::withdrawable).isPresent());
    carryOut.possible(
        row.map(RequestRow::obstacle).orElseGet(() -> Optional.of(text("request.choose"))));
  }

  private void decide(String command, String title, RequestRow row) {
    var acts = new VaultActs(getSite().getWorkbenchWindow());
    Background.act(
        all,
        text(title),
        () -> desk.perform(Statement.of(command).argument(row.request().number())),
        done -> acts.report(done, title),
        failure -> {});
  }

  /** Has the command run that was asked for; a ceremony has a window of its own. */
  private void carryOut() {
    selected().ifPresent(row -> row.statement().ifPresent(statement -> carryOut(row, statement)));
  }

  private void carryOut(RequestRow row, Statement statement) {
    settled.setSelection(true);
    if (statement.words().getFirst().startsWith("ceremony:")) {
      Commands.run(getSite(), "ceremony", Map.of("statement", statement.text()));
    } else {
      new CarryOutDialog(getSite().getShell(), desk, row).open();
    }
  }

  private void refresh() {
    if (!all.isDisposed()) {
      boolean also = settled.getSelection();
      Background.read(
          all, () -> RequestRow.all(desk.vault(), also), this::show, failure -> show(List.of()));
    }
  }

  private void show(List<RequestRow> rows) {
    long before = selected().map(row -> row.request().number()).orElse(0L);
    table.setInput(rows);
    rows.stream()
        .filter(row -> row.request().number() == before)
        .findFirst()
        .ifPresent(row -> table.setSelection(new StructuredSelection(row)));
    if (table.getStructuredSelection().isEmpty() && !rows.isEmpty()) {
      table.setSelection(new StructuredSelection(rows.getFirst()));
    }
    chosen();
    boolean none = rows.isEmpty() && !settled.getSelection();
    empty.setText(none ? text("request.none") : "");
    Layouts.showOnly(none, empty, content);
  }

  @Override
  public void setFocus() {
    table.getControl().setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
