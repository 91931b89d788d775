// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;
import org.jspecify.annotations.Nullable;
import org.keywright.transport.pcsc.CardReaders;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.LinkTree;
import org.keywright.workbench.model.Watch;

/** Transports, readers, simulated units and plug-ins; what comes and goes shows by itself. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class LinksView extends ViewPart {
  private static final int PERIOD = 2000;

  private Desk desk;
  private TreeViewer tree;
  private LinkTree shown = LinkTree.EMPTY;
  private Watch watch = () -> {};
  private CardReaders.Observation readers = () -> {};

  /** Made by the platform. */
  public LinksView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    tree = new TreeViewer(parent, SWT.MULTI | SWT.H_SCROLL | SWT.V_SCROLL);
    tree.setContentProvider(new Content());
    tree.setLabelProvider(new DelegatingStyledCellLabelProvider(new Labels()));
    tree.setUseHashlookup(true);
    var menu = new MenuManager();
    tree.getControl().setMenu(menu.createContextMenu(tree.getControl()));
    getSite().registerContextMenu(menu, tree);
    getSite().setSelectionProvider(tree);
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    readers = desk.engines().readers().observe(event -> display.asyncExec(this::refresh));
    refresh();
    again();
  }

  /** Transports and plug-ins do not tell when they come and go: they are looked at. */
  private void again() {
    tree.getControl()
        .getDisplay()
        .timerExec(
            PERIOD,
            () -> {
              if (!tree.getControl().isDisposed()) {
                if (tree.getControl().isVisible()) {
                  refresh();
                }
                again();
              }
            });
  }

  private void refresh() {
    if (tree.getControl().isDisposed()) {
      return;
    }
    Background.read(
        tree.getControl(), () -> LinkTree.of(desk.engines()), this::show, failure -> {});
  }

  private void show(LinkTree now) {
    if (now.equals(shown)) {
      return;
    }
    boolean first = shown.roots().isEmpty();
    shown = now;
    var expanded = tree.getExpandedElements();
    tree.getTree().setRedraw(false);
    tree.setInput(now);
    if (first) {
      tree.expandToLevel(2);
    } else {
      reopen(expanded);
    }
    tree.getTree().setRedraw(true);
  }

  /** Opens what was open, by its name, for what it says of itself may be another now. */
  private void reopen(Object[] before) {
    for (Object old : before) {
      for (LinkTree.Node root : shown.roots()) {
        open(root, old);
        root.children().forEach(child -> open(child, old));
      }
    }
  }

  private void open(LinkTree.Node node, Object old) {
    if (old instanceof LinkTree.Node was
        && was.kind() == node.kind()
        && was.name().equals(node.name())) {
      tree.setExpandedState(node, true);
    }
  }

  private static final class Content implements ITreeContentProvider {
    @Override
    public Object[] getElements(Object input) {
      return input instanceof LinkTree links ? links.roots().toArray() : new Object[0];
    }

    @Override
    public Object[] getChildren(Object parent) {
      return parent instanceof LinkTree.Node node ? node.children().toArray() : new Object[0];
    }

    @Override
    public @Nullable Object getParent(Object element) {
      return null;
    }

    @Override
    public boolean hasChildren(Object element) {
      return element instanceof LinkTree.Node node && !node.children().isEmpty();
    }
  }

  private static final class Labels extends LabelProvider implements IStyledLabelProvider {
    @Override
    public StyledString getStyledText(Object element) {
      if (!(element instanceof LinkTree.Node node)) {
        return new StyledString();
      }
      var name =
          new StyledString(
              node.name(),
              node.kind() == LinkTree.Kind.NOTE ? StyledString.QUALIFIER_STYLER : null);
      return node.detail().isEmpty()
          ? name
          : name.append("  " + node.detail(), StyledString.QUALIFIER_STYLER);
    }

    @Override
    public @Nullable Image getImage(Object element) {
      if (!(element instanceof LinkTree.Node node)) {
        return null;
      }
      return switch (node.kind()) {
        case BRANCH -> Icons.image("folder");
        case TRANSPORT -> Icons.image("link");
        case SHADOWED -> Icons.image("link-shadowed");
        case FAULTY -> Icons.image("fault");
        case ENDPOINT -> Icons.image("module");
        case READER -> Icons.image("reader");
        case FLEET -> Icons.image("fleet");
        case PLUGIN -> Icons.image("plugin");
        case NOTE -> Icons.image("note");
      };
    }
  }

  @Override
  public void setFocus() {
    tree.getControl().setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    readers.close();
    super.dispose();
  }
}
