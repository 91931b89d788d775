// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.engine.JobException;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.DeviceListSummary;
import org.keywright.engine.download.DeviceLists;
import org.keywright.vault.VaultException;

/**
 * A personalization of the modules of a device list over their local links, as it is put together.
 *
 * @param lists looks through device lists
 * @param unit the personalization unit's name, or empty
 * @param list the device list
 * @param orders whether a work order is made for each module before
 * @param act whether the user's act is given over the link
 * @param parallel how many modules at a time
 * @param skipBad whether lines with faults are left out
 * @param report where the report goes, if anywhere
 */
public record PersonalizationPlan(
    DeviceLists lists,
    String unit,
    LoadPlan.Listed list,
    boolean orders,
    boolean act,
    int parallel,
    boolean skipBad,
    Optional<Path> report)
    implements Plan {
  /** What is missing or wrong, but for what is in the list; empty if nothing is. */
  public Optional<String> problem() {
    if (unit.isBlank()) {
      return Optional.of(Texts.text("personalize.nounit"));
    }
    if (list.devices().isBlank()) {
      return Optional.of(Texts.text("load.nolist"));
    }
    if (!Files.isRegularFile(Path.of(list.devices().strip()))) {
      return Optional.of(Texts.text("file.missing", list.devices()));
    }
    try {
      Statement.given(list.where()).ifPresent(CampaignOrder.ColumnFilter::parse);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<Statement> statements() {
    var statements = new ArrayList<Statement>();
    if (orders) {
      statements.add(
          Statement.of("perso:order")
              .argument(unit)
              .option("--devices", list.devices().strip())
              .option("--where", Statement.given(list.where())));
    }
    statements.add(
        Statement.of("perso:campaign")
            .option("--unit", unit)
            .option("--devices", list.devices().strip())
            .option("--endpoint", Statement.given(list.endpoint()))
            .option("--where", Statement.given(list.where()))
            .flag("--act", act)
            .option("--parallel", parallel)
            .flag("--skip-bad", skipBad)
            .option("--report", report));
    return List.copyOf(statements);
  }

  /**
   * Looks through the device list, without starting anything.
   *
   * @throws JobException if it cannot be read, its header is wrong, or no line is good and meant
   */
  public DeviceListSummary look() throws JobException {
    return lists
        .check(
            new CampaignOrder(
                Path.of(list.devices().strip()),
                parallel,
                true,
                Statement.given(list.endpoint()),
                Statement.given(list.where()).map(CampaignOrder.ColumnFilter::parse),
                Optional.empty(),
                Optional.empty()))
        .summary();
  }

  @Override
  public Preview preview(Desk desk) throws VaultException, JobException {
    desk.requireVault();
    DeviceListSummary found = look();
    var cautions = new ArrayList<String>();
    if (found.faultCount() > 0) {
      cautions.add(Texts.text("load.faults", found.faultCount()));
    }
    if (!orders) {
      cautions.add(Texts.text("personalize.needsorders"));
    }
    var targets = new ArrayList<String>();
    targets.add(
        Texts.text(
            "load.listed", found.devices(), String.valueOf(Path.of(list.devices()).getFileName())));
    if (found.filteredOut() > 0) {
      targets.add(Texts.text("load.filtered", found.filteredOut(), list.where()));
    }
    Statement.given(list.endpoint())
        .ifPresent(where -> targets.add(Texts.text("load.reached", where)));
    return new Preview(
        Texts.text("personalize.by", unit), found.devices(), targets, steps(), cautions);
  }

  private List<String> steps() {
    return List.of(
        Texts.text(orders ? "personalize.step.order" : "personalize.step.ordered"),
        Texts.text(act ? "personalize.step.act" : "personalize.step.acted"),
        Texts.text("personalize.step.prove"),
        Texts.text("personalize.step.key"),
        Texts.text("personalize.step.certify", unit),
        Texts.text("personalize.step.use"));
  }
}
