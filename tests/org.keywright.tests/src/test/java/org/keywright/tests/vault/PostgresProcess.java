// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.keywright.vault.VaultAddress;

/**
 * A PostgreSQL server of the tests' own, on a port of the loopback address and in a folder that
 * goes with it. One serves all tests of a run; those that kill it start another.
 */
final class PostgresProcess implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");
  private static final String USER = "keywright";
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private final Path programs;
  private final Path folder;
  private final int port;
  private final Deque<VaultAddress> free = new ConcurrentLinkedDeque<>();
  private Process process;

  private PostgresProcess(Path programs, Path folder, int port) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
  }

  private static final class Shared {
    static final PostgresProcess SERVER = start();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }

    private Shared() {}
  }

  /** The server of this run, which is started when it is asked for first. */
  static PostgresProcess shared() {
    programs();
    return Shared.SERVER;
  }

  /**
   * Starts a server. Where it is not installed the test is not run, but in continuous integration
   * it fails.
   */
  static PostgresProcess start() {
    try {
      Path folder = Files.createTempDirectory("keywright-postgres");
      int port;
      try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      var server = new PostgresProcess(programs(), folder, port);
      server.make();
      server.run();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path programs() {
    try (var versions = Files.exists(PROGRAMS) ? Files.list(PROGRAMS) : null) {
      var found =
          versions == null
              ? List.<Path>of()
              : versions
                  .map(version -> version.resolve("bin"))
                  .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                  .sorted(Comparator.reverseOrder())
                  .toList();
      if (!found.isEmpty()) {
        return found.getFirst();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String reason = "no PostgreSQL server is installed under " + PROGRAMS;
    Assumptions.assumeFalse(System.getenv("CI") == null, reason);
    throw new AssertionError(reason);
  }

  private void make() throws IOException {
    if (isRoot()) {
      output(new ProcessBuilder("chown", "postgres", folder.toString()));
    }
    output(
        program(
            "initdb",
            "--auth=trust",
            "--username=" + USER,
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "--pgdata=" + folder.resolve("data")));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** The server runs as no root, who may do more than it allows. */
  private ProcessBuilder program(String name, String... arguments) {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(programs.resolve(name).toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
  }

  private static String output(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(said);
    }
    return said;
  }

  /** Starts the server anew in the same folder, and comes back when it takes connections. */
  void run() throws IOException {
    var arguments =
        new ArrayList<>(
            List.of("-D", folder.resolve("data").toString(), "-p", Integer.toString(port)));
    // Small and light, for one test at a time; what is killed loses nothing of what it wrote.
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "full_page_writes=off",
            "shared_buffers=16MB",
            "max_connections=40",
            "autovacuum=off")) {
      arguments.addAll(List.of("-c", setting));
    }
    process = program("postgres", arguments.toArray(String[]::new)).start();
    var said = new StringBuilder();
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      if (line.endsWith("database system is ready to accept connections")) {
        Thread.ofVirtual().start(() -> drain(lines));
        return;
      }
    }
    throw new IOException(said.toString());
  }

  private static void drain(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {
        // what a server says later helps nobody
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the server with all that it was at; what was committed is on the disk. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  /** A place for one more vault: one that nobody uses any more, or a new one. */
  VaultAddress address() throws SQLException {
    VaultAddress left = free.poll();
    if (left != null) {
      empty(left);
      return left;
    }
    String schema = "vault_" + SCHEMAS.incrementAndGet();
    execute("CREATE SCHEMA " + schema);
    return VaultAddress.parse(
        "postgresql://%s@127.0.0.1:%d/postgres?currentSchema=%s".formatted(USER, port, schema));
  }

  /**
   * Takes all rows out of a place. Its tables stay, as making them is what takes most of the time
   * of a test; the first vault of a place shows that they are made.
   */
  static void empty(VaultAddress address) throws SQLException {
    try (var connection = behind(address);
        var statement = connection.createStatement()) {
      var deletes = new StringBuilder();
      try (var tables =
          statement.executeQuery(
              "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
                  + " AND tablename <> 'schema_version'")) {
        while (tables.next()) {
          deletes.append("DELETE FROM ").append(tables.getString(1)).append(';');
        }
      }
      statement.execute(deletes.toString());
    }
  }

  /** Takes a place back whose vaults are closed. */
  static void free(VaultAddress address) {
    PostgresProcess server = Shared.SERVER;
    if (address.text().contains(":" + server.port + "/") && !server.free.contains(address)) {
      server.free.add(address);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = connect("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Ends all connections to the server but one's own, as a firewall or its operator does. */
  void cut() throws SQLException {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            + " AND backend_type = 'client backend'");
  }

  /** A connection past the vault, as somebody with the rights of the database's owner has it. */
  static Connection behind(VaultAddress address) throws SQLException {
    Connection connection = connect("jdbc:" + address.text().replace(USER + "@", ""));
    try (var statement = connection.createStatement()) {
      // Neither foreign references nor triggers hinder him.
      statement.execute("SET session_replication_role = replica");
    }
    return connection;
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, USER, "");
  }

  @Override
  public void close() {
    kill();
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
