// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import static org.keywright.workbench.model.Texts.text;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.keywright.audit.Forwarding;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.Commands;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.internal.Later;
import org.keywright.workbench.internal.Layouts;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.Refresh;
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.internal.Showing;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.Notice;
import org.keywright.workbench.model.PartyAct;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Problem;
import org.keywright.workbench.model.Problems;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.Watch;

/** What somebody should look into, each with what can be done about it at once. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class ProblemsView extends ViewPart {
  /** Keys run out by themselves: it is looked at now and then. */
  private static final int PERIOD = 60_000;

  private static final int OUTAGE = 5_000;

  private Desk desk;
  private Forwarding forwarding;
  private RowTable<Problem> table;
  private Label said;
  private Text statement;
  private Button remedy;
  private Offered offered;
  private Button look;
  private Refresh<List<Problem>> refresh;
  private Watch vault = () -> {};
  private Watch links = () -> {};

  /** Made by the platform. */
  public ProblemsView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    forwarding = getSite().getService(Forwarding.class);
    var all = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(4).spacing(8, 4).applyTo(all);
    table = new RowTable<>(all, SWT.SINGLE | SWT.BORDER, "problems", columns());
    table.look((item, problem) -> item.setImage(Icons.image(icon(problem.kind()))));
    table.whenEmpty(
        () -> text(desk.vault().isEmpty() ? "empty.problems.closed" : "empty.problems"));
    GridDataFactory.fillDefaults().grab(true, true).span(4, 1).applyTo(table.control());
    said = new Label(all, SWT.NONE);
    GridDataFactory.fillDefaults()
        .align(SWT.FILL, SWT.CENTER)
        .hint(260, SWT.DEFAULT)
        .indent(4, 0)
        .applyTo(said);
    statement = FieldGrid.statement(all);
    look = button(all, this::look);
    look.setText(text("problem.look"));
    remedy = button(all, this::remedy);
    offered =
        Offered.control(
            desk,
            remedy,
            () -> problem().flatMap(Problem::remedy).map(Problem.Remedy::act).orElse(""));
    table.onChosen(this::chosen);
    table.onOpened(problem -> open());
    var menu = new Menu(table.control());
    menu.addListener(SWT.Show, event -> fill(menu));
    table.control().setMenu(menu);
    getViewSite()
        .getActionBars()
        .getToolBarManager()
        .add(Buttons.action("problem.again", "refresh", () -> refresh.now()));
    refresh =
        new Refresh<>(
            table.control(),
            () -> Problems.of(desk, forwarding, Instant.now()),
            this::show,
            this::failed);
    vault = desk.observe(refresh::soon);
    links = desk.links().observe(refresh::soon);
    refresh.now();
    Later.every(table.control(), PERIOD, refresh::now);
    Later.every(table.control(), OUTAGE, this::again);
  }

  /** A receiver goes and comes back by itself, and nobody tells. */
  private void again() {
    boolean known =
        table.shown().stream().anyMatch(each -> each.kind() == Problem.Kind.LOG_WAITING);
    Background.read(
        table.control(),
        () -> Notice.of(desk.vault(), forwarding).outage().isPresent(),
        outage -> {
          if (outage != known) {
            refresh.now();
          }
        },
        why -> {});
  }

  private Button button(Composite parent, Runnable act) {
    var button = new Button(parent, SWT.PUSH);
    button.addListener(SWT.Selection, event -> act.run());
    GridDataFactory.fillDefaults().applyTo(button);
    return button;
  }

  private void show(List<Problem> problems) {
    table.show(problems);
    said.setForeground(problems.isEmpty() ? Colours.good() : null);
    said.setText(
        problems.isEmpty() ? text("problem.none") : text("problem.count", problems.size()));
  }

  private static List<Column<Problem, Comparator<Problem>>> columns() {
    return List.of(
        Column.words("problem.subject", 220, Problem::subject),
        Column.words("problem.what", 520, Problem::words),
        Column.words(
            "problem.remedy",
            200,
            problem -> problem.remedy().map(Problem.Remedy::title).orElse(text("problem.look"))));
  }

  private static String icon(Problem.Kind kind) {
    return switch (kind) {
      case DEVICE_IN_DOUBT, CERTIFICATE_EXPIRED -> "warning";
      case KEY_EXPIRED -> "key-warning";
      case LOG_WAITING -> "audit";
      case FAULTY_PLUGIN -> "fault";
      case IDLE_PLUGIN -> "plugin-idle";
      case REQUEST_WAITING, REQUEST_APPROVED -> "request";
      case KEY_EXPIRING -> "key";
      case CERTIFICATE_EXPIRING -> "note";
    };
  }

  private void failed(Exception why) {
    said.setForeground(Colours.fault());
    said.setText(Failures.line(why));
  }

  private Optional<Problem> problem() {
    return table.chosen();
  }

  private void chosen() {
    Optional<Problem> problem = problem();
    Optional<Problem.Remedy> can = problem.flatMap(Problem::remedy);
    statement.setText(can.map(each -> each.statement().text()).orElse(""));
    can.ifPresent(each -> remedy.setText(each.title()));
    Layouts.show(remedy, can.isPresent());
    offered.possible(can.isPresent());
    boolean about = problem.flatMap(Problem::about).isPresent();
    Layouts.show(look, about);
    look.setEnabled(about);
    table.control().getParent().layout();
  }

  private void fill(Menu menu) {
    for (MenuItem old : menu.getItems()) {
      old.dispose();
    }
    problem().flatMap(Problem::about).ifPresent(each -> item(menu, look, this::look));
    problem().flatMap(Problem::remedy).ifPresent(each -> item(menu, remedy, this::remedy));
  }

  /** What a button does, for whoever has the mouse on a row. */
  private static void item(Menu menu, Button button, Runnable act) {
    var item = new MenuItem(menu, SWT.PUSH);
    item.setText(button.getText());
    item.setEnabled(button.isEnabled());
    item.addListener(SWT.Selection, event -> act.run());
  }

  /** Shows what a problem is about; what is shown nowhere is seen to at once. */
  private void open() {
    if (look.isEnabled()) {
      look();
    } else if (remedy.isEnabled()) {
      remedy();
    }
  }

  private void look() {
    problem().flatMap(Problem::about).ifPresent(showing()::show);
  }

  private Showing showing() {
    return new Showing(getSite().getWorkbenchWindow());
  }

  private void remedy() {
    problem().flatMap(Problem::remedy).ifPresent(this::remedy);
  }

  private void remedy(Problem.Remedy remedy) {
    switch (remedy) {
      case Problem.AtOnce atOnce -> perform(atOnce);
      case Problem.ByParty(PartyAct does, String party) ->
          Commands.run(
              getSite(), "perso.party", Map.of(Ids.PARTY_ACT, does.name(), Ids.PARTY_NAME, party));
      case Problem.ByOrder(String unit, String module) ->
          Commands.run(
              getSite(), "perso.order", Map.of(Ids.ORDER_UNIT, unit, Ids.ORDER_MODULE, module));
      case Problem.InEditor(var _, String keySet) -> showing().edit(keySet);
      case Problem.InConsole(Statement begun) -> showing().type(begun);
    }
  }

  /** Does what can be done at once, after a last look at it. */
  private void perform(Problem.AtOnce remedy) {
    if (MessageDialog.openConfirm(
        table.control().getShell(),
        remedy.title(),
        text("problem.sure", remedy.title(), remedy.statement().text()))) {
      Background.act(
          table.control(),
          remedy.title(),
          () -> desk.perform(remedy.statement()),
          (Performed done) ->
              new VaultActs(getSite().getWorkbenchWindow()).report(done, "problem.title"),
          this::failed);
    }
  }

  @Override
  public void setFocus() {
    table.control().setFocus();
  }

  @Override
  public void dispose() {
    vault.close();
    links.close();
    super.dispose();
  }
}
