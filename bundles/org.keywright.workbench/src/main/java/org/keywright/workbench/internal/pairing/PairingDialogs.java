// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.pairing;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.keywright.transport.sim.Role;
import org.keywright.vault.Pairing;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingFinding;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.FormDialog;
import org.keywright.workbench.internal.FormDialog.Field;
import org.keywright.workbench.internal.ResultDialog;
import org.keywright.workbench.model.ContactPlan;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.PairingWords;
import org.keywright.workbench.model.Statement;

/** What people do at the centre, each a console command. */
final class PairingDialogs {
  private PairingDialogs() {}

  /** Closes a case with what was found. */
  static void resolve(Shell shell, Desk desk, PairingCase open) {
    new FormDialog(
            shell,
            desk,
            "pair:resolve",
            "resolve",
            List.of(Field.needed("found", "")),
            values ->
                Statement.of("pair:resolve")
                    .argument(open.number())
                    .option("--found", values.of("found")),
            done -> {})
        .open();
  }

  /** Revokes what a finding is about. */
  static void revoke(Shell shell, Desk desk, PairingFinding finding) {
    boolean host = finding.kind() == PairingFinding.Kind.TWO_HOSTS;
    revoke(
        shell,
        desk,
        host ? "host" : "module",
        finding.subject(),
        text("revoke.byfinding", Long.toString(finding.number()), PairingWords.kind(finding)));
  }

  /** Revokes a module, a host or a generation. */
  static void revoke(Shell shell, Desk desk, String kind, String subject, String reason) {
    withEstates(
        shell,
        desk,
        estates ->
            new FormDialog(
                    shell,
                    desk,
                    "pair:revoke",
                    "revoke",
                    List.of(
                        Field.choice("kind", List.of("module", "host", "generation"), kind),
                        Field.needed("subject", subject),
                        Field.choice("estate", estates, ""),
                        Field.needed("reason", reason)),
                    values ->
                        Statement.of("pair:revoke")
                            .argument(values.of("kind"))
                            .argument(values.of("subject"))
                            .option("--estate", values.of("estate"))
                            .option("--reason", values.of("reason")),
                    done -> {})
                .open());
  }

  /** Gives a pairing back without the module at hand. */
  static void release(Shell shell, Desk desk, Pairing pairing) {
    new FormDialog(
            shell,
            desk,
            "pair:release",
            "release",
            List.of(
                Field.needed("module", pairing.module()),
                Field.needed("host", pairing.host()),
                Field.needed("purpose", "")),
            values ->
                Statement.of("pair:release")
                    .option("--module", values.of("module"))
                    .option("--host", values.of("host"))
                    .option("--purpose", values.of("purpose")),
            done -> {})
        .open();
  }

  /** Asks a module for its table, with the counters as it proves them. */
  static void table(Shell shell, Desk desk, String module) {
    var units = desk.engines().simulator().units();
    new FormDialog(
            shell,
            desk,
            "pair:list",
            "table",
            List.of(
                Field.proposed("endpoint", ContactPlan.simulated(units, Role.MS), "sim:" + module)),
            values -> Statement.of("pair:list").argument(values.of("endpoint")),
            done ->
                shell
                    .getDisplay()
                    .asyncExec(() -> new ResultDialog(shell, "table", done.message()).open()))
        .open();
  }

  /** Makes an estate. */
  static void estate(Shell shell, Desk desk) {
    new FormDialog(
            shell,
            desk,
            "pair:estate",
            "estate",
            List.of(
                Field.needed("name", ""),
                Field.needed("places", "5"),
                Field.needed("digits", "8"),
                Field.needed("hosts", "8"),
                Field.needed("newhosts", "4"),
                Field.needed("days", "90")),
            values ->
                Statement.of("pair:estate")
                    .argument(values.of("name"))
                    .option("--places", values.of("places"))
                    .option("--digits", values.of("digits"))
                    .option("--hosts", values.of("hosts"))
                    .option("--new-hosts", values.of("newhosts"))
                    .option("--days", values.of("days")),
            done -> {})
        .open();
  }

  /** Gives blank modules and hosts their keys. */
  static void produce(Shell shell, Desk desk) {
    withEstates(
        shell,
        desk,
        estates ->
            new FormDialog(
                    shell,
                    desk,
                    "pair:produce",
                    "produce",
                    List.of(
                        Field.choice("estate", estates, ""),
                        Field.file("serials", ".csv"),
                        Field.optional("endpoint", "sim:{serial}"),
                        Field.optional("units", "")),
                    PairingDialogs::produced,
                    done -> {})
                .open());
  }

  private static Statement produced(FormDialog.Values values) {
    Statement produce = Statement.of("pair:produce").option("--estate", values.of("estate"));
    if (values.given("serials").isPresent()) {
      produce =
          produce
              .option("--serials", values.of("serials"))
              .option("--endpoint", values.given("endpoint"));
    }
    for (String unit : values.of("units").split("[\\s,]+", -1)) {
      produce = unit.isEmpty() ? produce : produce.argument(unit);
    }
    return produce;
  }

  /** Opens the centre for desks elsewhere. */
  static void open(Shell shell, Desk desk) {
    new FormDialog(
            shell,
            desk,
            "pair:central",
            "centre",
            List.of(Field.needed("port", "7800"), Field.optional("bind", "")),
            values ->
                Statement.of("pair:central")
                    .argument("start")
                    .option("--port", values.of("port"))
                    .option("--bind", values.given("bind")),
            done -> MessageDialog.openInformation(shell, text("centre.title"), done.message()))
        .open();
  }

  private static void withEstates(Shell shell, Desk desk, Consumer<List<String>> then) {
    Background.read(
        shell,
        () ->
            desk.vault().isEmpty()
                ? List.<String>of()
                : desk.vault().get().pairings().estates().stream()
                    .map(PairingEstate::name)
                    .toList(),
        then,
        failure -> MessageDialog.openError(shell, text("app.name"), Failures.line(failure)));
  }
}
