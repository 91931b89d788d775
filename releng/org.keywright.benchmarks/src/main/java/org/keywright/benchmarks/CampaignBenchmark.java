// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.engine.download.internal.DownloadEngine;
import org.keywright.engine.internal.VirtualJobRunner;
import org.keywright.transport.internal.PluggedTransports;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.internal.SimTransport;
import org.keywright.vault.Act;
import org.keywright.vault.JobState;
import org.keywright.vault.KeySets.NewKey;
import org.keywright.vault.Vault;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;

/**
 * Campaigns with a vault that records each load twice, durably: what a module costs with 1,000 and
 * with 100,000 of them.
 */
final class CampaignBenchmark {
  private static final int FEW = 1_000;
  private static final int MANY = 100_000;
  private static final String ACTOR = "bench";

  Map<String, Object> run() throws Exception {
    Path folder = Files.createTempDirectory("keywright-bench");
    try {
      return measure(folder);
    } finally {
      try (var all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(CampaignBenchmark::delete);
      }
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> measure(Path folder) throws Exception {
    var rig = new Rig();
    var transports = new PluggedTransports();
    transports.bindTransport(
        SimTransport.withTimeout(rig.simulator, Duration.ofSeconds(30)),
        Map.of("keywright.transport.scheme", "sim"));
    var vaults =
        JdbcVaults.with(
            rig.sealing,
            new Argon2Passphrases(rig.primitives),
            rig.keys,
            new Settings(Clock.systemUTC(), new Passphrases.Cost(64, 1, 1), 0));
    try (var passphrase =
        KeyMaterial.consume("bench passphrase".getBytes(StandardCharsets.UTF_8))) {
      fill(rig, vaults.create(folder.resolve("bench.kwv"), passphrase));
    }
    var runner = new VirtualJobRunner();
    var engine = new DownloadEngine(vaults, rig.suites, rig.keys, transports, runner, runner);
    for (int i = 0; i < 12; i++) {
      campaign(rig, engine, folder, FEW);
    }
    double few = campaign(rig, engine, folder, FEW);
    double many = campaign(rig, engine, folder, MANY);
    vaults.close();
    var figures = new LinkedHashMap<String, Object>();
    figures.put("microsPerModuleOf1000", Turns.rounded(few));
    figures.put("microsPerModuleOf100000", Turns.rounded(many));
    figures.put("ratioManyToFew", Turns.rounded(many / few));
    figures.put("modulesPerSecond", Turns.rounded(1e6 / many));
    return figures;
  }

  private static void fill(Rig rig, Vault vault) throws Exception {
    try (var grant = vault.grant(new Act(ACTOR, "keyset:create", "bench", ""));
        var key = rig.keys.generate(KeySpec.AES_256)) {
      vault.keySets().create(grant, "bench", Rig.SET.value(), 1, rig.transportKey);
      var attributes =
          new KeyAttributes(new KeyUsage("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE);
      vault
          .keySets()
          .addKey(
              grant, "bench", new NewKey(1, "bench key", attributes, false, "made"), key, false);
      grant.succeeded("filled");
    }
  }

  /** Runs one campaign and returns the microseconds for each module. */
  private static double campaign(Rig rig, DownloadEngine engine, Path folder, int modules)
      throws Exception {
    List<SimulatedUnit> units = rig.units(modules, 1);
    var lines = new ArrayList<String>(modules + 1);
    lines.add("serial,endpoint,place");
    units.forEach(unit -> lines.add(unit.name() + ",sim:" + unit.name() + ",1"));
    Path devices = folder.resolve("devices-" + units.getFirst().name() + ".csv");
    Files.write(devices, lines);
    var order = LoadOrder.of(ACTOR, "bench", 1, 1, LoadMode.NEW);
    long begun = System.nanoTime();
    var ended = engine.campaign(order, CampaignOrder.of(devices)).await();
    long took = System.nanoTime() - begun;
    if (ended.state() != JobState.DONE) {
      throw new IllegalStateException("the campaign ended " + ended.state());
    }
    rig.remove(units);
    return took / 1e3 / modules;
  }
}
