// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.part.ViewPart;
import org.keywright.vault.Officer;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.Columns;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Layouts;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.Refresh;
import org.keywright.workbench.model.AppointmentPlan.Change;
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
  private Table table;
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
    table = new Table(content, SWT.FULL_SELECTION | SWT.BORDER);
    table.setHeaderVisible(true);
    table.setLinesVisible(true);
    Columns.movable(
        table,
        "officers.name:110",
        "officers.role:140",
        "officers.state:80",
        "officers.share:60",
        "officers.failures:100",
        "officers.tested:150",
        "officers.since:150",
        "officers.by:160");
    GridDataFactory.fillDefaults().grab(true, true).applyTo(table);
    table.addListener(SWT.Selection, event -> chosen());
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
    int row = table.getSelectionIndex();
    return row < 0 || row >= shown.rows().size()
        ? Optional.empty()
        : Optional.of(shown.rows().get(row).officer());
  }

  private String name() {
    return officer().map(Officer::name).orElse("");
  }

  private void show(OfficerList now) {
    String before = name();
    shown = now;
    Layouts.showOnly(!now.kept(), none, content);
    heading.setText(now.kept() ? now.words() : "");
    table.removeAll();
    for (OfficerList.Row row : now.rows()) {
      var item = new TableItem(table, SWT.NONE);
      item.setText(words(row).toArray(String[]::new));
      item.setImage(Icons.image(row.officer().locked() ? "lock" : "officer"));
      if (!row.officer().active()) {
        item.setForeground(Colours.faint());
      } else if (row.officer().locked()) {
        item.setForeground(2, Colours.fault());
      }
      if (row.officer().name().equals(before)) {
        table.setSelection(item);
      }
    }
    chosen();
  }

  private static List<String> words(OfficerList.Row row) {
    Officer officer = row.officer();
    return List.of(
        officer.name(),
        text(officer.role()),
        row.state(),
        row.share(),
        officer.failures() == 0 ? "" : Integer.toString(officer.failures()),
        row.tested().map(Moments::text).orElse(officer.active() ? text("officers.untested") : ""),
        Moments.text(officer.since()),
        officer.appointedBy());
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
    table.setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
