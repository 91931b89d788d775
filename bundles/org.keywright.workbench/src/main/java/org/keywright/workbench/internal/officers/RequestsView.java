// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.keywright.workbench.internal.Arrangement;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Commands;
import org.keywright.workbench.internal.Layouts;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.Revealing;
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.RequestRow;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.Watch;

/** What one officer asks for and another decides about, with exactly what it is. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class RequestsView extends ViewPart implements Revealing {
  private Desk desk;
  private Composite all;
  private Label empty;
  private SashForm content;
  private RowTable<RequestRow> table;
  private Text details;
  private Button settled;
  private Offered approve;
  private Offered refuse;
  private Offered withdraw;
  private Offered carryOut;
  private Watch watch = () -> {};
  private Optional<String> wanted = Optional.empty();

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
    Arrangement.divide(content, "requests", 3, 2);
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    refresh();
  }

  private void table() {
    table = new RowTable<>(content, SWT.SINGLE | SWT.BORDER, "requests", columns());
    table.identity(row -> row.request().number());
    table.whenEmpty(() -> text("request.none"));
    table.onChosen(this::chosen);
  }

  private static List<Column<RequestRow, Comparator<RequestRow>>> columns() {
    return List.of(
        Column.words("request.number", 50, row -> String.valueOf(row.request().number())),
        Column.words("request.state", 90, row -> text(row.request().state())),
        Column.words("request.asker", 90, row -> row.request().act().actor()),
        Column.words("act.verb", 120, row -> row.request().act().verb()),
        Column.words("act.subject", 110, row -> row.request().act().subject()),
        Column.words("request.reason", 170, row -> row.request().reason()),
        Column.words("request.until", 140, row -> Moments.text(row.request().expires())));
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
    return table.chosen();
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

  /** Chooses a request by its number. */
  @Override
  public void reveal(String number) {
    wanted = Optional.of(number);
    refresh();
  }

  private void show(List<RequestRow> rows) {
    table.show(rows);
    wanted.ifPresent(
        number -> table.choose(row -> Long.toString(row.request().number()).equals(number)));
    wanted = Optional.empty();
    if (selected().isEmpty() && !rows.isEmpty()) {
      RequestRow first = table.shown().getFirst();
      table.choose(first::equals);
    }
    boolean none = rows.isEmpty() && !settled.getSelection();
    empty.setText(none ? text("request.none") : "");
    Layouts.showOnly(none, empty, content);
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
