// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A PostgreSQL server of the benchmark's own (Debian: {@code postgresql}), on the loopback address
 * and with its usual settings, so that what it has committed survives a loss of power.
 */
final class PostgresService implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");
  private static final String USER = "keywright";

  private final Process process;
  private final Path folder;
  private final int port;

  private PostgresService(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @throws IOException if none is installed, or it does not start
   */
  static PostgresService start() throws IOException {
    Path programs = programs();
    Path folder = Files.createTempDirectory("keywright-bench-postgres");
    if (isRoot()) {
      finish(new ProcessBuilder("chown", "postgres", folder.toString()));
    }
    String data = folder.resolve("data").toString();
    finish(
        program(
            folder,
            programs.resolve("initdb"),
            "--auth=trust",
            "--username=" + USER,
            "--encoding=UTF8",
            "--locale=C",
            "--pgdata=" + data));
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var service =
        program(
            folder,
            programs.resolve("postgres"),
            "-D",
            data,
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=");
    return new PostgresService(started(service), folder, port);
  }

  private static Path programs() throws IOException {
    if (Files.isDirectory(PROGRAMS)) {
      try (var versions = Files.list(PROGRAMS)) {
        var newest =
            versions
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .max(Comparator.naturalOrder());
        if (newest.isPresent()) {
          return newest.get();
        }
      }
    }
    throw new IOException("no PostgreSQL server is installed under " + PROGRAMS);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** The server refuses to run as root. */
  private static ProcessBuilder program(Path folder, Path program, String... arguments) {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
  }

  private static void finish(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("no PostgreSQL server can be made: " + said.strip());
    }
  }

  private static Process started(ProcessBuilder service) throws IOException {
    Process process = service.start();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.endsWith("database system is ready to accept connections")) {
        Thread.ofVirtual().start(() -> drain(output));
        return process;
      }
    }
    throw new IOException("the PostgreSQL server does not start");
  }

  /** What it says further is of no interest, but must not fill the pipe. */
  private static void drain(Reader output) {
    try (output) {
      output.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // the service has ended
    }
  }

  /** Its database, as {@code vault:create} takes it. */
  String address() {
    return "postgresql://" + USER + "@127.0.0.1:" + port + "/postgres";
  }

  /** Its database, as its driver takes it. */
  String jdbc() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER;
  }

  /** Ends it, once all have left it. */
  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
