// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.pairing;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.keywright.vault.Pairing;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingRegister.HostColumn;
import org.keywright.vault.PairingRegister.ModuleColumn;
import org.keywright.vault.Sorting;
import org.keywright.workbench.internal.Arrangement;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Commands;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.internal.LongTable;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.OfferedSelection;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.Texts;
import org.keywright.workbench.model.Watch;

/** The modules and hosts that the centre knows, and the pairings of the module that is chosen. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class PairedUnitsView extends ViewPart {
  private final OfferedSelection offered = new OfferedSelection();
  private Desk desk;
  private Text find;
  private CTabFolder tabs;
  private LongTable<PairingModule, ModuleColumn> modules;
  private LongTable<PairingHost, HostColumn> hosts;
  private Label heading;
  private PairingTable pairings;
  private Offered release;
  private Offered read;
  private Offered revoke;
  private Watch watch = () -> {};

  /** Made by the platform. */
  public PairedUnitsView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    var sash = new SashForm(parent, SWT.VERTICAL);
    var above = new Composite(sash, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(6, 4).applyTo(above);
    find = new Text(above, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
    find.setMessage(text("units.find"));
    find.addModifyListener(event -> refresh());
    GridDataFactory.fillDefaults().grab(true, false).indent(2, 2).applyTo(find);
    revoke = Offered.push(above, desk, "findings.revoke", "pair:revoke", this::revoke);
    tabs = new CTabFolder(above, SWT.BOTTOM);
    GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(tabs);
    modules =
        new LongTable<>(
            tabs,
            "units.modules",
            moduleColumns(),
            new Sorting<>(ModuleColumn.ID, false),
            PairingModule::id);
    hosts =
        new LongTable<>(
            tabs,
            "units.hosts",
            hostColumns(),
            new Sorting<>(HostColumn.ID, false),
            PairingHost::id);
    modules.whenEmpty(() -> empty("empty.modules"));
    hosts.whenEmpty(() -> empty("empty.hosts"));
    tab("units.modules", modules.control());
    tab("units.hosts", hosts.control());
    tabs.setSelection(0);
    // The platform listens to the one that is there when the view opens, whichever tab is in front.
    getSite().setSelectionProvider(offered);
    tabs.addListener(SWT.Selection, event -> choose());
    below(sash);
    Arrangement.divide(sash, "units", 3, 2);
    modules.onChosen(this::choose);
    hosts.onChosen(this::choose);
    modules.onOpened(module -> Commands.openDevice(getSite(), module.id()));
    hosts.onOpened(host -> Commands.openDevice(getSite(), host.id()));
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    choose();
    refresh();
  }

  private String empty(String key) {
    return text(desk.vault().isEmpty() ? "empty.vault" : key);
  }

  private void tab(String key, Control content) {
    var tab = new CTabItem(tabs, SWT.NONE);
    tab.setText(text(key));
    tab.setControl(content);
  }

  private void below(Composite parent) {
    var below = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(3).spacing(6, 4).applyTo(below);
    heading = new Label(below, SWT.NONE);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .align(SWT.FILL, SWT.CENTER)
        .indent(4, 0)
        .applyTo(heading);
    read = Offered.push(below, desk, "pairings.read", "pair:list", this::read);
    release = Offered.push(below, desk, "pairings.release", "pair:release", this::release);
    pairings = new PairingTable(below);
    GridDataFactory.fillDefaults().grab(true, true).span(3, 1).applyTo(pairings.control());
    pairings.onChosen(
        () -> {
          release.possible(pairings.chosen().isPresent());
          pairings.chosen().ifPresent(row -> offer(row.module(), row.host()));
        });
  }

  private static List<Column<PairingModule, ModuleColumn>> moduleColumns() {
    return List.of(
        Column.by(ModuleColumn.ID, "units.module", 110, PairingModule::id),
        Column.by(ModuleColumn.ESTATE, "units.estate", 100, PairingModule::estate),
        Column.by(ModuleColumn.STATE, "units.state", 80, module -> Texts.text(module.state())),
        Column.by(
            ModuleColumn.HOSTS,
            "units.places",
            80,
            module ->
                text(
                    "units.taken",
                    Integer.toString(module.hosts()),
                    Integer.toString(module.places()))),
        Column.by(ModuleColumn.SEEN, "units.seen", 60, module -> Long.toString(module.seen())),
        Column.by(
            ModuleColumn.GENERATION,
            "units.generation",
            100,
            module -> Integer.toString(module.generation())),
        Column.by(
            ModuleColumn.CREATED, "units.made", 150, module -> Moments.text(module.created())));
  }

  private static List<Column<PairingHost, HostColumn>> hostColumns() {
    return List.of(
        Column.by(HostColumn.ID, "units.host", 110, PairingHost::id),
        Column.by(HostColumn.ESTATE, "units.estate", 100, PairingHost::estate),
        Column.by(HostColumn.STATE, "units.state", 80, host -> Texts.text(host.state())),
        Column.by(
            HostColumn.GENERATION,
            "units.generation",
            100,
            host -> Integer.toString(host.generation())),
        Column.by(
            HostColumn.KEY_GENERATION,
            "units.keygeneration",
            130,
            host -> Integer.toString(host.keyGeneration())),
        Column.by(HostColumn.CREATED, "units.made", 150, host -> Moments.text(host.created())));
  }

  /** From the identifier that is looked for on. */
  private void refresh() {
    if (find.isDisposed()) {
      return;
    }
    String from = find.getText().strip();
    modules.from(
        (sorting, last, limit) ->
            desk.vault().isEmpty()
                ? List.of()
                : desk.vault().get().pairings().modules(from, sorting, last, limit));
    hosts.from(
        (sorting, last, limit) ->
            desk.vault().isEmpty()
                ? List.of()
                : desk.vault().get().pairings().hosts(from, sorting, last, limit));
  }

  private boolean ofHosts() {
    return tabs.getSelectionIndex() == 1;
  }

  private void choose() {
    offered.offer((ofHosts() ? hosts : modules).offered().getSelection());
    Optional<PairingModule> module = modules.chosen();
    revoke.possible(ofHosts() ? hosts.chosen().isPresent() : module.isPresent());
    release.possible(false);
    read.possible(module.isPresent());
    heading.setText(module.map(one -> text("pairings.of", one.id())).orElse(text("pairings.none")));
    module.ifPresent(one -> offer(one.id(), ""));
    Background.read(
        pairings.control(),
        () ->
            module.isEmpty() || desk.vault().isEmpty()
                ? List.<Pairing>of()
                : desk.vault().get().pairings().pairings(module.get().id()),
        pairings::show,
        failure -> pairings.show(List.of()));
  }

  /** The code desk, if it is open, asks about what is chosen here. */
  private void offer(String module, String host) {
    if (getSite().getPage().findView(Ids.CODE_DESK) instanceof CodeDeskView codes) {
      codes.take(module, host);
    }
  }

  private void revoke() {
    if (ofHosts()) {
      hosts
          .chosen()
          .ifPresent(
              host -> PairingDialogs.revoke(getSite().getShell(), desk, "host", host.id(), ""));
    } else {
      modules
          .chosen()
          .ifPresent(
              module ->
                  PairingDialogs.revoke(getSite().getShell(), desk, "module", module.id(), ""));
    }
  }

  private void read() {
    modules
        .chosen()
        .ifPresent(module -> PairingDialogs.table(getSite().getShell(), desk, module.id()));
  }

  private void release() {
    pairings.chosen().ifPresent(row -> PairingDialogs.release(getSite().getShell(), desk, row));
  }

  @Override
  public void setFocus() {
    find.setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
