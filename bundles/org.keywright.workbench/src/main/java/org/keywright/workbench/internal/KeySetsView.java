// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.Watch;

/** The vault's key sets and keys, with a field to find one. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class KeySetsView extends ViewPart {
  private Desk desk;
  private Composite stack;
  private Text search;
  private TreeViewer tree;
  private Link empty;
  private KeySetTree whole = KeySetTree.EMPTY;
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
    tree.setContentProvider(new KeySetContent());
    tree.setLabelProvider(new DelegatingStyledCellLabelProvider(new KeySetLabels()));
    tree.setUseHashlookup(true);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(tree.getControl());
    empty = new Link(stack, SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).indent(8, 8).exclude(true).applyTo(empty);
    empty.addListener(SWT.Selection, event -> begin());
    tree.addDoubleClickListener(event -> chosenSet().ifPresent(acts()::edit));
    search.addListener(SWT.DefaultSelection, event -> tree.getControl().setFocus());
    var menu = new MenuManager();
    tree.getControl().setMenu(menu.createContextMenu(tree.getControl()));
    getSite().registerContextMenu(menu, tree);
    getSite().setSelectionProvider(tree);
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    refresh();
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
        () -> desk.vault().isPresent() ? KeySetTree.of(desk.vault().get()) : KeySetTree.EMPTY,
        read -> {
          whole = read;
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
    tree.setInput(shown);
    if (search.getText().isBlank()) {
      tree.setExpandedElements(expanded);
      if (shown.sets().size() <= 3) {
        tree.expandToLevel(2);
      }
    } else {
      tree.expandAll();
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
    Layouts.showOnly(hinting, empty, tree.getControl());
  }

  /** The key set that is chosen, or whose key is. */
  private Optional<String> chosenSet() {
    return Selections.keySets(tree.getStructuredSelection()).stream().findFirst();
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
