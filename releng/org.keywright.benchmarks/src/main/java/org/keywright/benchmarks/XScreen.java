// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A screen for windows: an X server of the benchmark's own without one to look at (Debian: {@code
 * xvfb}), else the one that is there.
 */
record XScreen(String display, Optional<Process> server) implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/Xvfb");

  /** Finds one; none if there is no screen and no such server. */
  static Optional<XScreen> find() throws IOException {
    if (Files.isExecutable(PROGRAM)) {
      return Optional.of(started());
    }
    return Optional.ofNullable(System.getenv("DISPLAY"))
        .map(display -> new XScreen(display, Optional.empty()));
  }

  private static XScreen started() throws IOException {
    // It chooses a number that is free, and says which when it is ready.
    Process server =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1600x1000x24",
                "-nolisten",
                "tcp")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String number = server.inputReader().readLine();
    if (number == null) {
      throw new IOException(PROGRAM + " does not start");
    }
    return new XScreen(":" + number, Optional.of(server));
  }

  @Override
  public void close() {
    server.ifPresent(Process::destroy);
  }
}
