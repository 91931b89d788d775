// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EntropySource;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.channel.SecureChannels;
import org.keywright.crypto.jce.internal.AesCbc;
import org.keywright.crypto.jce.internal.BouncyCastleCertificates;
import org.keywright.crypto.jce.internal.BouncyCastleEcKeys;
import org.keywright.crypto.jce.internal.CurvePrimitives;
import org.keywright.crypto.jce.internal.EcJpake;
import org.keywright.crypto.jce.internal.HmacHkdf;
import org.keywright.crypto.jce.internal.Primitives;
import org.keywright.crypto.jce.internal.TlsChannels;
import org.keywright.crypto.jce.internal.X9KeyBlocks;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Validity;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.ClientChannel;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.protocol.personalization.IdentityGeneration;
import org.keywright.protocol.personalization.IdentityInstallation;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.LocalRun;
import org.keywright.protocol.personalization.ModuleStatus;
import org.keywright.protocol.personalization.UnitRun;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.Atr;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.transport.sim.internal.FleetSimulator;
import org.keywright.transport.sim.internal.Patience;
import org.keywright.transport.sim.internal.SecurityModules;

/**
 * A manufacturer, a personalization unit and a central system in memory, and modules of theirs, on
 * a clock that stands until it is moved.
 */
final class Bureau {
  /** Whose modules they are. */
  static final String NORTH = "North Pay";

  private static final CurvePrimitives CURVES = new CurvePrimitives(Primitives.standard());

  final TestCrypto base = new TestCrypto();
  final Cryptography real;
  final Cryptography crypto;
  final SecureChannels channels = new TlsChannels(CURVES, this::now);
  final FleetSimulator simulator;
  final EcKeyPair rootPair;
  final Certificate root;
  final Books unit;
  private final Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};

  Bureau() {
    this(new SecureRandom()::nextBytes);
  }

  /** With modules that make their keys of this noise. */
  Bureau(EntropySource noise) {
    this(noise, real -> real);
  }

  /** With modules that make their keys of this noise and compute with this. */
  Bureau(EntropySource noise, UnaryOperator<Cryptography> forModules) {
    this(noise, forModules, Patience.USUAL);
  }

  /** With modules that wait no longer than this, too. */
  Bureau(EntropySource noise, UnaryOperator<Cryptography> forModules, Patience patience) {
    this(noise, forModules, patience, real -> real);
  }

  /** With modules and units that compute by something else than the real cryptography. */
  Bureau(
      EntropySource noise,
      UnaryOperator<Cryptography> forModules,
      Patience patience,
      UnaryOperator<Cryptography> forAll) {
    real = forAll.apply(cryptography());
    crypto = real;
    var modules = new SecurityModules(forModules.apply(real), channels, noise, patience);
    simulator =
        new FleetSimulator(
            base.suites, base.keys, base.sealing, this::now, Duration.ofMillis(5), () -> modules);
    rootPair = crypto.ecKeys().generate();
    root =
        made(
            () ->
                crypto.certificates().issueRoot(rootPair, name("Manufacturer", "root"), years(20)));
    unit = unit(NORTH, "unit 1", "central 1");
  }

  private Cryptography cryptography() {
    return new Cryptography(
        new BouncyCastleEcKeys(CURVES),
        new HmacHkdf(CURVES),
        new EcJpake(CURVES),
        new BouncyCastleCertificates(CURVES),
        base.keys,
        new X9KeyBlocks(base.primitives),
        base.sealing,
        new AesCbc(base.primitives),
        base.literal());
  }

  Instant now() {
    return now[0];
  }

  /** Moves the clock. */
  void later(Duration duration) {
    now[0] = now[0].plus(duration);
  }

  static DistinguishedName name(String organization, String name) {
    return DistinguishedName.of(organization, name);
  }

  private Validity years(int years) {
    return Validity.of(now().minus(Duration.ofDays(30)), Duration.ofDays(365L * years));
  }

  /** A personalization unit with its central system. */
  Books unit(String organization, String name, String central) {
    return made(
        () -> {
          EcKeyPair pair = crypto.ecKeys().generate();
          Certificate certificate =
              crypto
                  .certificates()
                  .issue(
                      new CertificateTemplate(
                          KeyPurpose.PERSONALIZER,
                          name(organization, name),
                          pair.publicKey(),
                          Validity.of(now().minus(Duration.ofDays(1)), Duration.ofDays(80))),
                      new Credential(rootPair.privateKey(), CertificateChain.of(root)));
          return new Books(this, pair, certificate, crypto.ecKeys().generate(), central);
        });
  }

  /** What may not fail in a test's preparation. */
  static <R> R made(Making<R> making) {
    try {
      return making.make();
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  interface Making<R> {
    R make() throws KeyException;
  }

  /** A module as it leaves the chip's maker. */
  SimulatedModule virgin(String name, Optional<Path> store) {
    try {
      var names = List.of(new UnitOrder.Name(name, SerialNumber.parse(name)));
      var order = new UnitOrder(Role.SM, names, Optional.empty(), Bytes.of((byte) 2), store);
      return (SimulatedModule) simulator.create(order).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A module with its identity. */
  SimulatedModule module(String name) {
    return module(name, Optional.empty(), 0, "");
  }

  /** A module with its identity, whose manufacturer demands something. */
  SimulatedModule module(String name, Optional<Path> store, int floor, String wanted) {
    var module = virgin(name, store);
    install(module, floor, wanted);
    return module;
  }

  /** Gives a module its identity. */
  void install(SimulatedModule module, int floor, String wanted) {
    byte[] request =
        ok(
            send(
                module,
                Instruction.GENERATE_IDENTITY,
                0,
                new IdentityGeneration(NORTH, "pin pad").encode()));
    Certificate identity =
        made(
            () -> {
              var asked = crypto.certificates().readRequest(request);
              return crypto
                  .certificates()
                  .issue(
                      new CertificateTemplate(
                          KeyPurpose.IDENTITY, asked.subject(), asked.publicKey(), years(15)),
                      new Credential(rootPair.privateKey(), CertificateChain.of(root)));
            });
    byte[] data =
        new IdentityInstallation(root.encoded(), identity.encoded(), floor, wanted).encode();
    ok(send(module, Instruction.INSTALL_IDENTITY, 0, data));
  }

  static byte[] ok(ResponseApdu answer) {
    if (!answer.status().ok()) {
      throw new AssertionError("refused: " + answer.status());
    }
    return answer.data();
  }

  /** Sends a plain command on a new connection. */
  static ResponseApdu send(SimulatedModule module, Instruction instruction, int p1, byte[] data) {
    return send(module, new CommandApdu(0x80, instruction.ins(), p1, 0, data, 0x10000));
  }

  /** Sends a command on a new connection. */
  static ResponseApdu send(SimulatedModule module, CommandApdu command) {
    return send(module, command.toBytes());
  }

  /** Sends an encoded command on a new connection. */
  static ResponseApdu send(SimulatedModule module, byte[] command) {
    try {
      return ResponseApdu.parse(module.connect().respond(command));
    } catch (LinkException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ModuleStatus status(SimulatedModule module) {
    try {
      return ModuleStatus.decode(ok(send(module, Instruction.STATUS, 0, new byte[0])));
    } catch (TlvException e) {
      throw new AssertionError(e);
    }
  }

  /** A link to a module through which a test may see and change what passes. */
  static Link link(SimulatedModule module, List<byte[]> seen) {
    var connection = module.connect();
    return new Link() {
      @Override
      public Atr atr() {
        return connection.atr();
      }

      @Override
      public byte[] transceive(byte[] command) throws LinkException {
        seen.add(command);
        byte[] answer = connection.respond(command);
        seen.add(answer);
        return answer;
      }

      @Override
      public void close() {}
    };
  }

  /** Opens a channel as the module's central system. */
  ClientChannel central(SimulatedModule module) throws LinkException, ModuleException, Refusal {
    return ClientChannel.open(
        crypto, new ApduChannel(link(module, new ArrayList<>())), unit.centralAsClient());
  }

  /** The user's act, a channel and a run over it. */
  UnitRun personalize(SimulatedModule module) throws LinkException, ModuleException, Refusal {
    return personalize(unit, link(module, new ArrayList<>()));
  }

  /** The user's act, a channel and a run over it, with a unit of choice. */
  UnitRun personalize(Books books, Link link) throws LinkException, ModuleException, Refusal {
    return personalize(real, books, link);
  }

  /** The same, with the unit's own cryptography. */
  UnitRun personalize(Cryptography forUnit, Books books, Link link)
      throws LinkException, ModuleException, Refusal {
    var apdus = new ApduChannel(link);
    apdus.send(new CommandApdu(0x80, Instruction.USER_ACT.ins(), 0, 0));
    try (var channel = ClientChannel.open(forUnit, apdus, books.asClient());
        var run =
            new UnitRun(forUnit, books, this::now, channel.binding(), channel.module().leaf())) {
      LocalRun.carry(channel, run);
      return run;
    }
  }
}
