// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.Pairing;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingRegister.HostColumn;
import org.keywright.vault.PairingRegister.ModuleColumn;
import org.keywright.vault.PairingUnitState;
import org.keywright.vault.Sorting;
import org.keywright.vault.VaultException;

/** The rows of estates, modules, hosts and pairings, each under a mark over all of it. */
final class PairingUnitRows {
  private static final long NONE = -1;
  private static final RowOrder.Field<PairingModule> MODULE =
      new RowOrder.Field<>("id", PairingModule::id);
  private static final RowOrder<ModuleColumn, PairingModule> MODULES =
      new RowOrder<>(
          "pairing_module",
          Map.of(
              ModuleColumn.ID, MODULE,
              ModuleColumn.ESTATE, new RowOrder.Field<>("estate", PairingModule::estate),
              ModuleColumn.STATE, new RowOrder.Field<>("state", PairingModule::state),
              ModuleColumn.HOSTS, new RowOrder.Field<>("hosts", PairingModule::hosts),
              ModuleColumn.SEEN, new RowOrder.Field<>("seen", PairingModule::seen),
              ModuleColumn.GENERATION,
                  new RowOrder.Field<>("generation", PairingModule::generation),
              ModuleColumn.CREATED, new RowOrder.Field<>("created", PairingModule::created)),
          List.of(MODULE));
  private static final RowOrder.Field<PairingHost> HOST =
      new RowOrder.Field<>("id", PairingHost::id);
  private static final RowOrder<HostColumn, PairingHost> HOSTS =
      new RowOrder<>(
          "pairing_host",
          Map.of(
              HostColumn.ID, HOST,
              HostColumn.ESTATE, new RowOrder.Field<>("estate", PairingHost::estate),
              HostColumn.STATE, new RowOrder.Field<>("state", PairingHost::state),
              HostColumn.GENERATION, new RowOrder.Field<>("generation", PairingHost::generation),
              HostColumn.KEY_GENERATION,
                  new RowOrder.Field<>("key_generation", PairingHost::keyGeneration),
              HostColumn.CREATED, new RowOrder.Field<>("created", PairingHost::created)),
          List.of(HOST));

  private final Seals seals;

  PairingUnitRows(Seals seals) {
    this.seals = seals;
  }

  /** Estates. */
  void insert(Session session, PairingEstate estate) throws SQLException, VaultException {
    session.update(
        "INSERT INTO pairing_estate (name, suite, policy, places, most_hosts, most_new_hosts,"
            + " period, created, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        estate.name(),
        estate.suite(),
        estate.policy(),
        estate.places(),
        estate.limits().hosts(),
        estate.limits().newHosts(),
        estate.limits().period().toSeconds(),
        estate.created(),
        seals.mark(identity(estate)));
  }

  void update(Session session, PairingEstate estate) throws SQLException, VaultException {
    session.update(
        "UPDATE pairing_estate SET most_hosts = ?, most_new_hosts = ?, period = ?, seal = ?"
            + " WHERE name = ?",
        estate.limits().hosts(),
        estate.limits().newHosts(),
        estate.limits().period().toSeconds(),
        seals.mark(identity(estate)),
        estate.name());
  }

  List<PairingEstate> estates(Session session) throws SQLException, VaultException {
    return session.list("SELECT * FROM pairing_estate ORDER BY name", this::estate);
  }

  Optional<PairingEstate> estate(Session session, String name) throws SQLException, VaultException {
    return session.first("SELECT * FROM pairing_estate WHERE name = ?", this::estate, name);
  }

  private Lv identity(PairingEstate estate) {
    return seals
        .identity("pairing_estate")
        .add(estate.name())
        .add(estate.suite())
        .add(estate.policy())
        .add(estate.places())
        .add(estate.limits().hosts())
        .add(estate.limits().newHosts())
        .add(estate.limits().period().toSeconds())
        .add(Moments.nanos(estate.created()));
  }

  private PairingEstate estate(Row row) throws SQLException, VaultException {
    PairingEstate.Limits limits;
    try {
      limits =
          new PairingEstate.Limits(
              row.integer("most_hosts"),
              row.integer("most_new_hosts"),
              Duration.ofSeconds(row.number("period")));
    } catch (IllegalArgumentException e) {
      throw row.damaged("most_hosts", e);
    }
    var estate =
        new PairingEstate(
            row.text("name"),
            row.integer("suite"),
            row.bytes("policy"),
            row.integer("places"),
            limits,
            row.instant("created"));
    seals.requireMarked(identity(estate), row.bytes("seal"), "the estate " + estate.name());
    return estate;
  }

  /** Adds a module; returns whether it was not there before. */
  boolean insert(Session session, PairingModule module) throws SQLException, VaultException {
    int changed =
        session.update(
            "INSERT INTO pairing_module (id, estate, root_generation, generation, state, places,"
                + " policy, seen, given, hosts, orders, created, seal)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (id) DO NOTHING",
            module.id(),
            module.estate(),
            module.rootGeneration(),
            module.generation(),
            module.state(),
            module.places(),
            module.policy(),
            module.seen(),
            module.given().orElse(NONE),
            module.hosts(),
            module.orders(),
            module.created(),
            seals.mark(identity(module)));
    return changed == 1;
  }

  void update(Session session, PairingModule module) throws SQLException, VaultException {
    session.update(
        "UPDATE pairing_module SET state = ?, policy = ?, seen = ?, given = ?, hosts = ?,"
            + " orders = ?, seal = ? WHERE id = ?",
        module.state(),
        module.policy(),
        module.seen(),
        module.given().orElse(NONE),
        module.hosts(),
        module.orders(),
        seals.mark(identity(module)),
        module.id());
  }

  Optional<PairingModule> module(Session session, String id) throws SQLException, VaultException {
    return session.first("SELECT * FROM pairing_module WHERE id = ?", this::module, id);
  }

  List<PairingModule> modules(Session session, String after, int limit)
      throws SQLException, VaultException {
    return session.list(
        "SELECT * FROM pairing_module WHERE id > ? ORDER BY id LIMIT ?",
        this::module,
        after,
        limit);
  }

  List<PairingModule> modules(
      Session session,
      String from,
      Sorting<ModuleColumn> sorting,
      Optional<PairingModule> after,
      int limit)
      throws SQLException, VaultException {
    var values = new ArrayList<Object>(List.of(from));
    String sql = MODULES.page("id >= ?", sorting, after, limit, values);
    return session.list(sql, this::module, values.toArray());
  }

  private Lv identity(PairingModule module) {
    return seals
        .identity("pairing_module")
        .add(module.id())
        .add(module.estate())
        .add(module.rootGeneration())
        .add(module.generation())
        .add(module.state())
        .add(module.places())
        .add(module.policy())
        .add(module.seen())
        .add(module.given().orElse(NONE))
        .add(module.hosts())
        .add(module.orders())
        .add(Moments.nanos(module.created()));
  }

  private PairingModule module(Row row) throws SQLException, VaultException {
    long given = row.number("given");
    var module =
        new PairingModule(
            row.text("id"),
            row.text("estate"),
            row.integer("root_generation"),
            row.integer("generation"),
            row.choice(PairingUnitState.class, "state"),
            row.integer("places"),
            row.bytes("policy"),
            row.number("seen"),
            given == NONE ? OptionalLong.empty() : OptionalLong.of(given),
            row.integer("hosts"),
            row.number("orders"),
            row.instant("created"));
    seals.requireMarked(identity(module), row.bytes("seal"), "the module " + module.id());
    return module;
  }

  /** Adds a host; returns whether it was not there before. */
  boolean insert(Session session, PairingHost host) throws SQLException, VaultException {
    int changed =
        session.update(
            "INSERT INTO pairing_host (id, estate, generation, key_generation, state, created,"
                + " seal) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            host.id(),
            host.estate(),
            host.generation(),
            host.keyGeneration(),
            host.state(),
            host.created(),
            seals.mark(identity(host)));
    return changed == 1;
  }

  void update(Session session, PairingHost host) throws SQLException, VaultException {
    session.update(
        "UPDATE pairing_host SET generation = ?, key_generation = ?, state = ?, seal = ?"
            + " WHERE id = ?",
        host.generation(),
        host.keyGeneration(),
        host.state(),
        seals.mark(identity(host)),
        host.id());
  }

  Optional<PairingHost> host(Session session, String id) throws SQLException, VaultException {
    return session.first("SELECT * FROM pairing_host WHERE id = ?", this::host, id);
  }

  List<PairingHost> hosts(Session session, String after, int limit)
      throws SQLException, VaultException {
    return session.list(
        "SELECT * FROM pairing_host WHERE id > ? ORDER BY id LIMIT ?", this::host, after, limit);
  }

  List<PairingHost> hosts(
      Session session,
      String from,
      Sorting<HostColumn> sorting,
      Optional<PairingHost> after,
      int limit)
      throws SQLException, VaultException {
    var values = new ArrayList<Object>(List.of(from));
    String sql = HOSTS.page("id >= ?", sorting, after, limit, values);
    return session.list(sql, this::host, values.toArray());
  }

  private Lv identity(PairingHost host) {
    return seals
        .identity("pairing_host")
        .add(host.id())
        .add(host.estate())
        .add(host.generation())
        .add(host.keyGeneration())
        .add(host.state())
        .add(Moments.nanos(host.created()));
  }

  private PairingHost host(Row row) throws SQLException, VaultException {
    var host =
        new PairingHost(
            row.text("id"),
            row.text("estate"),
            row.integer("generation"),
            row.integer("key_generation"),
            row.choice(PairingUnitState.class, "state"),
            row.instant("created"));
    seals.requireMarked(identity(host), row.bytes("seal"), "the host " + host.id());
    return host;
  }

  /** Pairings: written in place of what was known before. */
  void save(Session session, Pairing pairing) throws SQLException, VaultException {
    session.update(
        "INSERT INTO pairing (module, host, pairing_index, state, since, last_seen, activity,"
            + " times, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (module, host)"
            + " DO UPDATE SET pairing_index = excluded.pairing_index, state = excluded.state,"
            + " since = excluded.since, last_seen = excluded.last_seen,"
            + " activity = excluded.activity, times = excluded.times, seal = excluded.seal",
        pairing.module(),
        pairing.host(),
        pairing.index(),
        pairing.state(),
        pairing.since(),
        pairing.lastSeen(),
        boxed(pairing.activity()),
        pairing.times(),
        seals.mark(identity(pairing)));
  }

  /** A module's pairings, the newest first. */
  List<Pairing> pairings(Session session, String module) throws SQLException, VaultException {
    return session.list(
        "SELECT * FROM pairing WHERE module = ? ORDER BY pairing_index DESC, last_seen DESC, host",
        this::pairing,
        module);
  }

  Optional<Pairing> pairing(Session session, String module, String host)
      throws SQLException, VaultException {
    return session.first(
        "SELECT * FROM pairing WHERE module = ? AND host = ?", this::pairing, module, host);
  }

  private Lv identity(Pairing pairing) {
    return seals
        .identity("pairing")
        .add(pairing.module())
        .add(pairing.host())
        .add(pairing.index())
        .add(pairing.state())
        .add(Moments.nanos(pairing.since()))
        .add(Moments.nanos(pairing.lastSeen()))
        .add(pairing.activity())
        .add(pairing.times());
  }

  private Pairing pairing(Row row) throws SQLException, VaultException {
    var pairing =
        new Pairing(
            row.text("module"),
            row.text("host"),
            row.number("pairing_index"),
            row.choice(Pairing.State.class, "state"),
            row.instant("since"),
            row.instant("last_seen"),
            row.optionalNumber("activity"),
            row.integer("times"));
    seals.requireMarked(
        identity(pairing),
        row.bytes("seal"),
        "the pairing of " + pairing.module() + " with " + pairing.host());
    return pairing;
  }

  List<Proof> proofs() {
    return List.of(
        new Proof("pairing_estate", "name", this::estate),
        new Proof("pairing_module", "id", this::module),
        new Proof("pairing_host", "id", this::host),
        new Proof("pairing", "module, host", this::pairing));
  }

  /** A number as a column takes it, where there may be none. */
  static @Nullable Long boxed(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }
}
