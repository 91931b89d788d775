// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.engine.internal.VirtualJobRunner;
import org.keywright.engine.pairing.CodeRequest;
import org.keywright.engine.pairing.Pairings;
import org.keywright.engine.pairing.internal.PairingEngine;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.transport.internal.PluggedTransports;
import org.keywright.vault.Act;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingRegister.CaseFilter;
import org.keywright.vault.PairingUnitState;
import org.keywright.vault.Vault;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;

/** A centre with many modules: what a code costs, and how soon a list has its first page. */
record CentreBenchmark(int modules) {
  private static final int HOSTS = 10_000;
  private static final int TOGETHER = 20_000;
  private static final int WARM_UP = 10_000;
  private static final int CODES = 3_000;
  private static final int AT_ONCE = 32;
  private static final int PAGES = 31;
  private static final int PAGE = 50;
  private static final String ACTOR = "bench";

  /** What is timed. */
  private interface Timed {
    void run() throws Exception;
  }

  Map<String, Object> run() throws Exception {
    Path folder = Files.createTempDirectory("keywright-bench");
    try {
      return measure(folder);
    } finally {
      try (var all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(CentreBenchmark::delete);
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

  private Map<String, Object> measure(Path folder) throws Exception {
    var rig = new Rig();
    var passphrases = new Argon2Passphrases(rig.primitives);
    var vaults =
        JdbcVaults.with(
            rig.sealing,
            passphrases,
            rig.keys,
            new Settings(Clock.systemUTC(), new Passphrases.Cost(64, 1, 1), 0));
    Vault vault;
    try (var passphrase =
        KeyMaterial.consume("bench passphrase".getBytes(StandardCharsets.UTF_8))) {
      vault = vaults.create(folder.resolve("bench.kwv"), passphrase);
    }
    var pairings =
        new PairingEngine(
            vaults,
            rig.suites,
            rig.keys,
            passphrases,
            new PluggedTransports(),
            new VirtualJobRunner());
    pairings.createEstate(
        ACTOR,
        "bench",
        1,
        PolicySettings.DEFAULT,
        5,
        new PairingEstate.Limits(8, 4, Duration.ofDays(90)));
    long begun = System.nanoTime();
    fill(vault);
    var figures = new LinkedHashMap<String, Object>();
    figures.put("modules", modules);
    figures.put("secondsToEnterThem", Turns.rounded((System.nanoTime() - begun) / 1e9));
    atOnce(pairings, WARM_UP, 1_000);
    codes(pairings, figures);
    codesAtOnce(pairings, figures);
    pages(vault, figures);
    figures.put("megabytesOnDisk", Turns.rounded(bytesIn(folder) / 1e6));
    vaults.close();
    return figures;
  }

  /** The vault and the log that SQLite writes ahead. */
  private static long bytesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private void fill(Vault vault) throws Exception {
    PairingEstate estate = vault.pairings().requireEstate("bench");
    Instant now = Instant.now();
    try (var grant = vault.grant(new Act(ACTOR, "pair:register", "bench", ""))) {
      var batch = new ArrayList<PairingModule>(TOGETHER);
      for (int i = 0; i < modules; i++) {
        batch.add(PairingModule.made(module(i), estate, 1, 1, 0, now));
        if (batch.size() == TOGETHER || i == modules - 1) {
          vault.pairings().addModules(grant, batch);
          batch.clear();
        }
      }
      var hosts = new ArrayList<PairingHost>(HOSTS);
      for (int i = 0; i < HOSTS; i++) {
        hosts.add(new PairingHost(host(i), "bench", 1, 1, PairingUnitState.ACTIVE, now));
      }
      vault.pairings().addHosts(grant, hosts);
      grant.succeeded("filled");
    }
  }

  private static String module(int number) {
    return "MS-%010d".formatted(number);
  }

  private static String host(int number) {
    return "MH-%010d".formatted(number);
  }

  /** Work is the processor time of who asks and of the vault's writer, without waiting. */
  private void codes(Pairings pairings, Map<String, Object> figures) throws Exception {
    var random = new Random(1);
    long[] took = new long[CODES];
    Work before = worked();
    for (int i = 0; i < CODES; i++) {
      long begun = System.nanoTime();
      code(pairings, random);
      took[i] = System.nanoTime() - begun;
    }
    Work work = worked().since(before);
    Arrays.sort(took);
    figures.put("microsOfWorkPerCode", Turns.rounded(work.all() / 1e3 / CODES));
    figures.put("microsOfItInTheKernel", Turns.rounded(work.kernel() / 1e3 / CODES));
    figures.put("microsPerCodeWithDisk", Turns.rounded(took[CODES / 2] / 1e3));
    figures.put("microsPerCodeWithDiskOf99InHundred", Turns.rounded(took[CODES * 99 / 100] / 1e3));
  }

  /** The same when many ask at once and share commits. */
  private void codesAtOnce(Pairings pairings, Map<String, Object> figures) throws Exception {
    long begun = System.nanoTime();
    long work = atOnce(pairings, CODES, 100);
    double seconds = (System.nanoTime() - begun) / 1e9;
    figures.put("microsOfWorkPerCodeOfManyAtOnce", Turns.rounded(work / 1e3 / CODES));
    figures.put("codesPerSecondOfManyAtOnce", Turns.rounded(CODES / seconds));
  }

  /** Has many ask at once; returns the processor time of all of it in nanoseconds. */
  private long atOnce(Pairings pairings, int codes, int seed) throws Exception {
    Work writer = writerWorked();
    long work = 0;
    try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
      var all = new ArrayList<Future<Long>>();
      for (int i = 0; i < AT_ONCE; i++) {
        int share = codes * (i + 1) / AT_ONCE - codes * i / AT_ONCE;
        var random = new Random(seed + i);
        all.add(
            pool.submit(
                () -> {
                  for (int n = 0; n < share; n++) {
                    code(pairings, random);
                  }
                  return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                }));
      }
      for (var each : all) {
        work += each.get();
      }
    }
    return work + writerWorked().since(writer).all();
  }

  /**
   * Processor time in nanoseconds: all of it, and what of it was spent in the kernel, which writes
   * to the disk.
   */
  private record Work(long all, long kernel) {
    Work since(Work before) {
      return new Work(all - before.all, kernel - before.kernel);
    }

    Work plus(Work other) {
      return new Work(all + other.all, kernel + other.kernel);
    }
  }

  private static Work worked() {
    return workOf(Thread.currentThread().threadId()).plus(writerWorked());
  }

  private static Work writerWorked() {
    var threads = ManagementFactory.getThreadMXBean();
    var work = new Work(0, 0);
    for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().equals("keywright-vault-writer")) {
        work = work.plus(workOf(thread.getThreadId()));
      }
    }
    return work;
  }

  private static Work workOf(long thread) {
    var threads = ManagementFactory.getThreadMXBean();
    long all = threads.getThreadCpuTime(thread);
    return new Work(all, all - threads.getThreadUserTime(thread));
  }

  private void code(Pairings pairings, Random random) throws Exception {
    var request =
        new CodeRequest(
            ACTOR,
            "",
            SerialNumber.parse(module(random.nextInt(modules))),
            SerialNumber.parse(host(random.nextInt(HOSTS))),
            0,
            Optional.empty());
    try (var answer = pairings.code(request)) {
      if (answer.code().isEmpty()) {
        throw new IllegalStateException("no code: " + answer.ground());
      }
    }
  }

  private void pages(Vault vault, Map<String, Object> figures) throws Exception {
    var register = vault.pairings();
    figures.put(
        "microsForNewestCases", median(() -> register.cases(CaseFilter.ALL, Long.MAX_VALUE, PAGE)));
    figures.put(
        "microsForOpenCases",
        median(
            () ->
                register.cases(
                    new CaseFilter(Optional.empty(), Optional.empty(), true),
                    Long.MAX_VALUE,
                    PAGE)));
    String last = module(modules - PAGE);
    figures.put("microsForLastModules", median(() -> register.modules(last, PAGE)));
    figures.put("microsForFindings", median(() -> register.findings(Long.MAX_VALUE, PAGE)));
  }

  private static double median(Timed timed) throws Exception {
    List<Long> took = new ArrayList<>();
    for (int i = 0; i < PAGES; i++) {
      long begun = System.nanoTime();
      timed.run();
      took.add(System.nanoTime() - begun);
    }
    took.sort(Comparator.naturalOrder());
    return Turns.rounded(took.get(PAGES / 2) / 1e3);
  }
}
