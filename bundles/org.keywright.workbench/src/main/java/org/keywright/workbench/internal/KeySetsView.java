// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.ITreeViewerListener;
import org.eclipse.jface.viewers.TreeExpansionEvent;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.keywright.vault.ApplicationKey;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.KeyTreeRoot;
import org.keywright.workbench.model.KeyVersion;
import org.keywright.workbench.model.VaultTitle;
import org.keywright.workbench.model.Watch;

/** The vault's key sets and keys, with a field to find one. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class KeySetsView extends ViewPart {
  private static final int MOST_EXPANDED = 3;
  private static final Object[] NOTHING = {};

  private Desk desk;
  private Composite stack;
  private Text search;
  private TreeViewer tree;
  private final KeySetContent content = new KeySetContent();
  private Link empty;
  private Offered beginning;
  private KeySetTree whole = KeySetTree.EMPTY;
  private VaultTitle vault = VaultTitle.of(Optional.empty());
  private Watch watch = () -> {};

  /** Made by the platform. */
  public KeySetsView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    stack = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(stack);
    search = new Text(stack, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
    search.setMessage(text("search.hint"));
    search.addModifyListener(event -> show());
    GridDataFactory.fillDefaults().grab(true, false).indent(2, 2).applyTo(search);
    tree = new TreeViewer(stack, SWT.MULTI | SWT.H_SCROLL | SWT.V_SCROLL);
    tree.setContentProvider(content);
    tree.setLabelProvider(new DelegatingStyledCellLabelProvider(new KeySetLabels()));
    tree.setUseHashlookup(true);
    tree.setComparer(new KeySetNames());
    GridDataFactory.fillDefaults().grab(true, true).applyTo(tree.getControl());
    empty = new Link(stack, SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).indent(8, 8).exclude(true).applyTo(empty);
    empty.addListener(SWT.Selection, event -> begin());
    beginning = Offered.control(desk, empty, () -> desk.vault().isPresent() ? "keyset:create" : "");
    tree.addDoubleClickListener(event -> edit());
    search.addListener(SWT.DefaultSelection, event -> tree.getControl().setFocus());
    tree.addTreeListener(
        new ITreeViewerListener() {
          @Override
          public void treeExpanded(TreeExpansionEvent event) {
            if (event.getElement() instanceof ApplicationKey key) {
              readVersions(key);
            }
          }

          @Override
          public void treeCollapsed(TreeExpansionEvent event) {
            // what was read stays
          }
        });
    var menu = new MenuManager();
    tree.getControl().setMenu(menu.createContextMenu(tree.getControl()));
    getSite().registerContextMenu(menu, tree);
    Colours.follow(tree);
    Dragging.from(tree.getControl(), desk, tree);
    Dropping.load(tree.getControl(), getSite(), item -> Optional.ofNullable(item.getData()));
    getSite().setSelectionProvider(tree);
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    refresh();
  }

  private void readVersions(ApplicationKey key) {
    Background.read(
        stack,
        () ->
            desk.vault().isEmpty()
                ? List.<KeyVersion>of()
                : KeyVersion.before(desk.vault().get(), key.keySet(), key.ref()),
        versions -> {
          content.versions(key, versions);
          tree.refresh(key);
        },
        failure -> tree.getControl().setToolTipText(Failures.line(failure)));
  }

  private Showing showing() {
    return new Showing(getSite().getWorkbenchWindow());
  }

  private VaultActs acts() {
    return new VaultActs(getSite().getWorkbenchWindow());
  }

  private void begin() {
    if (desk.vault().isPresent()) {
      acts().makeKeySet();
    } else {
      acts().open("");
    }
  }

  private void refresh() {
    if (stack.isDisposed()) {
      return;
    }
    Background.read(
        stack,
        () ->
            new KeyTreeRoot(
                VaultTitle.of(desk.vault()),
                desk.vault().isPresent() ? KeySetTree.of(desk.vault().get()) : KeySetTree.EMPTY),
        read -> {
          vault = read.vault();
          whole = read.tree();
          content.forgetVersions();
          show();
        },
        failure -> {
          whole = KeySetTree.EMPTY;
          show();
        });
  }

  private void show() {
    KeySetTree shown = whole.filter(search.getText());
    Object[] expanded = tree.getExpandedElements();
    // An input that is an element too would be its own child.
    tree.setInput(desk.vault().isEmpty() ? NOTHING : new Object[] {new KeyTreeRoot(vault, shown)});
    if (search.getText().isBlank()) {
      tree.setExpandedElements(expanded);
      tree.expandToLevel(shown.sets().size() <= MOST_EXPANDED ? 3 : 2);
    } else {
      tree.expandAll();
    }
    if (!tree.getStructuredSelection().isEmpty()) {
      // What is chosen is the same by its name, and may be another otherwise.
      tree.setSelection(tree.getStructuredSelection());
    }
    hint(shown);
  }

  private void hint(KeySetTree shown) {
    String words = "";
    if (desk.vault().isEmpty()) {
      words = text("keysets.novault");
    } else if (whole.sets().isEmpty()) {
      words = text("keysets.none");
    } else if (shown.sets().isEmpty()) {
      words = text("search.none");
    }
    boolean hinting = !words.isEmpty();
    empty.setText(words);
    beginning.possible(hinting);
    Layouts.showOnly(hinting, empty, tree.getControl());
  }

  /** Opens the key that is chosen, or the key set. */
  private void edit() {
    var chosen = tree.getStructuredSelection();
    if (chosen.getFirstElement() instanceof ApplicationKey key) {
      showing().edit(key);
    } else {
      Selections.keySets(chosen).stream().findFirst().ifPresent(showing()::edit);
    }
  }

  @Override
  public void setFocus() {
    (empty.getVisible() ? empty : search).setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
