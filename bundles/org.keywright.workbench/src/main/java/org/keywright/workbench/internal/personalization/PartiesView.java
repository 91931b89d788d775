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
import org.eclipse.ui.part.ViewPart;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.CentralSystems;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.engine.personalization.PersonalizationUnits;
import org.keywright.engine.personalization.ServerEvent;
import org.keywright.workbench.internal.Arrangement;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Commands;
import org.keywright.workbench.internal.FormDialog;
import org.keywright.workbench.internal.FormDialog.Field;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Later;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.Revealing;
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.Column;
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
public final class PartiesView extends ViewPart implements Revealing {
  private static final int PERIOD = 1000;
  private static final int SHOWN = 1000;

  private Desk desk;
  private PersonalizationUnits units;
  private CentralSystems centrals;
  private RowTable<PartyRow> parties;
  private RowTable<ConnectedModule> connected;
  private RowTable<Happened> events;
  private Offered start;
  private String starting = "";
  private Button stop;
  private Button acts;
  private Watch watch = () -> {};
  private Optional<String> wanted = Optional.empty();
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
    parties = new RowTable<>(above, SWT.SINGLE | SWT.BORDER, "parties", columns());
    parties.identity(row -> List.of(row.kind(), row.name()));
    parties.look((item, row) -> item.setImage(0, Icons.image(icon(row))));
    parties.whenEmpty(() -> text(desk.vault().isEmpty() ? "empty.vault" : "empty.parties"));
    GridDataFactory.fillDefaults().grab(true, true).span(4, 1).applyTo(parties.control());
    parties.onChosen(this::enable);
    var menu = new Menu(parties.control());
    menu.addListener(SWT.Show, event -> fill(menu));
    parties.control().setMenu(menu);
    var below = new SashForm(sash, SWT.HORIZONTAL);
    connected =
        new RowTable<>(
            below,
            SWT.MULTI | SWT.BORDER,
            "connected",
            List.of(
                Column.words("connected.module", 150, ConnectedModule::module),
                Column.words("connected.unit", 100, ConnectedModule::unit),
                Column.words("connected.since", 150, one -> Moments.text(one.since()))));
    connected.onOpened(one -> Commands.openDevice(getSite(), one.module()));
    connected.whenEmpty(() -> text("empty.connected"));
    events =
        new RowTable<>(
            below,
            SWT.MULTI | SWT.BORDER,
            "happened",
            List.of(
                Column.words("happened.at", 150, one -> Moments.text(one.event().at())),
                Column.words("happened.server", 90, Happened::server),
                Column.words(
                    "happened.what", 360, one -> one.event().who() + ": " + one.event().what())));
    events.whenEmpty(() -> text("empty.happened"));
    Arrangement.divide(below, "parties.below", 2, 3);
    Arrangement.divide(sash, "parties", 2, 3);
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    enable();
    refresh();
    Later.every(parties.control(), PERIOD, this::again);
  }

  private static List<Column<PartyRow, Comparator<PartyRow>>> columns() {
    return List.of(
        Column.words("parties.name", 120, PartyRow::name),
        Column.words(
            "parties.kind",
            180,
            row -> text("parties." + row.kind().name().toLowerCase(Locale.ROOT))),
        Column.words("parties.state", 210, PartiesView::state),
        Column.words("parties.connected", 90, row -> count(row, row.connected())),
        Column.words("parties.good", 110, row -> count(row, row.good())),
        Column.words("parties.refused", 70, row -> count(row, row.refused())),
        Column.words("parties.failed", 90, row -> count(row, row.failed())));
  }

  private static String state(PartyRow row) {
    return row.address()
        .map(at -> text("parties.listens", at))
        .orElse(text(row.serves() ? "parties.silent" : "parties.certifies"));
  }

  /** Modules come and go by themselves: while a server listens it is looked at. */
  private void again() {
    if (parties.control().isVisible() && shown.parties().stream().anyMatch(PartyRow::listens)) {
      refresh();
    }
  }

  private void refresh() {
    if (!parties.control().isDisposed()) {
      Background.read(parties.control(), this::read, this::show, failure -> {});
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

  /** Chooses a party. */
  @Override
  public void reveal(String name) {
    wanted = Optional.of(name);
    choose();
  }

  private void choose() {
    if (wanted.isPresent()
        && parties.shown().stream().map(PartyRow::name).anyMatch(wanted.get()::equals)) {
      String name = wanted.get();
      wanted = Optional.empty();
      parties.choose(row -> row.name().equals(name));
    }
  }

  private void show(Shown now) {
    shown = now;
    parties.show(now.parties());
    if (parties.chosen().isEmpty() && !now.parties().isEmpty()) {
      PartyRow first = parties.shown().getFirst();
      parties.choose(first::equals);
    }
    connected.show(now.connected());
    events.show(now.events().stream().limit(SHOWN).toList());
    enable();
    choose();
  }

  private static String icon(PartyRow row) {
    return !row.serves() ? "certificate" : row.listens() ? "link" : "link-shadowed";
  }

  private static String count(PartyRow row, long number) {
    return row.serves() ? Long.toString(number) : "";
  }

  private Optional<PartyRow> chosen() {
    return parties.chosen();
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
    parties.control().setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
