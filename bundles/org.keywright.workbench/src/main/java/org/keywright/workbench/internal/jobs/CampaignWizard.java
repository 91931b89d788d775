// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.ui.IWorkbenchWindow;
import org.keywright.engine.download.LoadMode;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.LoadPlan;

/** Asks which key goes into the modules of which device list, shows what would happen, begins. */
public final class CampaignWizard extends PlanWizard {
  private final LoadKeyPage key;
  private final DeviceListPage list;

  private CampaignWizard(
      IWorkbenchWindow window, Desk desk, KeySetTree tree, String keySet, int ref, String devices) {
    super(window, desk, "campaign");
    this.key = new LoadKeyPage(tree, keySet, ref, () -> plan().keyProblem());
    this.list =
        new DeviceListPage(
            "campaign.list",
            devices,
            () -> plan().targetProblem(),
            () -> {
              LoadPlan now = plan();
              return () -> now.look(desk);
            });
  }

  /** Asks, with what is known already. */
  public static void open(
      IWorkbenchWindow window, Desk desk, KeySetTree tree, String keySet, int ref, String devices) {
    new CampaignWizard(window, desk, tree, keySet, ref, devices).ask();
  }

  @Override
  protected void addChoices() {
    addPage(key);
    addPage(list);
  }

  @Override
  protected LoadPlan plan() {
    return new LoadPlan(
        key.keySet(),
        key.ref(),
        key.place(),
        key.replacing() ? LoadMode.REPLACE : LoadMode.NEW,
        list.targets(),
        list.parallel(),
        list.skipBad(),
        list.report());
  }

  @Override
  protected Optional<Path> report() {
    return list.report();
  }
}
