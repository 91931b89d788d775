// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.channel.SecureChannels;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Validity;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.ClientChannel;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.protocol.personalization.IdentityGeneration;
import org.keywright.protocol.personalization.IdentityInstallation;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.LocalRun;
import org.keywright.protocol.personalization.ModuleStatus;
import org.keywright.protocol.personalization.UnitRun;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.transport.sim.Simulator;
import org.keywright.transport.sim.UnitOrder;

/**
 * The scene of one proof of the personalization protocol: a manufacturer, personalization units
 * with their central systems, and modules; closing it removes all of them.
 *
 * <p>Modules are reached by command APDUs and by TLS on loopback alone. For one thread.
 */
final class Bureau implements AutoCloseable {
  /** Whose modules they are. */
  static final String CUSTOMER = "North Pay";

  private static final byte[] NO_DATA = {};

  final Cryptography crypto;
  final SecureChannels channels;
  final EcKeyPair rootPair;
  final Certificate root;
  final UnitBooks unit;
  private final InstantSource clock = InstantSource.system();
  private final Simulator simulator;
  private final UnaryOperator<SimulatedModule> modules;
  private final String prefix;
  private final List<String> names = new ArrayList<>();
  private final List<EcKeyPair> pairs = new ArrayList<>();

  /**
   * Sets the scene.
   *
   * @param modules puts before each module what it is to stand behind
   */
  Bureau(
      Simulator simulator,
      Cryptography crypto,
      SecureChannels channels,
      UnaryOperator<SimulatedModule> modules)
      throws KeyException {
    this.simulator = simulator;
    this.modules = modules;
    this.crypto = crypto;
    this.channels = channels;
    this.prefix = "p" + Bytes.of(crypto.keys().random(5)).hex() + ".";
    this.rootPair = pair();
    this.root = root(rootPair);
    this.unit = unit("unit 1", "central 1");
  }

  Instant now() {
    return clock.instant();
  }

  InstantSource clock() {
    return clock;
  }

  /** A key pair that lives as long as the scene. */
  EcKeyPair pair() {
    EcKeyPair made = crypto.ecKeys().generate();
    pairs.add(made);
    return made;
  }

  Certificate root(EcKeyPair pair) throws KeyException {
    return crypto
        .certificates()
        .issueRoot(pair, DistinguishedName.of("Manufacturer", "root"), days(-30, 7300));
  }

  /** From so many days on until so many days from now. */
  Validity days(int from, int to) {
    return new Validity(now().plus(Duration.ofDays(from)), now().plus(Duration.ofDays(to)));
  }

  Credential manufacturer() {
    return new Credential(rootPair.privateKey(), CertificateChain.of(root));
  }

  UnitBooks unit(String name, String central) throws KeyException {
    return unit(manufacturer(), CUSTOMER, name, central, days(-1, 80));
  }

  /** A personalization unit of choice. */
  UnitBooks unit(
      Credential issuer, String organization, String name, String central, Validity validity)
      throws KeyException {
    EcKeyPair pair = pair();
    Certificate certificate =
        crypto
            .certificates()
            .issue(
                new CertificateTemplate(
                    KeyPurpose.PERSONALIZER,
                    DistinguishedName.of(organization, name),
                    pair.publicKey(),
                    validity),
                issuer);
    return new UnitBooks(this, pair, certificate, pair(), central);
  }

  /** A module as it leaves the chip's maker. */
  SimulatedModule virgin() throws IOException {
    String name = prefix + (names.size() + 1);
    names.add(name);
    var serial = SerialNumber.of(crypto.keys().random(SerialNumber.LENGTH));
    var made =
        simulator.create(
            new UnitOrder(
                Role.SM,
                List.of(new UnitOrder.Name(name, serial)),
                Optional.empty(),
                Bytes.of((byte) 2),
                Optional.empty()));
    return modules.apply((SimulatedModule) made.getFirst());
  }

  /** A module with its identity. */
  SimulatedModule module() throws Exception {
    return module(0, "");
  }

  /** A module whose manufacturer demands something. */
  SimulatedModule module(int floor, String wantedCentral) throws Exception {
    var module = virgin();
    install(module, manufacturer(), floor, wantedCentral);
    return module;
  }

  /** Gives a module its identity by a manufacturer of choice. */
  void install(SimulatedModule module, Credential issuer, int floor, String wantedCentral)
      throws Exception {
    byte[] request =
        Observed.ok("GENERATE IDENTITY", send(module, Instruction.GENERATE_IDENTITY, names()))
            .data();
    var asked = crypto.certificates().readRequest(request);
    Certificate identity =
        crypto
            .certificates()
            .issue(
                new CertificateTemplate(
                    KeyPurpose.IDENTITY, asked.subject(), asked.publicKey(), days(-1, 3650)),
                issuer);
    byte[] data =
        new IdentityInstallation(
                issuer.certificate().encoded(), identity.encoded(), floor, wantedCentral)
            .encode();
    Observed.ok("INSTALL IDENTITY", send(module, Instruction.INSTALL_IDENTITY, data));
  }

  /** The data of GENERATE IDENTITY. */
  static byte[] names() {
    return new IdentityGeneration(CUSTOMER, "pin pad").encode();
  }

  ResponseApdu send(SimulatedModule module, Instruction instruction, byte... data)
      throws LinkException {
    return send(module, instruction, 0, 0, data);
  }

  ResponseApdu send(SimulatedModule module, Instruction instruction, int p1, int p2, byte... data)
      throws LinkException {
    var command = new CommandApdu(0x80, instruction.ins(), p1, p2, data, 0x10000);
    return ResponseApdu.parse(module.connect().respond(command.toBytes()));
  }

  ModuleStatus status(SimulatedModule module) throws Exception {
    return ModuleStatus.decode(
        Observed.ok("STATUS", send(module, Instruction.STATUS, NO_DATA)).data());
  }

  void inState(SimulatedModule module, LifeCycle expected) throws Exception {
    var state = status(module).state();
    Observed.that(state == expected, "the module is " + state + " instead of " + expected);
  }

  /** A certificate that a module holds: 1 identity, 2 module, 3 unit, 4 central system, 5 root. */
  Certificate certificate(SimulatedModule module, int which) throws Exception {
    var answer = send(module, Instruction.GET_DATA, 0, which, NO_DATA);
    return crypto.certificates().read(Observed.ok("GET DATA", answer).data());
  }

  /** The user's act, a local channel, and a run over it. */
  UnitRun local(UnitBooks books, SimulatedModule module) throws Exception {
    Observed.ok("USER ACT", send(module, Instruction.USER_ACT, NO_DATA));
    return local(books, new Wire(module));
  }

  /** A local channel and a run over it. */
  UnitRun local(UnitBooks books, Link link) throws LinkException, ModuleException, Exception {
    try (var channel = ClientChannel.open(crypto, new ApduChannel(link), books.asClient());
        var run = new UnitRun(crypto, books, clock, channel.binding(), channel.module().leaf())) {
      LocalRun.carry(channel, run);
      return run;
    }
  }

  /** A module in operation. */
  SimulatedModule operational() throws Exception {
    var module = module();
    confirmed(local(unit, module));
    return module;
  }

  static void confirmed(UnitRun run) throws Observed.Otherwise {
    Observed.that(
        run.confirmed(),
        "the personalization failed: " + run.refusal().map(Throwable::getMessage).orElse("no end"));
  }

  /** Demands that a run ended without a module in operation, by this status word. */
  static void refused(String what, UnitRun run, int expected) throws Observed.Otherwise {
    Observed.that(!run.confirmed(), what + ": the module was personalized");
    var why = run.refusal();
    Observed.that(why.isPresent(), what + ": the run has not ended");
    Observed.status(what, new ResponseApdu(why.get().status()), expected);
  }

  @Override
  public void close() {
    names.forEach(simulator::remove);
    pairs.forEach(EcKeyPair::close);
  }
}
