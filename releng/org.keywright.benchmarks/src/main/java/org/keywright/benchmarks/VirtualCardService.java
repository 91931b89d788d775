// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A PC/SC service of the benchmark's own with vpcd's virtual readers (Debian: {@code pcscd} and
 * {@code vsmartcard-vpcd}); no other pcscd may run.
 */
final class VirtualCardService implements AutoCloseable {
  /** The first of the two readers. */
  static final String READER = "Virtual PCD 00 00";

  private static final Path PROGRAM = Path.of("/usr/sbin/pcscd");
  private static final Path VPCD = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");

  private final Process process;
  private final int port;

  private VirtualCardService(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static VirtualCardService start() throws IOException {
    if (!Files.isExecutable(PROGRAM) || !Files.exists(VPCD)) {
      throw new IOException("pcscd and vpcd are missing: install pcscd and vsmartcard-vpcd");
    }
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var folder = Files.createTempDirectory("pcscd");
    Files.writeString(
        folder.resolve("vpcd"),
        "FRIENDLYNAME \"Virtual PCD\"%nDEVICENAME /dev/null:0x%X%nLIBPATH %s%nCHANNELID 0x%X%n"
            .formatted(port, VPCD, port));
    var process =
        new ProcessBuilder(
                PROGRAM.toString(), "--foreground", "--info", "--config", folder.toString())
            .redirectErrorStream(true)
            .start();
    var output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.endsWith("daemon ready.")) {
        Thread.ofVirtual().start(() -> drain(output));
        return new VirtualCardService(process, port);
      }
    }
    throw new IOException("pcscd does not start; does another one run?");
  }

  /** What it says further is of no interest, but must not fill the pipe. */
  private static void drain(Reader output) {
    try (output) {
      output.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // the service has ended
    }
  }

  /** Where the card of the reader connects. */
  int port() {
    return port;
  }

  @Override
  public void close() {
    // So asked, it takes its files away.
    process.destroy();
  }
}
