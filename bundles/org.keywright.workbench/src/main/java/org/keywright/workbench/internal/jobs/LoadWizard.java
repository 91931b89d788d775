// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import java.util.List;
import java.util.Optional;
import org.eclipse.ui.IWorkbenchWindow;
import org.keywright.engine.download.LoadMode;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.LoadPlan;

/** Asks which key goes into which modules that are named, shows what would happen, begins it. */
public final class LoadWizard extends PlanWizard {
  private final LoadKeyPage key;
  private final LoadTargetPage target;

  private LoadWizard(
      IWorkbenchWindow window,
      Desk desk,
      KeySetTree tree,
      String keySet,
      int ref,
      List<String> endpoints) {
    super(window, desk, "load");
    this.key = new LoadKeyPage(tree, keySet, ref, () -> plan().keyProblem());
    this.target = new LoadTargetPage(desk, endpoints, () -> plan().targetProblem());
  }

  /** Asks, with what is known already. */
  public static void open(
      IWorkbenchWindow window,
      Desk desk,
      KeySetTree tree,
      String keySet,
      int ref,
      List<String> endpoints) {
    new LoadWizard(window, desk, tree, keySet, ref, endpoints).ask();
  }

  @Override
  protected void addChoices() {
    addPage(key);
    addPage(target);
  }

  @Override
  protected LoadPlan plan() {
    return new LoadPlan(
        key.keySet(),
        key.ref(),
        key.place(),
        key.replacing() ? LoadMode.REPLACE : LoadMode.NEW,
        target.targets(),
        1,
        false,
        Optional.empty());
  }
}
