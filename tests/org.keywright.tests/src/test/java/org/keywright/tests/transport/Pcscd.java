// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A PC/SC service of the tests' own with two virtual readers. There can be only one on a computer,
 * so tests of other processes wait for it.
 */
public final class Pcscd implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/pcscd");
  private static final Path VPCD = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
  private static final Path SOCKETS = Path.of("/run/pcscd");

  private final FileChannel turn;
  private final Path folder;
  private final int port;
  private Process process;

  private Pcscd(FileChannel turn, Path folder, int port) {
    this.turn = turn;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts it. Where its packages are missing the test is not run, but in continuous integration it
   * fails.
   */
  public static Pcscd start() {
    if (!Files.isExecutable(PROGRAM)
        || !Files.exists(VPCD)
        || !"root".equals(System.getProperty("user.name"))) {
      String reason = "pcscd and vsmartcard-vpcd are not installed, or this is not root";
      Assumptions.assumeFalse(System.getenv("CI") == null, reason);
      throw new AssertionError(reason);
    }
    try {
      var turn =
          FileChannel.open(
              Path.of("/tmp/keywright-pcscd.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      turn.lock();
      var folder = Files.createTempDirectory("pcscd");
      var service = new Pcscd(turn, folder, freePort());
      service.configure();
      service.run();
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two ports in a row, of which the first is even. */
  private static int freePort() throws IOException {
    while (true) {
      try (var first = new ServerSocket(0)) {
        int port = first.getLocalPort();
        try (var second = new ServerSocket(port + 1)) {
          return second.getLocalPort() - 1;
        } catch (IOException e) {
          continue;
        }
      }
    }
  }

  private void configure() throws IOException {
    Files.writeString(
        folder.resolve("vpcd"),
        """
        FRIENDLYNAME "Virtual PCD"
        DEVICENAME /dev/null:0x%X
        LIBPATH %s
        CHANNELID 0x%X
        """
            .formatted(port, VPCD, port));
  }

  /** Starts the service, and comes back when it is ready. */
  public void run() throws IOException {
    process =
        new ProcessBuilder(
                PROGRAM.toString(), "--foreground", "--info", "--config", folder.toString())
            .redirectErrorStream(true)
            .start();
    var said = new ArrayList<String>();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.add(line);
      if (line.endsWith("daemon ready.")) {
        Thread.ofVirtual().start(() -> drain(output));
        return;
      }
    }
    throw new IOException("pcscd does not start: " + String.join("\n", said));
  }

  /** What it says further is of no interest, but must not fill the pipe. */
  private static void drain(Reader output) {
    try (output) {
      output.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // the service has ended
    }
  }

  /** Kills the service without a warning, and takes away what it leaves behind. */
  public void kill() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    for (String left : List.of("pcscd.comm", "pcscd.pid")) {
      Files.deleteIfExists(SOCKETS.resolve(left));
    }
  }

  /** Where the card of a reader connects; 0 or 1. */
  public InetSocketAddress slot(int number) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port + number);
  }

  /** What the platform calls a reader; 0 or 1. */
  public static String reader(int number) {
    return "Virtual PCD 00 0" + number;
  }

  @Override
  public void close() {
    try {
      kill();
      Files.deleteIfExists(folder.resolve("vpcd"));
      Files.deleteIfExists(folder);
      turn.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
