// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Transports;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.vault.VaultException;

/**
 * A module and a host that are to be brought together.
 *
 * @param module where the module is, as it is written
 * @param host where the host is
 * @param coded whether the centre gives the code that may be needed; else the contact ends there
 */
public record ContactPlan(String module, String host, boolean coded) implements Plan {
  /** What is missing or wrong; empty if nothing is. */
  public Optional<String> problem() {
    if (module.isBlank()) {
      return Optional.of(Texts.text("contact.nomodule"));
    }
    if (host.isBlank()) {
      return Optional.of(Texts.text("contact.nohost"));
    }
    try {
      Endpoint.parse(module.strip());
      Endpoint.parse(host.strip());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Where the simulated units of a role are. */
  public static List<String> simulated(List<SimulatedUnit> units, Role role) {
    return units.stream()
        .filter(unit -> unit.role() == role)
        .map(unit -> "sim:" + unit.name())
        .toList();
  }

  @Override
  public List<Statement> statements() {
    Statement contact =
        Statement.of("pair:contact").argument(module.strip()).argument(host.strip());
    return List.of(coded ? contact : contact.option("--codes", "none"));
  }

  @Override
  public Preview preview(Desk desk) throws VaultException {
    desk.requireVault();
    var cautions = new ArrayList<String>();
    for (String endpoint : List.of(module.strip(), host.strip())) {
      if (missing(desk.engines().transports(), endpoint)) {
        cautions.add(Texts.text("contact.unseen", endpoint));
      }
    }
    return new Preview(
        Texts.text("contact.both", module.strip(), host.strip()),
        1,
        List.of(module.strip(), host.strip()),
        List.of(
            Texts.text("contact.step.hello"),
            Texts.text("contact.step.cryptogram"),
            Texts.text("contact.step.code"),
            Texts.text(coded ? "contact.step.centre" : "contact.step.ends"),
            Texts.text("contact.step.place"),
            Texts.text("contact.step.verify")),
        cautions);
  }

  /** Whether a unit that would be in this process is not there. */
  private static boolean missing(Transports transports, String endpoint) {
    return endpoint.startsWith("sim:")
        && transports.endpoints().stream().noneMatch(each -> each.toString().equals(endpoint));
  }
}
