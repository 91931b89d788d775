// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.keywright.engine.download.LoadMode;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.LoadPlan;
import org.keywright.workbench.model.Statement;

/** Asks which key goes where, shows what would happen, and begins it. */
final class LoadWizard extends Wizard {
  private final IWorkbenchWindow window;
  private final Desk desk;
  private final LoadKeyPage key;
  private final LoadTargetPage target;
  private final LoadPreviewPage preview;

  private LoadWizard(
      IWorkbenchWindow window,
      Desk desk,
      KeySetTree tree,
      String keySet,
      int ref,
      List<String> endpoints) {
    this.window = window;
    this.desk = desk;
    this.key = new LoadKeyPage(tree, keySet, ref);
    this.target = new LoadTargetPage(desk, endpoints);
    this.preview = new LoadPreviewPage(desk, this::plan);
    setWindowTitle(text("load.title"));
  }

  /** Asks, with what is known already. */
  static void open(
      IWorkbenchWindow window,
      Desk desk,
      KeySetTree tree,
      String keySet,
      int ref,
      List<String> endpoints) {
    var wizard = new LoadWizard(window, desk, tree, keySet, ref, endpoints);
    var dialog = new WizardDialog(window.getShell(), wizard);
    dialog.setPageSize(620, 360);
    dialog.setHelpAvailable(false);
    dialog.open();
  }

  @Override
  public void addPages() {
    addPage(key);
    addPage(target);
    addPage(preview);
  }

  /** What is chosen now. */
  private LoadPlan plan() {
    return new LoadPlan(
        key.keySet(),
        key.ref(),
        key.place(),
        key.replacing() ? LoadMode.REPLACE : LoadMode.NEW,
        target.targets(),
        target.parallel(),
        target.skipBad(),
        target.report());
  }

  /** What is missing of the key and its place, as far as the modules let one tell. */
  Optional<String> keyProblem() {
    return plan().keyProblem();
  }

  @Override
  public boolean canFinish() {
    IWizardPage page = getContainer().getCurrentPage();
    return page == preview && preview.isPageComplete();
  }

  @Override
  public boolean performFinish() {
    Statement statement = plan().statement();
    try {
      window.getActivePage().showView(Ids.JOBS);
    } catch (PartInitException e) {
      throw new IllegalStateException("the jobs cannot be shown", e);
    }
    var acts = new VaultActs(window);
    Background.act(
        window.getShell(),
        text("load.title"),
        () -> desk.perform(statement),
        done -> acts.report(done, "load.title"),
        failure -> {});
    return true;
  }
}
