// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.parties;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.crypto.pki.Certificate;
import org.keywright.engine.download.internal.StreamedDeviceLists;
import org.keywright.engine.internal.VirtualJobRunner;
import org.keywright.engine.personalization.Manufacturers;
import org.keywright.engine.personalization.OrderRequest;
import org.keywright.engine.personalization.PlacedOrder;
import org.keywright.engine.personalization.ServerSettings;
import org.keywright.engine.personalization.internal.AdmittingCentrals;
import org.keywright.engine.personalization.internal.CertifyingManufacturers;
import org.keywright.engine.personalization.internal.CertifyingUnits;
import org.keywright.engine.personalization.internal.JobCampaigns;
import org.keywright.engine.personalization.internal.PlayedDevices;
import org.keywright.engine.personalization.internal.RevokingParties;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.internal.PluggedTransports;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.transport.sim.internal.FleetSimulator;
import org.keywright.transport.sim.internal.SimTransport;
import org.keywright.transport.tcp.internal.TcpTransport;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;

/**
 * The personalization engine with a vault, a manufacturer acme, a personalization unit bureau, a
 * central system toll, and simulated modules; on the computer's clock, as TLS is.
 */
final class Network implements AutoCloseable {
  static final String ACTOR = "tester";
  static final String CUSTOMER = "North Pay";
  static final String MAKER = "acme";
  static final String UNIT = "bureau";
  static final String CENTRAL = "toll";

  /** So patient that only a defect makes it end. */
  static final ServerSettings PATIENT =
      new ServerSettings(4096, Duration.ofSeconds(30), Duration.ofSeconds(60), Optional.empty());

  final TestCrypto base = new TestCrypto();
  final FleetSimulator simulator;
  final PluggedTransports transports = new PluggedTransports();
  final JdbcVaults vaults;
  final Path file;
  final CertifyingManufacturers manufacturers;
  final CertifyingUnits units;
  final AdmittingCentrals centrals;
  final RevokingParties revocations;
  final PlayedDevices devices;
  final JobCampaigns campaigns;
  Vault vault;
  Certificate root;

  /** Makes the vault, and the manufacturer. */
  Network(Path folder) throws Exception {
    this(folder, JdbcVaults::create);
    root = manufacturers.create(ACTOR, MAKER, "Acme Devices");
  }

  /** Opens the vault that another network, or another program, has made there. */
  static Network opened(Path folder) throws Exception {
    return new Network(folder, JdbcVaults::open);
  }

  /** What makes or opens a vault. */
  private interface Opening {
    Vault open(JdbcVaults vaults, Path file, KeyMaterial passphrase) throws VaultException;
  }

  private Network(Path folder, Opening opening) throws Exception {
    var modules = TestCurves.modules(base);
    simulator =
        new FleetSimulator(
            base.suites,
            base.keys,
            base.sealing,
            Clock.systemUTC(),
            Duration.ofMillis(5),
            () -> modules);
    transports.bindTransport(
        SimTransport.withTimeout(simulator, Duration.ofSeconds(5)),
        Map.of("keywright.transport.scheme", "sim"));
    vaults =
        JdbcVaults.with(
            base.sealing,
            new Argon2Passphrases(base.primitives),
            base.keys,
            new Settings(Clock.systemUTC(), new Passphrases.Cost(64, 1, 1), 0));
    file = folder.resolve("test.kwv");
    try (var passphrase = passphrase()) {
      vault = opening.open(vaults, file, passphrase);
    }
    var services = TestCurves.services(base, vaults, transports);
    manufacturers = new CertifyingManufacturers(services);
    units = new CertifyingUnits(services);
    centrals = new AdmittingCentrals(services);
    revocations = new RevokingParties(services);
    devices = new PlayedDevices(services);
    campaigns = new JobCampaigns(services, new StreamedDeviceLists(), new VirtualJobRunner());
    transports.bindTransport(
        TcpTransport.withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20)),
        Map.of("keywright.transport.scheme", "tcp"));
  }

  private static KeyMaterial passphrase() {
    return KeyMaterial.consume("correct horse battery".getBytes(StandardCharsets.UTF_8));
  }

  /** Closes the vault and opens it again, as after a restart. */
  void restart() throws VaultException {
    shut();
    open();
  }

  /** Closes the vault, for another program. */
  void shut() {
    units.close();
    centrals.close();
    vaults.close();
  }

  /** Opens it again. */
  void open() throws VaultException {
    try (var passphrase = passphrase()) {
      vault = vaults.open(file, passphrase);
    }
  }

  /** Makes unit and central system, each with what it needs of the other. */
  void bringUp() throws Exception {
    bringUp(OptionalInt.empty(), "localhost:7900");
  }

  void bringUp(OptionalInt quota, String centralAddress) throws Exception {
    unit(UNIT, CUSTOMER, quota);
    var request = centrals.create(ACTOR, CENTRAL, CUSTOMER);
    var chain = units.enrolCentral(ACTOR, UNIT, request, centralAddress);
    units.endorsed(ACTOR, UNIT, centrals.enrolUnit(ACTOR, CENTRAL, chain, root));
  }

  /** A unit with its certificate. */
  void unit(String name, String customer, OptionalInt quota) throws Exception {
    var request = units.create(ACTOR, name, customer);
    var certificate = manufacturers.certify(ACTOR, MAKER, request, Manufacturers.UNIT_LIFE, quota);
    units.install(ACTOR, name, certificate, root);
  }

  /** A module with its identity. */
  SimulatedUnit module(String name) throws Exception {
    return module(name, CUSTOMER);
  }

  SimulatedUnit module(String name, String customer) throws Exception {
    var module = virgin(name);
    manufacturers.identify(
        ACTOR, MAKER, endpoint(name), new Manufacturers.Identity(customer, name, 0, ""));
    return module;
  }

  SimulatedUnit virgin(String name) throws IOException {
    var names = List.of(new UnitOrder.Name(name, SerialNumber.parse(name)));
    return simulator
        .create(
            new UnitOrder(Role.SM, names, Optional.empty(), Bytes.of((byte) 2), Optional.empty()))
        .getFirst();
  }

  static Endpoint endpoint(String name) {
    return Endpoint.parse("sim:" + name);
  }

  /** The user opens the module's local link. */
  void press(String name) throws Exception {
    try (var link = transports.open(endpoint(name))) {
      var channel = new ApduChannel(link);
      channel.send(Application.SM.select());
      var answer =
          channel.send(new CommandApdu(0x80, Instruction.USER_ACT.ins(), 0, 0, new byte[0]));
      if (!answer.status().ok()) {
        throw new AssertionError(answer.status());
      }
    }
  }

  /** An order without a transaction number. */
  long order(String module) throws Exception {
    return order(module, false);
  }

  long order(String module, boolean renewal) throws Exception {
    try (PlacedOrder placed =
        units.order(
            ACTOR,
            new OrderRequest(
                UNIT,
                module.isEmpty() ? Optional.empty() : Optional.of(SerialNumber.parse(module)),
                Optional.empty(),
                "Ann",
                renewal,
                false,
                OrderRequest.DEFAULT_LIFE))) {
      return placed.order().id();
    }
  }

  /** An order with a transaction number, which the caller closes. */
  PlacedOrder numbered(String module, Duration life) throws Exception {
    return units.order(
        ACTOR,
        new OrderRequest(
            UNIT,
            Optional.of(SerialNumber.parse(module)),
            Optional.empty(),
            "Ann",
            false,
            true,
            life));
  }

  static InetSocketAddress free() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static ServerSettings settings(Duration handshake, Duration answer) {
    return new ServerSettings(4096, handshake, answer, Optional.empty());
  }

  @Override
  public void close() {
    shut();
  }
}
