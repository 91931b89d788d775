// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.function.Function;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.forms.IFormColors;
import org.eclipse.ui.forms.widgets.ExpandableComposite;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.eclipse.ui.forms.widgets.ScrolledForm;
import org.keywright.vault.Pairing;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.Columns;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.model.DeviceFile;
import org.keywright.workbench.model.Moments;

/** The parts of a device's page. Each that has nothing to show says what would change that. */
final class DeviceSections {
  private static final int TABLE = 130;

  /** What a part takes at least; where there is more room it takes it. */
  private static final int NARROW = 200;

  private final FormToolkit kit;
  private final ScrolledForm form;
  private final LifePicture life;
  private final Composite facts;
  private final ChainPicture chain;
  private final Label noChain;
  private final Table places;
  private final Label noPlaces;
  private final Table pairings;
  private final ActivityBars bars;
  private final Label noPairings;
  private final Text answer;
  private final Table history;

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
    facts = section(body, "device.identity", 1);
    GridLayoutFactory.swtDefaults().numColumns(2).spacing(16, 6).margins(4, 8).applyTo(facts);
    Composite certificates = section(body, "device.certificates", 1);
    chain = new ChainPicture(certificates);
    kit.adapt(chain);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(chain);
    noChain = hint(certificates, "device.certificates.none");
    Composite loaded = section(body, "device.loaded", 2);
    places =
        table(
            loaded,
            "loaded.place:70",
            "loaded.key:200",
            "loaded.version:70",
            "loaded.kcv:150",
            "loaded.suite:160",
            "loaded.state:110",
            "loaded.job:60",
            "loaded.at:150");
    noPlaces = hint(loaded, "device.loaded.none");
    Composite paired = section(body, "device.pairings", 2);
    pairings =
        table(
            paired,
            "pairing.host:180",
            "pairing.index:70",
            "pairing.state:120",
            "pairing.activity:220",
            "pairing.times:60",
            "pairing.since:150",
            "pairing.lastseen:150");
    bars = ActivityBars.on(pairings, 3);
    noPairings = hint(paired, "device.pairings.none");
    Composite asked = section(body, "device.answer", 2);
    answer =
        kit.createText(asked, text("device.answer.none"), SWT.MULTI | SWT.READ_ONLY | SWT.WRAP);
    answer.setFont(JFaceResources.getTextFont());
    GridDataFactory.fillDefaults().grab(true, false).applyTo(answer);
    Composite happened = section(body, "device.history", 2);
    history =
        table(
            happened,
            "history.at:150",
            "history.source:110",
            "history.what:420",
            "history.result:240");
    GridDataFactory.fillDefaults().grab(true, true).hint(NARROW, 2 * TABLE).applyTo(history);
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
    hint.setForeground(Colours.faint());
    GridDataFactory.fillDefaults().grab(true, false).hint(NARROW, SWT.DEFAULT).applyTo(hint);
    return hint;
  }

  private Table table(Composite parent, String... columns) {
    Table table = kit.createTable(parent, SWT.FULL_SELECTION | SWT.BORDER | SWT.MULTI);
    table.setHeaderVisible(true);
    table.setLinesVisible(true);
    Columns.movable(table, columns);
    GridDataFactory.fillDefaults().grab(true, false).hint(NARROW, TABLE).applyTo(table);
    return table;
  }

  /** Shows what is known of a device. */
  void show(DeviceFile file) {
    life.show(file.life());
    for (Control old : facts.getChildren()) {
      old.dispose();
    }
    file.identity().forEach(fact -> fact(fact.name(), fact.value()));
    chain.show(file.chain());
    showOneOf(chain, noChain, !file.chain().isEmpty());
    fill(places, file.places(), DeviceSections::place);
    for (int i = 0; i < file.places().size(); i++) {
      places.getItem(i).setImage(Icons.image(file.places().get(i).sure() ? "key" : "warning"));
    }
    showOneOf(places, noPlaces, !file.places().isEmpty());
    bars.show(file.pairings(), file.mostActive());
    fill(pairings, file.pairings(), DeviceSections::pairing);
    showOneOf(pairings, noPairings, !file.pairings().isEmpty());
    fill(history, file.history(), DeviceSections::happening);
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
    Label label = kit.createLabel(facts, name);
    label.setForeground(kit.getColors().getColor(IFormColors.TITLE));
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

  private static <T> void fill(Table table, List<T> rows, Function<T, String[]> words) {
    table.setRedraw(false);
    table.removeAll();
    rows.forEach(row -> new TableItem(table, SWT.NONE).setText(words.apply(row)));
    table.setRedraw(true);
  }

  private static String[] place(DeviceFile.LoadedPlace place) {
    return new String[] {
      place.place(),
      place.key(),
      place.version(),
      place.kcv(),
      place.suite(),
      text(place.state()),
      Long.toString(place.job()),
      Moments.text(place.at())
    };
  }

  private static String[] pairing(Pairing pairing) {
    return new String[] {
      pairing.host(),
      Long.toString(pairing.index()),
      text(pairing.state()),
      "",
      Integer.toString(pairing.times()),
      Moments.text(pairing.since()),
      Moments.text(pairing.lastSeen())
    };
  }

  private static String[] happening(DeviceFile.Happening happening) {
    return new String[] {
      Moments.text(happening.at()), happening.source(), happening.what(), happening.result()
    };
  }
}
