// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.KeyState;
import org.keywright.engine.pairing.Pairings;
import org.keywright.protocol.SerialNumber;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingUnitState;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the centre knows of estates, modules and hosts, and what it allows. */
@Component
@CommandScope(
    scope = "pair",
    commands = {"estates", "limit", "modules", "hosts"})
public final class PairRegisterCommands implements CommandGroup {
  private final Pairings pairings;
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public PairRegisterCommands(@Reference Pairings pairings, @Reference Vaults vaults) {
    this.pairings = pairings;
    this.vaults = vaults;
  }

  record Estate(
      String estate,
      String suite,
      int places,
      int hosts,
      int newHosts,
      long days,
      String moduleRoots,
      String cryptogramKeys,
      String hostRoots) {}

  record Limited(String estate, int hosts, int newHosts, long days) implements Outcome {
    @Override
    public String sentence() {
      return "Estate %s: at most %d hosts for each module, %d new ones within %d days"
          .formatted(estate, hosts, newHosts, days);
    }
  }

  record Module(
      String module,
      String estate,
      PairingUnitState state,
      int generation,
      int places,
      int hosts,
      long seen,
      Optional<Long> given,
      Instant made) {
    static Module of(PairingModule module) {
      return new Module(
          module.id(),
          module.estate(),
          module.state(),
          module.generation(),
          module.places(),
          module.hosts(),
          module.seen(),
          module.given().isPresent() ? Optional.of(module.given().getAsLong()) : Optional.empty(),
          module.created());
    }
  }

  record Host(
      String host,
      String estate,
      PairingUnitState state,
      int generation,
      int keyGeneration,
      Instant made) {
    static Host of(PairingHost host) {
      return new Host(
          host.id(),
          host.estate(),
          host.state(),
          host.generation(),
          host.keyGeneration(),
          host.created());
    }
  }

  /** Lists estates. */
  @Command(
      value = "Lists the estates: what the centre allows, and which generations are in use.",
      example = "pair:estates")
  public List<Estate> estates() throws VaultException {
    Vault vault = vaults.require();
    var rows = new ArrayList<Estate>();
    for (PairingEstate estate : vault.pairings().estates()) {
      rows.add(
          new Estate(
              estate.name(),
              new SuiteId(estate.suite()).toString(),
              estate.places(),
              estate.limits().hosts(),
              estate.limits().newHosts(),
              estate.limits().period().toDays(),
              generations(vault, RootPurpose.PAIRING_MODULE_ROOT, estate),
              generations(vault, RootPurpose.CY_KEY, estate),
              generations(vault, RootPurpose.HOST_ROOT, estate)));
    }
    return rows;
  }

  private static String generations(Vault vault, RootPurpose purpose, PairingEstate estate)
      throws VaultException {
    return vault.roots().generations(purpose, estate.name()).stream()
        .filter(root -> root.state() == KeyState.ACTIVE)
        .map(RootKey::generation)
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  /** Changes what the centre allows. */
  @Command(
      value = "Changes how many hosts the centre allows the modules of an estate.",
      example = "pair:limit pay-tv --hosts 6 --new-hosts 3 --days 60")
  public Limited limit(
      @Argument(value = "ESTATE", description = "the estate", values = "estate") String estate,
      @Option(
              value = "--hosts",
              argument = "N",
              description = "how many hosts a module; otherwise as it is")
          Optional<Integer> hosts,
      @Option(
              value = "--new-hosts",
              argument = "N",
              description = "how many of them may be new within a period; otherwise as it is")
          Optional<Integer> newHosts,
      @Option(value = "--days", argument = "N", description = "that period; otherwise as it is")
          Optional<Integer> days,
      Console console)
      throws VaultException, CommandException {
    PairingEstate.Limits before = vaults.require().pairings().requireEstate(estate).limits();
    PairingEstate.Limits after;
    try {
      after =
          new PairingEstate.Limits(
              hosts.orElse(before.hosts()),
              newHosts.orElse(before.newHosts()),
              days.map(Duration::ofDays).orElse(before.period()));
    } catch (IllegalArgumentException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
    pairings.limit(console.actor(), estate, after);
    return new Limited(estate, after.hosts(), after.newHosts(), after.period().toDays());
  }

  /** Lists modules. */
  @Command(
      value = "Lists the modules that the centre knows, by identifier.",
      example = "pair:modules --after MS-100")
  public List<Module> modules(
      @Argument(value = "MSID", description = "only these", values = "module")
          List<SerialNumber> only,
      @Option(value = "--after", argument = "MSID", description = "goes on behind this one")
          Optional<SerialNumber> after,
      @Option(value = "--limit", argument = "N", description = "how many", otherwise = "20")
          int limit)
      throws VaultException {
    var register = vaults.require().pairings();
    if (only.isEmpty()) {
      return register.modules(text(after), limit).stream().map(Module::of).toList();
    }
    var rows = new ArrayList<Module>();
    for (SerialNumber id : only) {
      rows.add(
          register
              .module(id.toString())
              .map(Module::of)
              .orElseThrow(() -> new VaultException("the centre knows no module '" + id + "'")));
    }
    return rows;
  }

  /** Lists hosts. */
  @Command(
      value = "Lists the hosts that the centre knows, by identifier.",
      example = "pair:hosts --after MH-100")
  public List<Host> hosts(
      @Argument(value = "SN", description = "only these", values = "host") List<SerialNumber> only,
      @Option(value = "--after", argument = "SN", description = "goes on behind this one")
          Optional<SerialNumber> after,
      @Option(value = "--limit", argument = "N", description = "how many", otherwise = "20")
          int limit)
      throws VaultException {
    var register = vaults.require().pairings();
    if (only.isEmpty()) {
      return register.hosts(text(after), limit).stream().map(Host::of).toList();
    }
    var rows = new ArrayList<Host>();
    for (SerialNumber id : only) {
      rows.add(
          register
              .host(id.toString())
              .map(Host::of)
              .orElseThrow(() -> new VaultException("the centre knows no host '" + id + "'")));
    }
    return rows;
  }

  private static String text(Optional<SerialNumber> id) {
    return id.map(SerialNumber::toString).orElse("");
  }
}
