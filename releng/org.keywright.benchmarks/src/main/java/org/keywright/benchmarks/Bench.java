// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs benchmarks by name and prints their figures as one JSON object.
 *
 * <p>Every figure that is compared stands beside a floor that was measured in the same run, in turn
 * with it; ratios carry over from machine to machine, absolute figures do not.
 */
public final class Bench {
  private static final Map<String, Benchmark> ALL =
      new TreeMap<>(
          Map.of(
              "audit",
              new AuditBenchmark(),
              "download",
              new DownloadBenchmark(),
              "personalization",
              new PersonalizationBenchmark(),
              "links",
              LinksBenchmark.whenRun(),
              "pcsc",
              new PcscBenchmark(),
              "pairing",
              new PairingBenchmark(1_000_000),
              "pairing-10m",
              new PairingBenchmark(10_000_000),
              "vault-keys",
              new VaultKeysBenchmark(),
              "workbench",
              new WorkbenchBenchmark()));

  /** Those that are run when none is named. */
  private static final List<String> USUAL =
      List.of("audit", "download", "pairing", "personalization");

  private Bench() {}

  /** One benchmark. */
  interface Benchmark {
    /** Measures and returns the figures by name. */
    Map<String, Object> run() throws Exception;
  }

  /** Runs the benchmarks that are named, or the usual ones. */
  public static void main(String[] arguments) throws Exception {
    var names = arguments.length == 0 ? USUAL : List.of(arguments);
    var figures = new LinkedHashMap<String, Object>();
    for (String name : names) {
      var benchmark = ALL.get(name);
      if (benchmark == null) {
        System.err.println("keywright: no benchmark '" + name + "'; there are " + ALL.keySet());
        System.exit(2);
      }
      figures.put(name, benchmark.run());
    }
    System.out.println(new GsonBuilder().setPrettyPrinting().create().toJson(figures));
    System.exit(0);
  }
}
