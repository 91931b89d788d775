// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.vault.Act;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobState;
import org.keywright.vault.Vault;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;

/**
 * How soon the workbench's window can be used, beside an empty workbench of the same platform that
 * is started in the same way, and how much memory it has.
 */
final class WorkbenchBenchmark implements Bench.Benchmark {
  private static final int WARM_UP = 2;
  private static final int TURNS = 5;
  private static final int DEVICES = 100_000;
  private static final int AT_ONCE = 64;
  private static final int REST = 5_000;
  private static final String PASSPHRASE = "bench-mark";

  @Override
  public Map<String, Object> run() throws Exception {
    Optional<Path> built = built();
    if (built.isEmpty()) {
      return Map.of("leftOut", "no workbench with a start script for this platform was built");
    }
    Optional<XScreen> found = XScreen.find();
    if (found.isEmpty()) {
      return Map.of("leftOut", "there is no screen: install xvfb, or set DISPLAY");
    }
    Path folder = Files.createTempDirectory("keywright-bench");
    try (XScreen screen = found.get()) {
      var ours = WindowProduct.ofOurs(built.get(), folder.resolve("ours"));
      var none = WindowProduct.ofNone(built.get(), folder.resolve("empty"));
      var figures = new LinkedHashMap<String, Object>();
      var start = new Start(ours, screen, folder.resolve("our-cache"));
      var emptyStart = new Start(none, screen, folder.resolve("empty-cache"));
      var turns = Turns.measure(WARM_UP, TURNS, 1, start::nanos, emptyStart::nanos);
      figures.put("secondsToWindow", Turns.rounded(turns.nanos(0) / 1e9));
      figures.put("secondsToEmptyWindow", Turns.rounded(turns.nanos(1) / 1e9));
      figures.put("timesTheEmptyWindow", Turns.rounded(1 / turns.ratio(1, 0)));
      figures.put("processorSecondsToWindow", Turns.rounded(start.processorSeconds()));
      figures.put("processorSecondsToEmptyWindow", Turns.rounded(emptyStart.processorSeconds()));
      figures.put("memory", memory(ours, screen, folder));
      return figures;
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  /** The product of this platform. */
  private static Optional<Path> built() throws IOException {
    Path products =
        Path.of(
            System.getProperty("keywright.root"),
            "releng/org.keywright.product/target/products/keywright-workbench");
    if (!Files.isDirectory(products)) {
      return Optional.empty();
    }
    try (var all = Files.walk(products, 7)) {
      return all.filter(each -> each.getFileName().toString().equals("keywright"))
          .filter(each -> isOfThisPlatform(products.relativize(each)))
          .filter(Files::isExecutable)
          .map(Path::getParent)
          .filter(each -> Files.isDirectory(each.resolve("plugins")))
          .findFirst();
    }
  }

  /** Whether a path begins with this platform's folders: the tests leave the products of all. */
  private static boolean isOfThisPlatform(Path product) {
    String system = System.getProperty("os.name").startsWith("Mac") ? "macosx" : "linux";
    String processor = System.getProperty("os.arch").replace("amd64", "x86_64");
    return product.getNameCount() > 3
        && product.getName(0).toString().equals(system)
        && product.getName(2).toString().equals(processor);
  }

  /** Starts of one product, one after the other. */
  private record Start(
      WindowProduct product, XScreen screen, Path cache, List<Duration> processorTimes) {
    Start(WindowProduct product, XScreen screen, Path cache) {
      this(product, screen, cache, new ArrayList<>());
    }

    long nanos() throws IOException {
      try (var window = WindowProcess.start(product, screen, cache)) {
        processorTimes.add(window.processorTime());
        return window.nanos();
      }
    }

    /** The median of the starts that count. */
    double processorSeconds() {
      return processorTimes.stream()
              .skip(WARM_UP)
              .sorted()
              .skip(TURNS / 2)
              .findFirst()
              .orElse(Duration.ZERO)
              .toMillis()
          / 1e3;
    }
  }

  private static Map<String, Object> memory(WindowProduct ours, XScreen screen, Path folder)
      throws Exception {
    Path vault = folder.resolve("devices.kwv");
    fill(vault);
    Path passphrase = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
    var figures = new LinkedHashMap<String, Object>();
    try (var window = WindowProcess.start(ours, screen, folder.resolve("our-cache"))) {
      Thread.sleep(REST);
      if (window.megabytes().isEmpty()) {
        return Map.of("leftOut", "this platform does not tell how much memory a process has");
      }
      figures.put("megabytesWithWindow", Turns.rounded(window.megabytes().get()));
      window.showDevices(vault, passphrase);
      Thread.sleep(REST);
      figures.put("devices", DEVICES);
      figures.put("megabytesWithDevices", Turns.rounded(window.megabytes().orElseThrow()));
    }
    return figures;
  }

  private static void fill(Path file) throws Exception {
    var rig = new Rig();
    var vaults =
        JdbcVaults.with(
            rig.sealing,
            new Argon2Passphrases(rig.primitives),
            rig.keys,
            new Settings(Clock.systemUTC(), Passphrases.DEFAULT_COST, 0));
    try (var passphrase = KeyMaterial.consume(PASSPHRASE.getBytes(StandardCharsets.UTF_8))) {
      Vault vault = vaults.create(file, passphrase);
      long job;
      try (var grant = vault.grant(new Act("bench", "download:campaign", "a fleet", ""))) {
        job = vault.jobs().begin(grant, "download", "a fleet", Map.of()).id();
        grant.succeeded("");
      }
      save(vault, job);
      vault.jobs().mark(job, JobState.DONE);
    } finally {
      vaults.close();
    }
  }

  private static void save(Vault vault, long job) throws Exception {
    var next = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers =
          IntStream.range(0, AT_ONCE)
              .mapToObj(
                  writer ->
                      threads.submit(
                          () -> {
                            for (int i; (i = next.incrementAndGet()) <= DEVICES; ) {
                              vault.jobs().save(item(job, i));
                            }
                            return true;
                          }))
              .toList();
      for (var writer : writers) {
        writer.get();
      }
    }
  }

  private static ItemRecord item(long job, int number) {
    return new ItemRecord(
        job,
        number,
        "SN%07d".formatted(number),
        "1",
        "tcp://depot-%d:7700/%d".formatted(number % 7, number),
        ItemState.DONE,
        "",
        Map.of("key", "data key", "keySet", "demo", "kvn", "1", "kcv", "0102030405"),
        Optional.empty(),
        Instant.EPOCH.plusSeconds(number));
  }
}
