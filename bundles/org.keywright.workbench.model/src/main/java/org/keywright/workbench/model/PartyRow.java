// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * A manufacturer, a personalization unit or a central system of the open vault, and what has
 * happened at it since it listens.
 *
 * @param kind which of them
 * @param name its name
 * @param address where it listens, if it does
 * @param connected how many are connected now
 * @param good modules that were personalized, or admitted
 * @param refused what was refused
 * @param failed connections whose other end did not prove its name
 */
public record PartyRow(
    Kind kind,
    String name,
    Optional<String> address,
    int connected,
    long good,
    long refused,
    long failed) {
  /** Which of them. */
  public enum Kind {
    /** Certifies personalization units, and gives modules their identity; it never listens. */
    MANUFACTURER("perso:manufacturer", RootPurpose.MANUFACTURER),
    /** PU: certifies the keys that modules make. */
    UNIT("perso:unit", RootPurpose.PERSONALIZATION_UNIT),
    /** CS: with whom modules work once they are in operation. */
    CENTRAL("perso:central", RootPurpose.CENTRAL_SYSTEM);

    private final String command;
    private final RootPurpose purpose;

    Kind(String command, RootPurpose purpose) {
      this.command = command;
      this.purpose = purpose;
    }

    /** The console's command. */
    public String command() {
      return command;
    }
  }

  /** Whether it listens. */
  public boolean listens() {
    return address.isPresent();
  }

  /** Whether it could listen. */
  public boolean serves() {
    return kind != Kind.MANUFACTURER;
  }

  /** The names of the vault's parties of a kind. */
  public static List<String> names(Vault vault, Kind kind) throws VaultException {
    return vault.roots().all().stream()
        .filter(root -> root.purpose() == kind.purpose)
        .map(RootKey::name)
        .distinct()
        .toList();
  }

  /** All of a vault, in the order of the work, as they are now. */
  public static List<PartyRow> all(
      Vault vault, List<PersonalizationServer> units, List<CentralServer> centrals)
      throws VaultException {
    var rows = new ArrayList<PartyRow>();
    names(vault, Kind.MANUFACTURER).forEach(name -> rows.add(silent(Kind.MANUFACTURER, name)));
    for (String name : names(vault, Kind.UNIT)) {
      rows.add(
          units.stream()
              .filter(server -> server.unit().equals(name))
              .findFirst()
              .map(PartyRow::of)
              .orElseGet(() -> silent(Kind.UNIT, name)));
    }
    for (String name : names(vault, Kind.CENTRAL)) {
      rows.add(
          centrals.stream()
              .filter(server -> server.central().equals(name))
              .findFirst()
              .map(PartyRow::of)
              .orElseGet(() -> silent(Kind.CENTRAL, name)));
    }
    return List.copyOf(rows);
  }

  private static PartyRow silent(Kind kind, String name) {
    return new PartyRow(kind, name, Optional.empty(), 0, 0, 0, 0);
  }

  private static PartyRow of(PersonalizationServer server) {
    var counts = server.counts();
    return new PartyRow(
        Kind.UNIT,
        server.unit(),
        Optional.of(written(server.address())),
        counts.connections(),
        counts.active(),
        counts.refused(),
        counts.failedHandshakes());
  }

  private static PartyRow of(CentralServer server) {
    var counts = server.counts();
    return new PartyRow(
        Kind.CENTRAL,
        server.central(),
        Optional.of(written(server.address())),
        counts.connections(),
        counts.admitted(),
        counts.refused(),
        counts.failedHandshakes());
  }

  /** Where a server listens. */
  static String written(InetSocketAddress at) {
    String host = at.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort();
  }

  /** The act of having it listen, by its name in the log. */
  public String act() {
    return kind.command + " start";
  }

  /** The statement that has it listen. */
  public Statement start(String port, Optional<String> bind, Optional<String> reached) {
    Statement start =
        Statement.of(kind.command)
            .argument("start")
            .argument(name)
            .option("--port", port)
            .option("--bind", bind);
    return kind == Kind.UNIT ? start.option("--address", reached) : start;
  }

  /** The statement that ends that. */
  public Statement stop() {
    return Statement.of(kind.command).argument("stop").argument(name);
  }
}
