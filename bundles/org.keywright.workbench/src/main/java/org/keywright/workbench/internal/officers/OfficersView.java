// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.part.ViewPart;
import org.keywright.vault.Officer;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Layouts;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.Refresh;
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.model.AppointmentPlan.Change;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.OfficerList;
import org.keywright.workbench.model.Watch;

/** The officers of the open vault: who they are, how they stand, and what is done about them. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class OfficersView extends ViewPart {
  private Desk desk;
  private OfficerActs acts;
  private Label none;
  private Composite content;
  private Label heading;
  private RowTable<OfficerList.Row> table;
  private Offered add;
  private Offered replace;
  private Offered role;
  private Offered remove;
  private Offered recover;
  private Offered unlock;
  private Offered test;
  private Refresh<OfficerList> refresh;
  private OfficerList shown = OfficerList.NONE;
  private Watch watch = () -> {};

  /** Made by the platform. */
  public OfficersView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    acts = new OfficerActs(getSite().getWorkbenchWindow());
    var all = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(all);
    none = new Label(all, SWT.WRAP);
    none.setText(text("officers.none"));
    GridDataFactory.fillDefaults().grab(true, false).indent(8, 8).applyTo(none);
    content = new Composite(all, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(content);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(content);
    bar(new Composite(content, SWT.NONE));
    table = new RowTable<>(content, SWT.SINGLE | SWT.BORDER, "officers", columns());
    table.identity(row -> row.officer().name());
    table.look(OfficersView::look);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(table.control());
    table.onChosen(this::chosen);
    refresh =
        new Refresh<>(
            all, () -> OfficerList.of(desk.vault()), this::show, why -> show(OfficerList.NONE));
    watch = desk.observe(refresh::soon);
    show(OfficerList.NONE);
    refresh.now();
  }

  private void bar(Composite bar) {
    heading = new Label(bar, SWT.NONE);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .align(SWT.FILL, SWT.CENTER)
        .indent(4, 0)
        .applyTo(heading);
    add = change(bar, Change.ADD);
    replace = change(bar, Change.REPLACE);
    role = change(bar, Change.ROLE);
    remove = change(bar, Change.REMOVE);
    recover = change(bar, Change.RECOVER);
    unlock =
        Offered.push(
            bar, desk, "officers.unlock", "officer:unlock", () -> acts.unlock(name(), shown));
    test = Offered.push(bar, desk, "officers.test", "officer:test", () -> acts.test(name(), shown));
    Layouts.bar(bar);
  }

  private Offered change(Composite bar, Change change) {
    return Offered.push(
        bar,
        desk,
        change.texts() + ".menu",
        change.act(),
        () -> acts.change(change, name(), shown));
  }

  private Optional<Officer> officer() {
    return table.chosen().map(OfficerList.Row::officer);
  }

  private String name() {
    return officer().map(Officer::name).orElse("");
  }

  private void show(OfficerList now) {
    shown = now;
    Layouts.showOnly(!now.kept(), none, content);
    heading.setText(now.kept() ? now.words() : "");
    table.show(now.rows());
  }

  private static void look(TableItem item, OfficerList.Row row) {
    item.setImage(Icons.image(row.officer().locked() ? "lock" : "officer"));
    if (!row.officer().active()) {
      item.setForeground(Colours.faint());
    } else if (row.officer().locked()) {
      item.setForeground(2, Colours.fault());
    }
  }

  private static List<Column<OfficerList.Row, Comparator<OfficerList.Row>>> columns() {
    return List.of(
        Column.words("officers.name", 110, row -> row.officer().name()),
        Column.words("officers.role", 140, row -> text(row.officer().role())),
        Column.words("officers.state", 80, OfficerList.Row::state),
        Column.words("officers.share", 60, OfficerList.Row::share),
        Column.words("officers.failures", 100, OfficersView::failures),
        Column.words("officers.tested", 150, OfficersView::tested),
        Column.words("officers.since", 150, row -> Moments.text(row.officer().since())),
        Column.words("officers.by", 160, row -> row.officer().appointedBy()));
  }

  private static String failures(OfficerList.Row row) {
    return row.officer().failures() == 0 ? "" : Integer.toString(row.officer().failures());
  }

  private static String tested(OfficerList.Row row) {
    return row.tested()
        .map(Moments::text)
        .orElse(row.officer().active() ? text("officers.untested") : "");
  }

  private void chosen() {
    boolean another = officer().filter(Officer::active).filter(one -> !self(one)).isPresent();
    add.possible(shown.kept());
    replace.possible(another);
    role.possible(another);
    remove.possible(another);
    recover.possible(another);
    unlock.possible(officer().filter(Officer::locked).isPresent());
    test.possible(shown.kept());
  }

  /** Nobody takes his own appointment away. */
  private boolean self(Officer officer) {
    return shown.who().filter(officer.name()::equals).isPresent();
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
