// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.part.ViewPart;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Fact;
import org.keywright.workbench.model.FactSheet;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.Watch;

/** What is known of whatever is chosen in the part in front; nothing of it is a secret. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class PropertiesView extends ViewPart {
  private final ISelectionListener choosing = this::chosen;
  private final IPartListener2 coming =
      new IPartListener2() {
        @Override
        public void partActivated(IWorkbenchPartReference reference) {
          comes(reference.getPart(false));
        }

        @Override
        public void partClosed(IWorkbenchPartReference reference) {
          goes(reference.getPart(false));
        }
      };
  private Desk desk;
  private Label title;
  private Label hint;
  private Tree facts;
  private Refresh<FactSheet> refresh;
  private volatile Optional<Object> subject = Optional.empty();
  private Optional<IWorkbenchPart> source = Optional.empty();
  private FactSheet shown = FactSheet.EMPTY;
  private Watch vault = () -> {};
  private Watch links = () -> {};

  /** Made by the platform. */
  public PropertiesView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    var all = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(all);
    title = new Label(all, SWT.NONE);
    title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
    GridDataFactory.fillDefaults().grab(true, false).indent(8, 4).applyTo(title);
    hint = new Label(all, SWT.WRAP);
    Colours.faint(hint);
    GridDataFactory.fillDefaults().grab(true, false).indent(8, 0).applyTo(hint);
    facts = new Tree(all, SWT.MULTI | SWT.FULL_SELECTION);
    facts.setHeaderVisible(true);
    column("facts.property", 190);
    column("facts.value", 420);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(facts);
    actions();
    refresh =
        new Refresh<>(
            facts,
            () -> subject.isPresent() ? FactSheet.of(desk, subject.get()) : FactSheet.EMPTY,
            this::show,
            this::failed);
    vault = desk.observe(refresh::soon);
    links = desk.links().observe(refresh::soon);
    var page = getSite().getPage();
    page.addSelectionListener(choosing);
    page.addPartListener(coming);
    show(FactSheet.EMPTY);
    // No part is in front while this one comes there, but what was chosen is known still.
    Optional<IWorkbenchPart> editor = Optional.ofNullable(page.getActiveEditor());
    subject = Selections.first(page.getSelection()).or(() -> editor.flatMap(Selections::input));
    source = editor.filter(each -> Selections.offered(each).equals(subject));
    refresh.now();
  }

  private void column(String key, int width) {
    var column = new TreeColumn(facts, SWT.NONE);
    column.setText(text(key));
    column.setWidth(width);
  }

  private void actions() {
    var bars = getViewSite().getActionBars();
    var all =
        new Action(text("facts.copy"), Icons.descriptor("copy")) {
          @Override
          public void run() {
            copy(shown.text());
          }
        };
    all.setToolTipText(text("facts.copy"));
    bars.getToolBarManager().add(all);
    bars.setGlobalActionHandler(
        ActionFactory.COPY.getId(),
        new Action() {
          @Override
          public void run() {
            copyChosen();
          }
        });
  }

  private void copyChosen() {
    copy(
        Arrays.stream(facts.getSelection())
            .map(item -> FactSheet.line(new Fact(item.getText(0), item.getText(1))).strip())
            .collect(Collectors.joining("\n")));
  }

  private void copy(String words) {
    if (words.isBlank()) {
      return;
    }
    var clipboard = new Clipboard(facts.getDisplay());
    clipboard.setContents(new Object[] {words}, new Transfer[] {TextTransfer.getInstance()});
    clipboard.dispose();
  }

  private void comes(@Nullable IWorkbenchPart part) {
    if (part != null
        && (part.getSite().getSelectionProvider() != null || Selections.input(part).isPresent())) {
      take(part, Selections.offered(part));
    }
  }

  /** What was chosen in a part goes with it. */
  private void goes(@Nullable IWorkbenchPart part) {
    if (part != null && source.filter(part::equals).isPresent()) {
      source = Optional.empty();
      subject = Optional.empty();
      refresh.now();
    }
  }

  private void chosen(IWorkbenchPart part, ISelection selection) {
    take(part, Selections.first(selection).or(() -> Selections.input(part)));
  }

  private void take(IWorkbenchPart part, Optional<Object> chosen) {
    if (part != this) {
      source = Optional.of(part);
      subject = chosen;
      refresh.now();
    }
  }

  private void show(FactSheet sheet) {
    boolean same = sheet.title().equals(shown.title());
    int top = same && facts.getTopItem() != null ? position(facts.getTopItem()) : 0;
    shown = sheet;
    title.setText(sheet.title());
    hint.setText(text(subject.isEmpty() ? "facts.choose" : "facts.none"));
    facts.setRedraw(false);
    facts.removeAll();
    for (FactSheet.Group group : sheet.groups()) {
      var heading = new TreeItem(facts, SWT.NONE);
      heading.setText(group.title());
      heading.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
      group
          .facts()
          .forEach(
              fact ->
                  new TreeItem(heading, SWT.NONE)
                      .setText(new String[] {fact.name(), fact.value()}));
      heading.setExpanded(true);
    }
    facts.setRedraw(true);
    if (top > 0 && top < facts.getItemCount()) {
      facts.setTopItem(facts.getItem(top));
    }
    boolean any = !sheet.groups().isEmpty();
    Layouts.show(title, !sheet.title().isEmpty());
    Layouts.showOnly(any, facts, hint);
  }

  private int position(TreeItem item) {
    TreeItem root = item.getParentItem() == null ? item : item.getParentItem();
    return facts.indexOf(root);
  }

  private void failed(Exception why) {
    show(FactSheet.EMPTY);
    hint.setText(Failures.line(why));
  }

  @Override
  public void setFocus() {
    (facts.getVisible() ? facts : facts.getParent()).setFocus();
  }

  @Override
  public void dispose() {
    var page = getSite().getPage();
    page.removeSelectionListener(choosing);
    page.removePartListener(coming);
    vault.close();
    links.close();
    super.dispose();
  }
}
