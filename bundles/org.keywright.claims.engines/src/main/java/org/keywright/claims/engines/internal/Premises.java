// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.engines.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.DeviceKind;
import org.keywright.engine.personalization.Manufacturers;
import org.keywright.engine.personalization.OrderRequest;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.engine.personalization.PlacedOrder;
import org.keywright.engine.personalization.Revocations;
import org.keywright.engine.personalization.ServerSettings;
import org.keywright.engine.personalization.Site;
import org.keywright.engine.personalization.Sites;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.ModuleStatus;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.transport.sim.Simulator;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.vault.CertificateState;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.Party;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;

/**
 * Where a proof has the engine's parties at work: a manufacturer, personalization units and a
 * central system in a vault that lies in a temporary folder, and simulated modules, which dial them
 * over TLS on loopback. Closing it leaves nothing behind. For one thread.
 */
final class Premises implements AutoCloseable {
  static final String ACTOR = "claims";
  static final String CUSTOMER = "North Pay";
  static final String MAKER = "maker";
  static final String UNIT = "unit";
  static final String CENTRAL = "central";
  static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();

  /** Good for as long as a proof takes. */
  static final Duration DAY = Duration.ofDays(1);

  private static final int PASSPHRASE = 32;
  private static final byte[] NO_DATA = {};

  final Site site;
  final Vault vault;
  final Keys keys;
  final Happenings happened = new Happenings();
  private final Certificate root;
  private final Simulator simulator;
  private final Path folder;
  private final String prefix;
  private final List<String> names = new ArrayList<>();

  Premises(Simulator simulator, Sites sites, Vaults vaults, Keys keys)
      throws IOException, VaultException, KeyException {
    this.simulator = simulator;
    this.keys = keys;
    this.prefix = "e" + Bytes.of(keys.random(5)).hex() + ".";
    this.site = sites.with(vaults.another());
    this.folder = Files.createTempDirectory("keywright-claims-");
    boolean open = false;
    try (var passphrase = KeyMaterial.consume(keys.random(PASSPHRASE))) {
      this.vault = site.vaults().create(folder.resolve("claims.kwv"), passphrase);
      this.root = site.manufacturers().create(ACTOR, MAKER, "Maker");
      unit(UNIT);
      var request = site.centrals().create(ACTOR, CENTRAL, CUSTOMER);
      var chain = site.units().enrolCentral(ACTOR, UNIT, request, HOST + ":9");
      site.units().endorsed(ACTOR, UNIT, site.centrals().enrolUnit(ACTOR, CENTRAL, chain, root));
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  /** A personalization unit that the manufacturer has certified. */
  void unit(String name) throws VaultException, KeyException {
    var request = site.units().create(ACTOR, name, CUSTOMER);
    var certificate =
        site.manufacturers()
            .certify(ACTOR, MAKER, request, Manufacturers.UNIT_LIFE, OptionalInt.empty());
    site.units().install(ACTOR, name, certificate, root);
  }

  PersonalizationServer listening(String unit) throws IOException, VaultException, KeyException {
    var server = site.units().start(ACTOR, unit, free(), ServerSettings.USUAL);
    server.observe(happened);
    return server;
  }

  CentralServer listening() throws IOException, VaultException, KeyException {
    var server =
        site.centrals().start(ACTOR, CENTRAL, free(), ServerSettings.USUAL, Optional.empty());
    server.observe(happened);
    return server;
  }

  private static InetSocketAddress free() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** A module with its identity. */
  SimulatedModule module() throws Exception {
    return module(MAKER, 0);
  }

  /**
   * A module with an identity by a manufacturer of choice.
   *
   * @param demands what each order has to demand, as {@link Manufacturers.Identity} says
   */
  SimulatedModule module(String maker, int demands) throws Exception {
    String name = prefix + (names.size() + 1);
    names.add(name);
    var serial = SerialNumber.of(keys.random(SerialNumber.LENGTH));
    var order =
        new UnitOrder(
            Role.SM,
            List.of(new UnitOrder.Name(name, serial)),
            Optional.empty(),
            Bytes.of((byte) 2),
            Optional.empty());
    var module = (SimulatedModule) simulator.create(order).getFirst();
    site.manufacturers()
        .identify(
            ACTOR,
            maker,
            endpoint(module),
            new Manufacturers.Identity(CUSTOMER, "module", demands, ""));
    return module;
  }

  static Endpoint endpoint(SimulatedModule module) {
    return Endpoint.parse("sim:" + module.name());
  }

  /** Orders a module's personalization, without a transaction number. */
  void order(String unit, SimulatedModule module, boolean renewal) throws VaultException {
    place(unit, module, renewal, false, DAY).close();
  }

  /** Orders it with a transaction number, which the caller closes. */
  PlacedOrder numbered(SimulatedModule module, Duration life) throws VaultException {
    return place(UNIT, module, false, true, life);
  }

  private PlacedOrder place(
      String unit, SimulatedModule module, boolean renewal, boolean numbered, Duration life)
      throws VaultException {
    return site.units()
        .order(
            ACTOR,
            new OrderRequest(
                unit,
                Optional.of(module.serialNumber()),
                Optional.of(CENTRAL),
                "proof",
                renewal,
                numbered,
                life));
  }

  /** A user's device that a unit has enrolled. */
  void device(String unit, DeviceKind kind, String name) throws VaultException, KeyException {
    var request = site.devices().create(ACTOR, kind, name, CUSTOMER);
    var chain = site.units().enrolDevice(ACTOR, unit, kind, request);
    site.devices().install(ACTOR, kind, name, chain, root);
  }

  /** Revokes a certificate, and has another party take the issuer's list. */
  void revoke(Party issuer, IssuedCertificate certificate, Party heeding)
      throws VaultException, KeyException {
    site.revocations().revoke(ACTOR, issuer, certificate.serial(), RevocationReason.KEY_COMPROMISE);
    var list = site.revocations().list(ACTOR, issuer, Revocations.NEXT_LIST);
    site.revocations().receive(ACTOR, heeding, list.encoded());
  }

  /** The certificates of a module for one purpose, the newest first. */
  List<IssuedCertificate> certificates(SimulatedModule module, KeyPurpose purpose)
      throws VaultException {
    return vault.certificates().of(module.serialNumber().toString()).stream()
        .filter(each -> each.purpose() == purpose)
        .toList();
  }

  /** Demands that the unit's books have a module in operation. */
  void active(SimulatedModule module) throws Exception {
    happened.await(module.serialNumber(), "is active");
    var newest = certificates(module, KeyPurpose.MODULE).getFirst();
    Observed.that(
        newest.state() == CertificateState.ACTIVE, "the module's certificate is " + newest.state());
    var state = status(module).state();
    Observed.that(state == LifeCycle.OPERATIONAL, "the module is " + state);
  }

  /** Demands that neither the unit's books nor the module have a key certified. */
  void untouched(SimulatedModule module) throws Exception {
    Observed.that(certificates(module, KeyPurpose.MODULE).isEmpty(), "a key was certified");
    var state = status(module).state();
    Observed.that(state == LifeCycle.IDENTIFIED, "the module is " + state);
  }

  ModuleStatus status(SimulatedModule module) throws Exception {
    var command = new CommandApdu(0x80, Instruction.STATUS.ins(), 0, 0, NO_DATA, 0x100);
    var answer = ResponseApdu.parse(module.connect().respond(command.toBytes()));
    return ModuleStatus.decode(Observed.ok("STATUS", answer).data());
  }

  /** What a party may refuse. */
  @FunctionalInterface
  interface Attempt {
    void make() throws Exception;
  }

  /** Demands that an attempt is refused by this status word. */
  static void refused(String what, int status, Attempt attempt) throws Exception {
    try {
      attempt.make();
    } catch (Refusal e) {
      Observed.status(what, new ResponseApdu(e.status()), status);
      return;
    }
    throw new Observed.Otherwise(what + " was not refused");
  }

  /** Demands that an attempt ends with the link. */
  static void cutOff(String what, Attempt attempt) throws Exception {
    try {
      attempt.make();
    } catch (IOException e) {
      return;
    }
    throw new Observed.Otherwise(what + " has a link");
  }

  @Override
  public void close() throws IOException {
    names.forEach(simulator::remove);
    site.vaults().close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
