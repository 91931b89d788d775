// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.WorkbenchException;
import org.keywright.vault.VaultAddress;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.RecentVaults;
import org.keywright.workbench.model.Watch;

/** The first page: what one can begin with, and the vaults that were opened last. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the editor
public final class StartEditor extends ReadEditor {
  private static final int MARGIN = 28;

  private final Recents recents = new Recents();
  private List<Map.Entry<VaultAddress, String>> recent = List.of();
  private ScrolledComposite scrolled;
  private Composite body;
  private StartCards cards;
  private Composite recentList;
  private Font large;
  private Font bold;
  private Watch watch = () -> {};

  /** Made by the platform. */
  public StartEditor() {
    // the platform's way to make an editor
  }

  /** Shows the page, in front. */
  static void show(IWorkbenchPage page) {
    try {
      Editors.open(
          page.getWorkbenchWindow(), new StartInput(), Ids.START_EDITOR, Ids.KEYS_PERSPECTIVE);
    } catch (WorkbenchException e) {
      throw new IllegalStateException("the start page cannot be shown", e);
    }
  }

  @Override
  public void createPartControl(Composite parent) {
    scrolled = new ScrolledComposite(parent, SWT.V_SCROLL | SWT.H_SCROLL);
    scrolled.setExpandHorizontal(true);
    scrolled.setExpandVertical(true);
    body = new Composite(scrolled, SWT.NONE);
    GridLayoutFactory.swtDefaults().margins(MARGIN, MARGIN).spacing(0, 20).applyTo(body);
    var resources = new LocalResourceManager(JFaceResources.getResources(), body);
    large =
        resources.create(
            FontDescriptor.createFrom(body.getFont()).increaseHeight(8).withStyle(SWT.BOLD));
    bold = resources.create(FontDescriptor.createFrom(body.getFont()).withStyle(SWT.BOLD));
    heading();
    vaults();
    cards();
    section(text("start.recent"));
    recentList = new Composite(body, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(16, 4).applyTo(recentList);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(recentList);
    scrolled.setContent(body);
    scrolled.addListener(SWT.Resize, event -> resized());
    fillRecent();
    var display = parent.getDisplay();
    Runnable fill = () -> display.asyncExec(this::fillRecent);
    // A vault is among them after it has opened; that one has gone is seen at any change.
    Watch opened = recents.observe(fill);
    Watch changed = getSite().getService(Desk.class).observe(fill);
    watch =
        () -> {
          opened.close();
          changed.close();
        };
  }

  private void heading() {
    var head = new Composite(body, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(head);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(head);
    var title = new Label(head, SWT.NONE);
    title.setText(text("app.name"));
    title.setFont(large);
    new Label(head, SWT.NONE).setText(text("start.subtitle"));
  }

  private VaultActs acts() {
    return new VaultActs(getSite().getWorkbenchWindow());
  }

  private void vaults() {
    var row = new Composite(body, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(3).spacing(24, 0).applyTo(row);
    iconLink(row, "vault", "start.vault.open", () -> acts().open(""));
    iconLink(row, "vault-new", "start.vault.new", () -> acts().make());
    iconLink(row, "vault-restore", "start.vault.restore", () -> acts().restore());
  }

  private static void iconLink(Composite row, String icon, String key, Runnable act) {
    var both = new Composite(row, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(6, 0).applyTo(both);
    new Label(both, SWT.NONE).setImage(Icons.image(icon));
    link(both, text(key), act);
  }

  private void cards() {
    cards = new StartCards(body, bold);
    cards.add("fleet", "start.demo", () -> acts().demo());
    cards.add("ceremony", "start.ceremony", () -> Commands.run(getSite(), "ceremony"));
    cards.add("reader", "start.reader", this::showLinks);
  }

  /** A link among words that can be followed. */
  static void link(Composite parent, String words, Runnable act) {
    var link = new Link(parent, SWT.NONE);
    link.setText("<a>" + words.replace("&", "&&") + "</a>");
    link.addListener(SWT.Selection, event -> act.run());
    GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).applyTo(link);
  }

  private void section(String title) {
    var label = new Label(body, SWT.NONE);
    label.setText(title);
    label.setFont(bold);
  }

  private void fillRecent() {
    if (recentList.isDisposed()) {
      return;
    }
    var now = new LinkedHashMap<VaultAddress, String>();
    for (VaultAddress vault : recents.vaults().addresses()) {
      now.put(
          vault,
          RecentVaults.there(vault)
              ? RecentVaults.place(vault)
              : text("file.missing", vault.text()));
    }
    if (recentList.getChildren().length == 0 || !List.copyOf(now.entrySet()).equals(recent)) {
      recent = List.copyOf(now.entrySet());
      showRecent();
    }
  }

  private void showRecent() {
    for (Control old : recentList.getChildren()) {
      old.dispose();
    }
    if (recent.isEmpty()) {
      new Label(recentList, SWT.NONE).setText(text("start.recent.none"));
    }
    for (Map.Entry<VaultAddress, String> vault : recent) {
      link(recentList, vault.getKey().name(), () -> open(vault.getKey()));
      var place = new Label(recentList, SWT.NONE);
      place.setText(vault.getValue());
      Colours.faint(place);
    }
    fit();
    // The link that was followed had the keyboard, without which no shortcut is heard.
    if (getSite().getPage().getActivePart() == this) {
      setFocus();
    }
  }

  /** On its way to its size a page has many others, most of which leave the cards as they are. */
  private void resized() {
    if (cards.share(room())) {
      fit();
    }
  }

  private int room() {
    return Math.max(cards.narrowest(), scrolled.getClientArea().width - 2 * MARGIN);
  }

  private void fit() {
    if (scrolled.getClientArea().width == 0) {
      return; // it is laid out when it has a size
    }
    body.layout(true, true);
    int width = room() + 2 * MARGIN;
    scrolled.setMinSize(cards.narrowest() + 2 * MARGIN, body.computeSize(width, SWT.DEFAULT).y);
  }

  private void open(VaultAddress vault) {
    if (RecentVaults.there(vault)) {
      acts().open(vault.text());
    } else {
      recents.forget(vault);
      fillRecent();
    }
  }

  private void showLinks() {
    var window = getSite().getWorkbenchWindow();
    try {
      window.getWorkbench().showPerspective(Ids.DEVICES_PERSPECTIVE, window);
      window.getActivePage().showView(Ids.LINKS);
    } catch (WorkbenchException e) {
      throw new IllegalStateException("the devices cannot be shown", e);
    }
  }

  @Override
  public void setFocus() {
    body.setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
