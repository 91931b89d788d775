// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import static org.keywright.workbench.model.Texts.text;

import java.util.function.Supplier;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.Plan;
import org.keywright.workbench.model.Preview;
import org.keywright.workbench.model.Statement;

/** What would happen: the key, the modules, each step, and what is to be minded. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class PreviewPage extends WizardPage {
  private static final int SHOWN = 100;

  private final Desk desk;
  private final Supplier<? extends Plan> plan;
  private final String which;
  private Tree tree;
  private Text statement;

  PreviewPage(Desk desk, Supplier<? extends Plan> plan, String which) {
    super("preview");
    this.desk = desk;
    this.plan = plan;
    this.which = which;
    setTitle(text("load.page.preview"));
    setDescription(text("load.page.preview.hint"));
    setPageComplete(false);
  }

  @Override
  public void createControl(Composite parent) {
    var body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(8, 8).applyTo(body);
    tree = new Tree(body, SWT.BORDER);
    GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(560, 240).applyTo(tree);
    new Label(body, SWT.NONE).setText(text("act.statement"));
    statement = new Text(body, SWT.READ_ONLY | SWT.SINGLE | SWT.BORDER);
    statement.setFont(JFaceResources.getTextFont());
    GridDataFactory.fillDefaults().grab(true, false).applyTo(statement);
    setControl(body);
  }

  @Override
  public void setVisible(boolean visible) {
    super.setVisible(visible);
    if (visible) {
      look();
    }
  }

  private void look() {
    Plan now = plan.get();
    statement.setText(String.join("; ", now.statements().stream().map(Statement::text).toList()));
    setPageComplete(false);
    setErrorMessage(null);
    setMessage(text("load.looking"));
    tree.removeAll();
    Background.read(
        tree,
        () -> now.preview(desk),
        this::show,
        failure -> {
          setMessage(null);
          setErrorMessage(Failures.line(failure));
        });
  }

  private void show(Preview preview) {
    setMessage(null);
    tree.removeAll();
    if (!preview.cautions().isEmpty()) {
      TreeItem minded = item(tree, text("load.minded"), "warning");
      preview.cautions().forEach(words -> item(minded, words));
      minded.setExpanded(true);
    }
    item(item(tree, text(which), "key"), preview.what()).getParentItem().setExpanded(true);
    TreeItem modules = item(tree, text("load.modules", preview.modules()), "module");
    preview.targets().stream().limit(SHOWN).forEach(words -> item(modules, words));
    if (preview.targets().size() > SHOWN) {
      item(modules, text("links.more", preview.targets().size() - SHOWN));
    }
    modules.setExpanded(preview.targets().size() <= 5);
    TreeItem steps = item(tree, text("load.steps"), "jobs");
    for (int i = 0; i < preview.steps().size(); i++) {
      item(steps, (i + 1) + ".  " + preview.steps().get(i));
    }
    steps.setExpanded(true);
    setPageComplete(preview.modules() > 0);
    getContainer().updateButtons();
  }

  private static TreeItem item(Tree tree, String words, String icon) {
    var item = new TreeItem(tree, SWT.NONE);
    item.setText(words);
    Image image = Icons.image(icon);
    item.setImage(image);
    return item;
  }

  private static TreeItem item(TreeItem parent, String words) {
    var item = new TreeItem(parent, SWT.NONE);
    item.setText(words);
    return item;
  }
}
