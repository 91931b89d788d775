// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.IToolTipProvider;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.LinkTree;
import org.keywright.workbench.model.Watch;

/** Transports, readers, networks, fleets and plug-ins; what comes and goes shows by itself. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class LinksView extends ViewPart implements Revealing {
  private static final int PERIOD = 2000;

  /** What is not looked for by its name. */
  private static final Set<LinkTree.Kind> REST =
      EnumSet.of(LinkTree.Kind.BRANCH, LinkTree.Kind.PART, LinkTree.Kind.NOTE);

  private TreeViewer tree;
  private Refresh<LinkTree> refresh;
  private LinkTree shown = LinkTree.EMPTY;
  private String wanted = "";
  private Watch watch = () -> {};

  /** Made by the platform. */
  public LinksView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    Desk desk = getSite().getService(Desk.class);
    tree = new TreeViewer(parent, SWT.MULTI | SWT.H_SCROLL | SWT.V_SCROLL);
    tree.setContentProvider(new Content());
    tree.setLabelProvider(new DelegatingStyledCellLabelProvider(new Labels()));
    tree.setUseHashlookup(true);
    ColumnViewerToolTipSupport.enableFor(tree);
    var menu = new MenuManager();
    tree.getControl().setMenu(menu.createContextMenu(tree.getControl()));
    getSite().registerContextMenu(menu, tree);
    Colours.follow(tree);
    Dragging.from(tree.getControl(), desk, tree);
    Dropping.load(tree.getControl(), getSite(), item -> Optional.ofNullable(item.getData()));
    getSite().setSelectionProvider(tree);
    refresh = new Refresh<>(tree.getControl(), desk.links()::tree, this::show, failure -> {});
    watch = desk.links().observe(refresh::soon);
    refresh.now();
    Later.every(tree.getControl(), PERIOD, this::again);
  }

  /** How many links are open is told by nobody, as that may change a thousand times a second. */
  private void again() {
    if (tree.getControl().isVisible()) {
      refresh.now();
    }
  }

  /** Chooses an endpoint, a transport or a plug-in in the tree. */
  @Override
  public void reveal(String name) {
    wanted = name;
    choose();
  }

  private void choose() {
    shown.roots().stream()
        .flatMap(LinkTree.Node::all)
        .filter(node -> node.name().equals(wanted) && !REST.contains(node.kind()))
        .findFirst()
        .ifPresent(
            node -> {
              wanted = "";
              shown.roots().stream()
                  .flatMap(LinkTree.Node::all)
                  .filter(parent -> parent.all().anyMatch(node::equals))
                  .forEach(parent -> tree.setExpandedState(parent, true));
              tree.setSelection(new StructuredSelection(node), true);
            });
  }

  private void show(LinkTree now) {
    if (now.equals(shown)) {
      return;
    }
    boolean first = shown.roots().isEmpty();
    var expanded = tree.getExpandedElements();
    var chosen = tree.getStructuredSelection().toArray();
    shown = now;
    tree.getTree().setRedraw(false);
    tree.setInput(now);
    if (first) {
      tree.expandToLevel(2);
    } else {
      tree.setExpandedElements(again(expanded));
      tree.setSelection(new StructuredSelection(again(chosen)));
    }
    tree.getTree().setRedraw(true);
    choose();
  }

  /** The same things as they stand now, for what is said of them may be another. */
  private Object[] again(Object[] before) {
    return shown.roots().stream()
        .flatMap(LinkTree.Node::all)
        .filter(
            node ->
                Arrays.stream(before)
                    .anyMatch(old -> old instanceof LinkTree.Node was && was.sameAs(node)))
        .toArray();
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

  private static final class Labels extends LabelProvider
      implements IStyledLabelProvider, IToolTipProvider {
    /** The reason that a line has no room for. */
    @Override
    public @Nullable String getToolTipText(Object element) {
      return element instanceof LinkTree.Node node && !node.detail().isEmpty()
          ? node.name() + "\n" + node.detail()
          : null;
    }

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
        case NETWORK -> Icons.image("network");
        case FLEET -> Icons.image("fleet");
        case PLUGIN -> Icons.image("plugin");
        case PLUGIN_IDLE -> Icons.image("plugin-idle");
        case PART -> Icons.image("part");
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
    super.dispose();
  }
}
