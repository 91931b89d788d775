// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keywright.benchmarks.window.WindowWatch;

/** A workbench that runs, in a process of its own. */
final class WindowProcess implements AutoCloseable {
  private static final int PATIENCE = 30;

  private final Process process;
  private final BufferedReader output;
  private final Writer input;
  private final long nanos;
  private final Duration processorTime;

  private WindowProcess(Process process, BufferedReader output, Writer input, long nanos) {
    this.process = process;
    this.output = output;
    this.input = input;
    this.nanos = nanos;
    this.processorTime = process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /**
   * Starts one, and waits until its window can be used.
   *
   * @param cache the folder that it may keep things in from start to start
   */
  static WindowProcess start(WindowProduct product, XScreen screen, Path cache) throws IOException {
    var builder = new ProcessBuilder(product.script().toString(), "workbench");
    builder.environment().put("DISPLAY", screen.display());
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.environment().remove("KEYWRIGHT_JAVA_OPTS");
    // What GTK would start for screen readers would outlive the window.
    builder.environment().put("NO_AT_BRIDGE", "1");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    long begun = System.nanoTime();
    Process process = builder.start();
    BufferedReader output = process.inputReader();
    try {
      awaitReady(output);
    } catch (IOException e) {
      process.destroy();
      throw e;
    }
    return new WindowProcess(process, output, process.outputWriter(), System.nanoTime() - begun);
  }

  private static void awaitReady(BufferedReader output) throws IOException {
    String line;
    do {
      line = output.readLine();
      if (line == null) {
        throw new IOException("the workbench ended before its window could be used");
      }
    } while (!line.equals(WindowWatch.READY));
  }

  /** How long it took from the start of the process until its window could be used. */
  long nanos() {
    return nanos;
  }

  /** How much of the processors it took until then, if this platform tells, else nothing. */
  Duration processorTime() {
    return processorTime;
  }

  /** Opens a vault there, shows its devices, and returns when that can be used. */
  void showDevices(Path vault, Path passphrase) throws IOException {
    tell("devices " + vault + " " + passphrase);
    awaitReady(output);
  }

  private void tell(String line) throws IOException {
    input.write(line + System.lineSeparator());
    input.flush();
  }

  /** The memory that it has of the machine, if this platform tells. */
  Optional<Double> megabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .findFirst();
    }
  }

  /** Closes the window, as a person does, so that its layout is kept. */
  @Override
  public void close() throws IOException {
    tell(WindowWatch.CLOSE);
    process.onExit().completeOnTimeout(process, PATIENCE, TimeUnit.SECONDS).join();
    if (process.isAlive()) {
      process.destroyForcibly();
      throw new IOException("the workbench did not end");
    }
  }
}
