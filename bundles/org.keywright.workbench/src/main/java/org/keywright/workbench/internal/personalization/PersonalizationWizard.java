// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.personalization;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.ui.IWorkbenchWindow;
import org.keywright.engine.download.DeviceLists;
import org.keywright.workbench.internal.jobs.DeviceListPage;
import org.keywright.workbench.internal.jobs.PlanWizard;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.PersonalizationPlan;

/** Asks which unit personalizes the modules of which list, shows what would happen, begins it. */
final class PersonalizationWizard extends PlanWizard {
  private final UnitPage unit;
  private final DeviceListPage list;
  private final DeviceLists lists;

  private PersonalizationWizard(IWorkbenchWindow window, Desk desk, List<String> units) {
    super(window, desk, "personalize");
    this.lists = window.getService(DeviceLists.class);
    this.unit = new UnitPage(units);
    this.list =
        new DeviceListPage(
            "personalize.list",
            "",
            () -> plan().problem(),
            () -> {
              PersonalizationPlan now = plan();
              return now::look;
            });
  }

  static void open(IWorkbenchWindow window, Desk desk, List<String> units) {
    new PersonalizationWizard(window, desk, units).ask();
  }

  @Override
  protected void addChoices() {
    addPage(unit);
    addPage(list);
  }

  @Override
  protected PersonalizationPlan plan() {
    return new PersonalizationPlan(
        lists,
        unit.unit(),
        list.targets(),
        unit.orders(),
        unit.act(),
        list.parallel(),
        list.skipBad(),
        list.report());
  }

  @Override
  protected Optional<Path> report() {
    return list.report();
  }
}
