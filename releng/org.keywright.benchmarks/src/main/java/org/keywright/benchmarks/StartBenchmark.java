// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Whole processes: from the start of the product to the first load with its receipt, beside the
 * start of the product for nothing. The passphrase's stretching is part of the first.
 */
final class StartBenchmark {
  private static final int WARM_UP = 1;
  private static final int TURNS = 5;
  private static final String SCRIPT =
      """
      vault:create $1/first.kwv --secret-file $1/passphrase
      keyset:create first
      key:generate first 1
      sim:create ei --keyset first --name unit
      download:load --keyset first --key 1 --place 1 sim:unit
      """;

  Map<String, Object> run() throws Exception {
    String launcher = Path.of(System.getProperty("keywright.root"), "keywright").toString();
    Path folder = Files.createTempDirectory("keywright-bench");
    try {
      Path script = Files.writeString(folder.resolve("first.gosh"), SCRIPT);
      Files.writeString(folder.resolve("passphrase"), "bench passphrase\n");
      var turns =
          Turns.measure(
              WARM_UP,
              TURNS,
              1,
              () -> {
                Files.deleteIfExists(folder.resolve("first.kwv"));
                return process(launcher, "run", script.toString(), folder.toString());
              },
              () -> process(launcher, "exec", "version"));
      var figures = new LinkedHashMap<String, Object>();
      figures.put("secondsToFirstLoad", Turns.rounded(turns.nanos(0) / 1e9));
      figures.put("secondsToVersion", Turns.rounded(turns.nanos(1) / 1e9));
      return figures;
    } finally {
      try (var all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(StartBenchmark::delete);
      }
    }
  }

  private static long process(String... command) throws Exception {
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroy();
      throw new IllegalStateException("a process did not end within a minute");
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException("a process ended with " + process.exitValue());
    }
    return System.nanoTime() - begun;
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
