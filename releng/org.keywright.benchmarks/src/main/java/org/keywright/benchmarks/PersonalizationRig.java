// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.channel.SecureChannels;
import org.keywright.crypto.jce.internal.AesCbc;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.crypto.jce.internal.BouncyCastleCertificates;
import org.keywright.crypto.jce.internal.BouncyCastleEcKeys;
import org.keywright.crypto.jce.internal.CurvePrimitives;
import org.keywright.crypto.jce.internal.EcJpake;
import org.keywright.crypto.jce.internal.HmacHkdf;
import org.keywright.crypto.jce.internal.TlsChannels;
import org.keywright.crypto.jce.internal.X9KeyBlocks;
import org.keywright.crypto.pki.Certificates;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.internal.StreamedDeviceLists;
import org.keywright.engine.internal.VirtualJobRunner;
import org.keywright.engine.personalization.Manufacturers;
import org.keywright.engine.personalization.OrderRequest;
import org.keywright.engine.personalization.UnitCampaign;
import org.keywright.engine.personalization.internal.AdmittingCentrals;
import org.keywright.engine.personalization.internal.CertifyingManufacturers;
import org.keywright.engine.personalization.internal.CertifyingUnits;
import org.keywright.engine.personalization.internal.JobCampaigns;
import org.keywright.engine.personalization.internal.Services;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.transport.Endpoint;
import org.keywright.transport.internal.PluggedTransports;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.transport.sim.internal.FleetSimulator;
import org.keywright.transport.sim.internal.Patience;
import org.keywright.transport.sim.internal.SecurityModules;
import org.keywright.transport.sim.internal.SimTransport;
import org.keywright.vault.JobState;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;

/** A manufacturer, a personalization unit, a central system and modules, without a framework. */
final class PersonalizationRig implements AutoCloseable {
  static final String ACTOR = "bench";
  static final String UNIT = "bureau";

  /** A module waits as long as it takes all others, for they share this machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String MAKER = "acme";
  private static final String CENTRAL = "toll";
  private static final String CUSTOMER = "North Pay";

  final Rig base = new Rig();
  final Cryptography crypto;
  final SecureChannels channels;
  final CertifyingUnits units;
  private final JobCampaigns campaigns;
  private final Path folder;

  /** By which the floors sign. */
  final EcKeyPair floorPair;

  private final FleetSimulator simulator;
  private final JdbcVaults vaults;
  private final CertifyingManufacturers manufacturers;
  private int made;

  /** Makes the parties, in a vault in a folder. */
  PersonalizationRig(Path folder) throws Exception {
    var curves = new CurvePrimitives(base.primitives);
    channels = new TlsChannels(curves);
    crypto =
        new Cryptography(
            new BouncyCastleEcKeys(curves),
            new HmacHkdf(curves),
            new EcJpake(curves),
            new BouncyCastleCertificates(curves),
            base.keys,
            new X9KeyBlocks(base.primitives),
            base.sealing,
            new AesCbc(base.primitives),
            base.suites.require(1));
    var modules =
        new SecurityModules(
            crypto,
            channels,
            new SecureRandom()::nextBytes,
            new Patience(PATIENCE, PATIENCE, PATIENCE));
    simulator =
        new FleetSimulator(
            base.suites, base.keys, base.sealing, Clock.systemUTC(), Duration.ZERO, () -> modules);
    var transports = new PluggedTransports();
    transports.bindTransport(
        SimTransport.withTimeout(simulator, Duration.ofSeconds(30)),
        Map.of("keywright.transport.scheme", "sim"));
    vaults =
        JdbcVaults.with(
            base.sealing,
            new Argon2Passphrases(base.primitives),
            base.keys,
            new Settings(Clock.systemUTC(), new Passphrases.Cost(64, 1, 1), 0));
    try (var passphrase = KeyMaterial.consume("bench-mark".getBytes(StandardCharsets.UTF_8))) {
      vaults.create(folder.resolve("bench.kwv"), passphrase);
    }
    // The parties have met no certificate that only modules have.
    var services = services(transports, new BouncyCastleCertificates(curves));
    manufacturers = new CertifyingManufacturers(services);
    units = new CertifyingUnits(services);
    campaigns = new JobCampaigns(services, new StreamedDeviceLists(), new VirtualJobRunner());
    this.folder = folder;
    floorPair = crypto.ecKeys().generate();
    bringUp(new AdmittingCentrals(services));
  }

  private Services services(PluggedTransports transports, Certificates certificates) {
    return new Services(
        vaults,
        transports,
        channels,
        base.suites,
        crypto.ecKeys(),
        crypto.hkdf(),
        crypto.pakes(),
        certificates,
        crypto.keys(),
        crypto.keyBlocks(),
        crypto.sealing(),
        crypto.cbc());
  }

  private void bringUp(AdmittingCentrals centrals) throws Exception {
    var root = manufacturers.create(ACTOR, MAKER, "Acme Devices");
    var request = units.create(ACTOR, UNIT, CUSTOMER);
    var certificate =
        manufacturers.certify(ACTOR, MAKER, request, Manufacturers.UNIT_LIFE, OptionalInt.empty());
    units.install(ACTOR, UNIT, certificate, root);
    var asked = centrals.create(ACTOR, CENTRAL, CUSTOMER);
    var chain = units.enrolCentral(ACTOR, UNIT, asked, "localhost:7900");
    units.endorsed(ACTOR, UNIT, centrals.enrolUnit(ACTOR, CENTRAL, chain, root));
  }

  /** Modules with their identity and a work order each. */
  List<SimulatedModule> modules(int count) throws Exception {
    var modules = new ArrayList<SimulatedModule>(count);
    for (int i = 0; i < count; i++) {
      var module = virgin();
      manufacturers.identify(
          ACTOR,
          MAKER,
          endpoint(module),
          new Manufacturers.Identity(CUSTOMER, module.name(), 0, ""));
      order(module);
      modules.add(module);
    }
    return modules;
  }

  private SimulatedModule virgin() throws IOException {
    made++;
    var name = new UnitOrder.Name("sm-" + made, SerialNumber.parse("sm-" + made));
    return (SimulatedModule)
        simulator
            .create(
                new UnitOrder(
                    Role.SM, List.of(name), Optional.empty(), Bytes.of((byte) 2), Optional.empty()))
            .getFirst();
  }

  private void order(SimulatedModule module) throws Exception {
    units
        .order(
            ACTOR,
            new OrderRequest(
                UNIT,
                Optional.of(module.serialNumber()),
                Optional.empty(),
                ACTOR,
                false,
                false,
                OrderRequest.DEFAULT_LIFE))
        .close();
  }

  /** Has modules personalized by a campaign over their local links, so many at a time. */
  void campaign(List<SimulatedModule> modules, int atOnce) throws Exception {
    var lines = new ArrayList<>(List.of("serial,endpoint"));
    modules.forEach(module -> lines.add(module.serialNumber() + "," + endpoint(module)));
    Path list = Files.write(folder.resolve("devices.csv"), lines);
    var order = CampaignOrder.of(list).withParallel(atOnce);
    var job = campaigns.start(ACTOR, new UnitCampaign(UNIT, order, true));
    if (job.await().state() != JobState.DONE) {
      throw new IllegalStateException(job.progress().toString());
    }
  }

  private static Endpoint endpoint(SimulatedModule module) {
    return Endpoint.parse("sim:" + module.name());
  }

  @Override
  public void close() {
    units.close();
    floorPair.close();
    vaults.close();
  }
}
