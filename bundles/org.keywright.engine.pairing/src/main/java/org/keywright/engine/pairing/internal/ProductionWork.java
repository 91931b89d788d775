// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.engine.pairing.ProductionOrder;
import org.keywright.engine.spi.ItemContext;
import org.keywright.engine.spi.ItemResult;
import org.keywright.engine.spi.ItemSource;
import org.keywright.engine.spi.JobItem;
import org.keywright.engine.spi.JobWork;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.Cryptogram;
import org.keywright.protocol.pairing.ModuleStatus;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.SecuredRoom;
import org.keywright.transport.AuthenticityException;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.vault.Grant;
import org.keywright.vault.ItemState;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingUnitState;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * Gives blank modules and hosts their keys. A unit is entered in the register first: one that has
 * keys and is unknown would be lost, one that is known and has none is only given them again.
 */
final class ProductionWork implements JobWork {
  static final String KIND = "pairing-production";

  private static final int KCV = 5;

  private final Services services;
  private final Vault vault;
  private final ProductionOrder order;
  private final InstantSource clock;
  private @Nullable ProductionRoots roots;
  private @Nullable Grant grant;

  ProductionWork(Services services, Vault vault, ProductionOrder order, InstantSource clock) {
    this.services = services;
    this.vault = vault;
    this.order = order;
    this.clock = clock;
  }

  @Override
  public void begin(Grant given) throws VaultException, KeyException {
    grant = given;
    roots = ProductionRoots.open(vault, services.suites(), given, order.estate());
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.of(order.units().size());
  }

  @Override
  public ItemSource items() {
    var items = new ArrayList<JobItem>();
    for (ProductionOrder.Unit unit : order.units()) {
      items.add(
          new JobItem(
              items.size() + 1L, unit.identifier().toString(), "", unit.endpoint().toString()));
    }
    return ItemSource.of(items);
  }

  @Override
  public ItemResult carryOut(JobItem item, ItemContext context)
      throws LinkException,
          ModuleException,
          KeyException,
          VaultException,
          JobException,
          InterruptedException {
    var endpoint = Endpoint.parse(item.endpoint());
    var identifier = SerialNumber.parse(item.subject());
    try (var link = services.transports().open(endpoint)) {
      var unit = new PairingUnit(link, endpoint);
      return unit.selectEither()
          ? module(unit, identifier, item, context)
          : host(unit, identifier, item, context);
    }
  }

  private ItemResult module(
      PairingUnit unit, SerialNumber module, JobItem item, ItemContext context)
      throws LinkException, ModuleException, KeyException, VaultException, InterruptedException {
    ProductionRoots all = opened();
    var facts = facts("module", all.newest());
    ModuleStatus status = unit.moduleStatus();
    if (status.installed()) {
      return installed(
          status.module(),
          module,
          vault.pairings().module(item.subject()).isPresent(),
          item,
          facts,
          unit);
    }
    var row =
        PairingModule.made(
            item.subject(), all.estate(), all.rootGeneration(), all.newest(), 0, clock.instant());
    vault.pairings().addModules(granted(), List.of(row));
    PairingModule known = vault.pairings().module(item.subject()).orElseThrow();
    long index = Math.max(known.seen(), known.given().orElse(-1) + 1);
    var policy = ModuleOrdering.policy(vault, known, CentreKeys.settings(known), clock.instant());
    try (Key key = PairingKeys.moduleKey(all.suite(), all.moduleRoot(), module)) {
      context.sent(item.subject(), facts, Bytes.of());
      byte[] command =
          SecuredRoom.installModule(
              module, status.suites(), index, known.places(), policy, key, all.generations());
      install(unit, command, key, context);
    }
    return done(item, facts);
  }

  private ItemResult host(PairingUnit unit, SerialNumber host, JobItem item, ItemContext context)
      throws LinkException, ModuleException, KeyException, VaultException, InterruptedException {
    ProductionRoots all = opened();
    int generation = all.newest();
    var facts = facts("host", generation);
    var status = unit.hostStatus();
    if (status.installed()) {
      return installed(
          status.host(),
          host,
          vault.pairings().host(item.subject()).isPresent(),
          item,
          facts,
          unit);
    }
    vault
        .pairings()
        .addHosts(
            granted(),
            List.of(
                new PairingHost(
                    item.subject(),
                    all.estate().name(),
                    generation,
                    all.hostGeneration(),
                    PairingUnitState.ACTIVE,
                    clock.instant())));
    try (Key key = PairingKeys.hostKey(all.suite(), all.hostRoot(), host);
        var record =
            new HostKeyRecord(
                generation, all.hostGeneration(), order.expiry(), host.value(), key.copy())) {
      Bytes cryptogram = Cryptogram.seal(all.suite(), all.newestKey(), record);
      context.sent(item.subject(), facts, Bytes.of());
      byte[] command = SecuredRoom.installHost(host, status.suites(), generation, cryptogram, key);
      install(unit, command, key, context);
    }
    return done(item, facts);
  }

  /** A unit that has its keys already is done if it is the one that is meant. */
  private static ItemResult installed(
      SerialNumber found,
      SerialNumber meant,
      boolean known,
      JobItem item,
      Map<String, String> facts,
      PairingUnit unit)
      throws KeyException {
    if (!found.equals(meant) || !known) {
      throw new KeyException(
          unit.on("INSTALL") + ": it has its keys already, as " + found + ", not by this centre");
    }
    return done(item, facts);
  }

  /** Sends a command with a clear key, wipes it, and compares the check value in the answer. */
  private void install(PairingUnit unit, byte[] command, Key key, ItemContext context)
      throws LinkException, ModuleException, KeyException {
    byte[] answered;
    try {
      var in = TlvReader.of(unit.sendRaw("INSTALL", command));
      answered = in.take(0x96, KCV);
      in.end();
    } catch (StatusException e) {
      context.unchanged();
      throw e;
    } catch (TlvException e) {
      throw unit.malformed("INSTALL", e);
    } finally {
      Arrays.fill(command, (byte) 0);
    }
    if (!MessageDigest.isEqual(services.keys().kcv(key).value().toArray(), answered)) {
      throw new AuthenticityException(
          unit.on("INSTALL"), "the unit's check value is not that of the key");
    }
  }

  private Map<String, String> facts(String role, int generation) {
    return Map.of(
        "keySet",
        order.estate(),
        "key",
        role + " of generation " + generation,
        "what",
        "made a %s of estate %s, generation %d".formatted(role, order.estate(), generation));
  }

  private static ItemResult done(JobItem item, Map<String, String> facts) {
    return new ItemResult(ItemState.DONE, item.subject(), "", facts, Optional.empty());
  }

  private ProductionRoots opened() {
    ProductionRoots all = roots;
    if (all == null) {
      throw new IllegalStateException("the work has not begun");
    }
    return all;
  }

  private Grant granted() {
    Grant given = grant;
    if (given == null) {
      throw new IllegalStateException("the work has not begun");
    }
    return given;
  }

  @Override
  public void close() {
    if (roots != null) {
      roots.close();
    }
  }
}
