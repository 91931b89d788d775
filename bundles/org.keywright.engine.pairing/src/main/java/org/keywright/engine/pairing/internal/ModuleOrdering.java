// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suites;
import org.keywright.engine.pairing.Ground;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.ModuleOrders;
import org.keywright.protocol.pairing.ModuleStatus;
import org.keywright.protocol.pairing.PairingRow;
import org.keywright.protocol.pairing.PairingTable;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvException;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingRequest;
import org.keywright.vault.PairingRequest.Attestation;
import org.keywright.vault.PairingRevocation;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Orders of the centre to one module over one link: decided, numbered, sent, noted. */
final class ModuleOrdering {
  private static final CentreRules RULES = new CentreRules();
  private static final int NO_SUCH_ROW = 0x6A88;
  private static final int THERE_ALREADY = 0x6985;

  private final Suites suites;
  private final Vault vault;
  private final Grant grant;
  private final PairingUnit unit;
  private final InstantSource clock;

  ModuleOrdering(Suites suites, Vault vault, Grant grant, PairingUnit unit, InstantSource clock) {
    this.suites = suites;
    this.vault = vault;
    this.grant = grant;
    this.unit = unit;
    this.clock = clock;
  }

  /** Makes the command of an order, given its serial. */
  @FunctionalInterface
  private interface Making {
    CommandApdu order(ModuleOrders orders, long serial) throws KeyException;
  }

  /** Asks the module who it is, and looks it up. */
  CentreKeys identified() throws LinkException, ModuleException, KeyException, VaultException {
    unit.select(Application.MS);
    ModuleStatus status = unit.moduleStatus();
    if (!status.installed()) {
      throw new KeyException(
          unit.on("STATUS") + ": the module is blank; pair:produce gives it keys");
    }
    String id = status.module().toString();
    PairingModule module =
        vault
            .pairings()
            .module(id)
            .orElseThrow(() -> new VaultException("the centre knows no module '" + id + "'"));
    return CentreKeys.of(vault, suites, module);
  }

  /** The module's table, as it proves it; its counters are in the books from then on. */
  PairingTable table(CentreKeys module)
      throws LinkException, ModuleException, KeyException, VaultException {
    var rows = new ArrayList<PairingRow>();
    PairingTable page;
    try (ModuleOrders orders = orders(module)) {
      int first = 0;
      do {
        long serial = vault.pairings().order(grant, module.module().id());
        byte[] answer = unit.send("LIST", orders.list(serial, first));
        try {
          page = orders.readTable(serial, answer);
        } catch (TlvException e) {
          throw unit.malformed("LIST", e);
        }
        rows.addAll(page.rows());
        first += PairingTable.PAGE;
      } while (first < page.places());
    }
    var counters = new HashMap<String, Long>();
    rows.forEach(row -> counters.put(row.host().toString(), row.activity()));
    vault.pairings().counted(grant, module.module().id(), counters);
    return new PairingTable(page.module(), page.places(), page.index(), page.triesLeft(), rows);
  }

  /** A pairing that the module does not have is gone from the books as well. */
  PairingCase erase(CentreKeys module, SerialNumber host)
      throws LinkException, ModuleException, KeyException, VaultException {
    PairingCase decided = decide(module, PairingCase.Kind.ERASE, host.toString());
    try {
      send("ERASE of " + host, module, (orders, serial) -> orders.erase(serial, host), decided);
    } catch (StatusException e) {
      if (e.status().value() == NO_SUCH_ROW) {
        vault.pairings().end(grant, module.module().id(), host.toString(), clock.instant());
      }
      throw e;
    }
    vault.pairings().end(grant, module.module().id(), host.toString(), clock.instant());
    return decided;
  }

  PairingCase lock(CentreKeys module, SerialNumber host, boolean locked)
      throws LinkException, ModuleException, KeyException, VaultException {
    PairingCase decided = decide(module, PairingCase.Kind.LOCK, host.toString());
    send(
        (locked ? "LOCK of " : "unlocking of ") + host,
        module,
        (orders, serial) -> orders.lock(serial, host, locked),
        decided);
    return decided;
  }

  PairingCase unblock(CentreKeys module)
      throws LinkException, ModuleException, KeyException, VaultException {
    PairingCase decided = decide(module, PairingCase.Kind.UNBLOCK, "");
    send("UNBLOCK", module, ModuleOrders::unblock, decided);
    return decided;
  }

  PairingCase loadGeneration(CentreKeys module, int generation)
      throws LinkException, ModuleException, KeyException, VaultException {
    try (Key key = grant.root(RootPurpose.CY_KEY, module.module().estate(), generation)) {
      PairingCase decided = decide(module, PairingCase.Kind.GENERATION, "");
      send(
          "LOAD GENERATION " + generation,
          module,
          (orders, serial) -> orders.loadGeneration(serial, generation, key),
          decided);
      return decided;
    } catch (StatusException e) {
      if (e.status().value() == THERE_ALREADY) {
        throw new KeyException(
            "module %s has a key of generation %d already".formatted(module.id(), generation), e);
      }
      throw e;
    }
  }

  PairingCase setPolicy(CentreKeys module, UnaryOperator<PolicySettings> change)
      throws LinkException, ModuleException, KeyException, VaultException {
    PolicySettings chosen = change.apply(module.settings());
    PolicyRecord policy = policy(vault, module.module(), chosen, clock.instant());
    PairingCase decided = decide(module, PairingCase.Kind.POLICY, "");
    send("SET POLICY", module, (orders, serial) -> orders.setPolicy(serial, policy), decided);
    vault.pairings().set(grant, module.module().id(), Bytes.of(PolicyRecord.of(chosen).encode()));
    return decided;
  }

  /**
   * What a module is told: its own hosts that are revoked first, then the newest of the others, as
   * many as a record holds.
   */
  static PolicyRecord policy(
      Vault vault, PairingModule module, PolicySettings settings, Instant now)
      throws VaultException {
    var generations = new ArrayList<Integer>();
    var hosts = new ArrayList<String>();
    for (PairingRevocation revocation : vault.pairings().revocations(module.estate()).reversed()) {
      switch (revocation.kind()) {
        case GENERATION -> generations.add(Integer.valueOf(revocation.subject()));
        case HOST -> hosts.add(revocation.subject());
        case MODULE -> {
          // a revoked module gets no codes; there is nothing to tell the others
        }
      }
    }
    List<String> own =
        vault.pairings().pairings(module.id()).stream()
            .filter(p -> hosts.contains(p.host()))
            .map(p -> p.host())
            .toList();
    hosts.removeAll(own);
    hosts.addAll(0, own);
    return new PolicyRecord(
        settings,
        now.getEpochSecond(),
        generations.stream().limit(PolicyRecord.MOST_GENERATIONS).toList(),
        hosts.stream().limit(PolicyRecord.MOST_HOSTS).map(SerialNumber::parse).toList());
  }

  private PairingCase decide(CentreKeys module, PairingCase.Kind kind, String host)
      throws KeyException, VaultException {
    PairingCase decided =
        vault
            .pairings()
            .decide(
                grant,
                new PairingRequest(
                    kind,
                    module.module().id(),
                    host,
                    OptionalLong.empty(),
                    Attestation.NONE,
                    clock.instant()),
                RULES);
    if (!decided.granted()) {
      throw new KeyException(
          "%s of %s is refused (case %d): %s"
              .formatted(
                  kind, module.id(), decided.number(), Ground.valueOf(decided.ground()).words()));
    }
    return decided;
  }

  private void send(String attempt, CentreKeys module, Making making, PairingCase decided)
      throws LinkException, ModuleException, KeyException, VaultException {
    try (ModuleOrders orders = orders(module)) {
      unit.send(attempt, making.order(orders, decided.order()));
    }
  }

  private ModuleOrders orders(CentreKeys module) throws KeyException, VaultException {
    try (Key moduleKey = module.moduleKey(grant)) {
      return new ModuleOrders(module.suite(), moduleKey, module.id());
    }
  }
}
