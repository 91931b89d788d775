// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import static org.keywright.workbench.model.Texts.text;

import java.util.Comparator;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.forms.widgets.ExpandableComposite;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.eclipse.ui.forms.widgets.ScrolledForm;
import org.keywright.vault.Pairing;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Layouts;
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.DeviceFile;
import org.keywright.workbench.model.Moments;

/** The parts of a device's page. Each that has nothing to show says what would change that. */
final class DeviceSections {
  private static final int TABLE = 130;

  /** What a part takes at least; where there is more room it takes it. */
  private static final int NARROW = 200;

  /** What one part needs beside another. */
  private static final int PART = 320;

  private final FormToolkit kit;
  private final ScrolledForm form;
  private final LifePicture life;
  private final Composite facts;
  private final ChainPicture chain;
  private final Label noChain;
  private final RowTable<DeviceFile.LoadedPlace> places;
  private final Label noPlaces;
  private final RowTable<Pairing> pairings;
  private final ActivityBars bars;
  private final Label noPairings;
  private final Text answer;
  private final RowTable<DeviceFile.Happening> history;

  DeviceSections(FormToolkit kit, ScrolledForm form) {
    this.kit = kit;
    this.form = form;
    Composite body = form.getBody();
    GridLayoutFactory.swtDefaults()
        .numColumns(2)
        .equalWidth(true)
        .margins(12, 8)
        .spacing(24, 12)
        .applyTo(body);
    Composite lifePart = section(body, "device.life", 2);
    life = new LifePicture(lifePart);
    kit.adapt(life);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(life);
    facts = section(body, "device.identity", 1);
    GridLayoutFactory.swtDefaults().numColumns(2).spacing(16, 6).margins(4, 8).applyTo(facts);
    Composite certificates = section(body, "device.certificates", 1);
    chain = new ChainPicture(certificates);
    kit.adapt(chain);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(chain);
    noChain = hint(certificates, "device.certificates.none");
    Composite loaded = section(body, "device.loaded", 2);
    places = table(loaded, "device.places", placeColumns());
    places.look((item, place) -> item.setImage(Icons.image(place.sure() ? "key" : "warning")));
    noPlaces = hint(loaded, "device.loaded.none");
    Composite paired = section(body, "device.pairings", 2);
    pairings = table(paired, "device.pairings", pairingColumns());
    bars = ActivityBars.on(pairings, 3);
    noPairings = hint(paired, "device.pairings.none");
    Composite asked = section(body, "device.answer", 2);
    answer =
        kit.createText(asked, text("device.answer.none"), SWT.MULTI | SWT.READ_ONLY | SWT.WRAP);
    answer.setFont(JFaceResources.getTextFont());
    GridDataFactory.fillDefaults().grab(true, false).applyTo(answer);
    Layouts.fold(form, PART);
    Composite happened = section(body, "device.history", 2);
    history = table(happened, "device.history", historyColumns());
    history.whenEmpty(() -> text("empty.history"));
    GridDataFactory.fillDefaults()
        .grab(true, true)
        .hint(NARROW, 2 * TABLE)
        .applyTo(history.control());
  }

  private Composite section(Composite body, String key, int columns) {
    var section =
        kit.createSection(
            body,
            ExpandableComposite.TITLE_BAR
                | ExpandableComposite.TWISTIE
                | ExpandableComposite.EXPANDED);
    section.setText(text(key));
    GridDataFactory.fillDefaults().grab(true, false).span(columns, 1).applyTo(section);
    var client = kit.createComposite(section);
    GridLayoutFactory.swtDefaults().margins(4, 8).applyTo(client);
    section.setClient(client);
    return client;
  }

  private Label hint(Composite parent, String key) {
    Label hint = kit.createLabel(parent, text(key), SWT.WRAP);
    Colours.faint(hint);
    GridDataFactory.fillDefaults().grab(true, false).hint(NARROW, SWT.DEFAULT).applyTo(hint);
    return hint;
  }

  private <T> RowTable<T> table(
      Composite parent, String name, List<Column<T, Comparator<T>>> columns) {
    var table = new RowTable<>(parent, SWT.BORDER | SWT.MULTI, name, columns);
    kit.adapt(table.control(), false, false);
    GridDataFactory.fillDefaults().grab(true, false).hint(NARROW, TABLE).applyTo(table.control());
    return table;
  }

  /** Shows what is known of a device. */
  void show(DeviceFile file) {
    Colours.renew(kit);
    life.show(file.life());
    for (Control old : facts.getChildren()) {
      old.dispose();
    }
    file.identity().forEach(fact -> fact(fact.name(), fact.value()));
    chain.show(file.chain());
    showOneOf(chain, noChain, !file.chain().isEmpty());
    places.show(file.places());
    showOneOf(places.control(), noPlaces, !file.places().isEmpty());
    bars.show(file.mostActive());
    pairings.show(file.pairings());
    showOneOf(pairings.control(), noPairings, !file.pairings().isEmpty());
    history.show(file.history());
    form.getBody().layout(true, true);
    form.reflow(true);
  }

  /** Shows what the device answered, or why it did not. */
  void answer(String words, boolean good) {
    if (!answer.isDisposed()) {
      answer.setText(words);
      answer.setForeground(good ? form.getForeground() : Colours.fault());
      form.getBody().layout(true, true);
      form.reflow(true);
    }
  }

  private void fact(String name, String value) {
    kit.createLabel(facts, name);
    Text shown = kit.createText(facts, value, SWT.READ_ONLY | SWT.SINGLE);
    shown.setData(FormToolkit.KEY_DRAW_BORDER, false);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(shown);
  }

  private static void showOneOf(Control full, Control empty, boolean any) {
    show(full, any);
    show(empty, !any);
  }

  private static void show(Control control, boolean yes) {
    control.setVisible(yes);
    if (control.getLayoutData() instanceof GridData data) {
      data.exclude = !yes;
    }
  }

  private static List<Column<DeviceFile.LoadedPlace, Comparator<DeviceFile.LoadedPlace>>>
      placeColumns() {
    return List.of(
        Column.words("loaded.place", 70, DeviceFile.LoadedPlace::place),
        Column.words("loaded.key", 200, DeviceFile.LoadedPlace::key),
        Column.words("loaded.version", 70, DeviceFile.LoadedPlace::version),
        Column.words("loaded.kcv", 150, DeviceFile.LoadedPlace::kcv),
        Column.words("loaded.suite", 160, DeviceFile.LoadedPlace::suite),
        Column.words("loaded.state", 110, place -> text(place.state())),
        Column.words("loaded.job", 60, place -> Long.toString(place.job())),
        Column.words("loaded.at", 150, place -> Moments.text(place.at())));
  }

  private static List<Column<Pairing, Comparator<Pairing>>> pairingColumns() {
    return List.of(
        Column.words("pairing.host", 180, Pairing::host),
        Column.words("pairing.index", 70, pairing -> Long.toString(pairing.index())),
        Column.words("pairing.state", 120, pairing -> text(pairing.state())),
        Column.by(
            Comparator.comparingLong((Pairing pairing) -> pairing.activity().orElse(-1)),
            "pairing.activity",
            220,
            pairing -> ""),
        Column.words("pairing.times", 60, pairing -> Integer.toString(pairing.times())),
        Column.words("pairing.since", 150, pairing -> Moments.text(pairing.since())),
        Column.words("pairing.lastseen", 150, pairing -> Moments.text(pairing.lastSeen())));
  }

  private static List<Column<DeviceFile.Happening, Comparator<DeviceFile.Happening>>>
      historyColumns() {
    return List.of(
        Column.words("history.at", 150, happening -> Moments.text(happening.at())),
        Column.words("history.source", 110, DeviceFile.Happening::source),
        Column.words("history.what", 420, DeviceFile.Happening::what),
        Column.words("history.result", 240, DeviceFile.Happening::result));
  }
}
