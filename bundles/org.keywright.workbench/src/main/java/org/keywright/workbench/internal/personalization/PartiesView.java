// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.personalization;

import static org.keywright.workbench.model.Texts.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.part.ViewPart;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.CentralSystems;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.engine.personalization.PersonalizationUnits;
import org.keywright.engine.personalization.ServerEvent;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Columns;
import org.keywright.workbench.internal.Commands;
import org.keywright.workbench.internal.FormDialog;
import org.keywright.workbench.internal.FormDialog.Field;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Later;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.ConnectedModule;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.PartyAct;
import org.keywright.workbench.model.PartyRow;
import org.keywright.workbench.model.Watch;

/**
 * The vault's personalization units and central systems: started and stopped here, with the modules
 * that are connected now and what happened last.
 */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class PartiesView extends ViewPart {
  private static final int PERIOD = 1000;
  private static final int SHOWN = 1000;

  private Desk desk;
  private PersonalizationUnits units;
  private CentralSystems centrals;
  private Table parties;
  private Table connected;
  private Table events;
  private Offered start;
  private String starting = "";
  private Button stop;
  private Button acts;
  private Watch watch = () -> {};
  private Shown shown = new Shown(List.of(), List.of(), List.of());

  private record Shown(
      List<PartyRow> parties, List<ConnectedModule> connected, List<Happened> events) {}

  private record Happened(String server, ServerEvent event) {}

  /** Made by the platform. */
  public PartiesView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    units = getSite().getService(PersonalizationUnits.class);
    centrals = getSite().getService(CentralSystems.class);
    var sash = new SashForm(parent, SWT.VERTICAL);
    var above = new Composite(sash, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(4).margins(2, 2).spacing(6, 4).applyTo(above);
    start =
        Offered.control(desk, Buttons.push(above, "parties.start", this::start), () -> starting);
    stop = Buttons.push(above, "parties.stop", this::stop);
    acts = Buttons.push(above, "parties.acts", this::menu);
    var rest = new Label(above, SWT.NONE);
    rest.setText(text("parties.hint"));
    GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(rest);
    parties =
        table(
            above,
            "parties.name:120",
            "parties.kind:180",
            "parties.state:210",
            "parties.connected:90",
            "parties.good:110",
            "parties.refused:70",
            "parties.failed:90");
    GridDataFactory.fillDefaults().grab(true, true).span(4, 1).applyTo(parties);
    parties.addListener(SWT.Selection, event -> enable());
    var menu = new Menu(parties);
    menu.addListener(SWT.Show, event -> fill(menu));
    parties.setMenu(menu);
    var below = new SashForm(sash, SWT.HORIZONTAL);
    connected = table(below, "connected.module:150", "connected.unit:100", "connected.since:150");
    connected.addListener(
        SWT.DefaultSelection,
        event -> Commands.openDevice(getSite(), ((TableItem) event.item).getText()));
    events = table(below, "happened.at:150", "happened.server:90", "happened.what:360");
    below.setWeights(2, 3);
    sash.setWeights(2, 3);
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    enable();
    refresh();
    Later.every(parties, PERIOD, this::again);
  }

  private static Table table(Composite parent, String... columns) {
    var table = new Table(parent, SWT.FULL_SELECTION | SWT.BORDER);
    table.setHeaderVisible(true);
    table.setLinesVisible(true);
    Columns.movable(table, columns);
    return table;
  }

  /** Modules come and go by themselves: while a server listens it is looked at. */
  private void again() {
    if (parties.isVisible() && shown.parties().stream().anyMatch(PartyRow::listens)) {
      refresh();
    }
  }

  private void refresh() {
    if (!parties.isDisposed()) {
      Background.read(parties, this::read, this::show, failure -> {});
    }
  }

  private Shown read() throws org.keywright.vault.VaultException {
    if (desk.vault().isEmpty()) {
      return new Shown(List.of(), List.of(), List.of());
    }
    var happened = new ArrayList<Happened>();
    for (PersonalizationServer server : units.servers()) {
      server.events().forEach(event -> happened.add(new Happened(server.unit(), event)));
    }
    var modules = new ArrayList<ConnectedModule>();
    for (CentralServer server : centrals.servers()) {
      server.connected().forEach(one -> modules.add(ConnectedModule.of(one)));
      server.events().forEach(event -> happened.add(new Happened(server.central(), event)));
    }
    happened.sort(Comparator.comparing((Happened one) -> one.event().at()).reversed());
    return new Shown(
        PartyRow.all(desk.vault().get(), units.servers(), centrals.servers()), modules, happened);
  }

  private void show(Shown now) {
    if (now.equals(shown)) {
      return;
    }
    shown = now;
    int chosen = parties.getSelectionIndex();
    parties.removeAll();
    for (PartyRow row : now.parties()) {
      var item = new TableItem(parties, SWT.NONE);
      item.setImage(0, Icons.image(icon(row)));
      item.setText(
          new String[] {
            row.name(),
            text("parties." + row.kind().name().toLowerCase(Locale.ROOT)),
            row.address()
                .map(at -> text("parties.listens", at))
                .orElse(text(row.serves() ? "parties.silent" : "parties.certifies")),
            count(row, row.connected()),
            count(row, row.good()),
            count(row, row.refused()),
            count(row, row.failed())
          });
    }
    parties.setSelection(Math.max(0, chosen));
    fill(
        connected,
        now.connected().stream()
            .map(one -> new String[] {one.module(), one.unit(), Moments.text(one.since())})
            .toList());
    fill(
        events,
        now.events().stream()
            .map(
                one ->
                    new String[] {
                      Moments.text(one.event().at()),
                      one.server(),
                      one.event().who() + ": " + one.event().what()
                    })
            .toList());
    enable();
  }

  private static String icon(PartyRow row) {
    return !row.serves() ? "certificate" : row.listens() ? "link" : "link-shadowed";
  }

  private static String count(PartyRow row, long number) {
    return row.serves() ? Long.toString(number) : "";
  }

  private static void fill(Table table, List<String[]> rows) {
    int top = table.getTopIndex();
    table.setRedraw(false);
    table.removeAll();
    rows.stream().limit(SHOWN).forEach(row -> new TableItem(table, SWT.NONE).setText(row));
    table.setTopIndex(top);
    table.setRedraw(true);
  }

  private Optional<PartyRow> chosen() {
    int index = parties.getSelectionIndex();
    return index < 0 || index >= shown.parties().size()
        ? Optional.empty()
        : Optional.of(shown.parties().get(index));
  }

  private void enable() {
    starting = chosen().map(PartyRow::act).orElse("");
    start.possible(chosen().filter(row -> row.serves() && !row.listens()).isPresent());
    stop.setEnabled(chosen().filter(PartyRow::listens).isPresent());
  }

  /** What the party that is chosen does about certificates, and who can be made. */
  private void menu() {
    var menu = new Menu(acts);
    fill(menu);
    Point below = acts.toDisplay(0, acts.getSize().y);
    menu.setLocation(below);
    menu.setVisible(true);
  }

  private void fill(Menu menu) {
    for (MenuItem old : menu.getItems()) {
      old.dispose();
    }
    chosen()
        .ifPresent(
            row -> {
              PartyAct.of(row.kind()).forEach(act -> item(menu, act, row.name()));
              new MenuItem(menu, SWT.SEPARATOR);
            });
    for (PartyAct act : PartyAct.values()) {
      if (act.makes()) {
        item(menu, act, "");
      }
    }
  }

  private void item(Menu menu, PartyAct act, String party) {
    var item = new MenuItem(menu, SWT.PUSH);
    item.setText(text(act.texts() + ".menu"));
    Optional<String> refusal = desk.rights().refusal(act.act());
    item.setEnabled(refusal.isEmpty() && desk.vault().isPresent());
    item.setToolTipText(refusal.orElse(""));
    item.addListener(
        SWT.Selection, event -> CertificateDialogs.open(getSite().getShell(), desk, act, party));
  }

  private void start() {
    chosen()
        .ifPresent(
            row ->
                new FormDialog(
                        getSite().getShell(),
                        desk,
                        row.act(),
                        "listen",
                        row.kind() == PartyRow.Kind.UNIT
                            ? List.of(
                                Field.needed("port", "0"),
                                Field.optional("bind", ""),
                                Field.optional("address", ""))
                            : List.of(Field.needed("port", "0"), Field.optional("bind", "")),
                        values ->
                            row.start(
                                values.of("port"), values.given("bind"), values.given("address")),
                        done -> {})
                    .open());
  }

  private void stop() {
    chosen()
        .ifPresent(
            row ->
                Background.act(
                    stop,
                    text("parties.stop"),
                    () -> desk.perform(row.stop()),
                    done ->
                        new VaultActs(getSite().getWorkbenchWindow()).report(done, "parties.stop"),
                    failure -> {}));
  }

  @Override
  public void setFocus() {
    parties.setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
