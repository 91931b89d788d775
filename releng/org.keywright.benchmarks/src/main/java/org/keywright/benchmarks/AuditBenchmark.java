// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.keywright.audit.Audit;
import org.keywright.audit.SignedCheckpoint;
import org.keywright.audit.internal.VaultAudit;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.crypto.jce.internal.BouncyCastleEcKeys;
import org.keywright.crypto.jce.internal.CurvePrimitives;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultAddress;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;

/** What an entry of the log of acts costs, and how soon a log is checked. */
final class AuditBenchmark implements Bench.Benchmark {
  private static final int WARM_UP = 2;
  private static final int TURNS = 11;
  private static final int ACTS = 200;
  private static final int AT_ONCE = 32;
  private static final int ENTRIES_OF_AN_ACT = 2;
  private static final Act ACT = new Act("bench", "download:load", "fuel/3", "the new network");

  private final Rig rig = new Rig();
  private final JdbcVaults vaults =
      JdbcVaults.with(
          rig.sealing,
          new Argon2Passphrases(rig.primitives),
          rig.keys,
          new Settings(Clock.systemUTC(), new Passphrases.Cost(64, 1, 1), 0));

  @Override
  public Map<String, Object> run() throws Exception {
    var figures = inFile();
    figures.put("onServer", onServer());
    return figures;
  }

  private Map<String, Object> inFile() throws Exception {
    Path folder = Files.createTempDirectory("keywright-bench");
    try (var floor = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("floor.sqlite"))) {
      Vault vault = made(VaultAddress.of(folder.resolve("bench.kwv")));
      var audit =
          new VaultAudit(
              vaults,
              new BouncyCastleEcKeys(new CurvePrimitives(rig.primitives)),
              Clock.systemUTC());
      execute(floor, "PRAGMA journal_mode = WAL");
      execute(floor, "PRAGMA synchronous = FULL");
      var figures = appended(vault, floor);
      figures.putAll(checked(vault, audit));
      return figures;
    } finally {
      vaults.close();
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** The same with a vault on a server, against commits on that server; or why there is none. */
  private Map<String, Object> onServer() throws Exception {
    PostgresService server;
    try {
      server = PostgresService.start();
    } catch (IOException e) {
      return Map.of("leftOut", String.valueOf(e.getMessage()));
    }
    try (server) {
      return onServer(server);
    }
  }

  private Map<String, Object> onServer(PostgresService server) throws Exception {
    try (var floor = DriverManager.getConnection(server.jdbc())) {
      return appended(made(VaultAddress.parse(server.address())), floor);
    } finally {
      vaults.close();
    }
  }

  private Vault made(VaultAddress address) throws VaultException {
    try (var passphrase = KeyMaterial.consume("bench-mark".getBytes(StandardCharsets.UTF_8))) {
      return vaults.create(address, passphrase);
    }
  }

  private static void execute(Connection floor, String sql) throws SQLException {
    try (var statement = floor.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Map<String, Object> appended(Vault vault, Connection floor) throws Exception {
    execute(floor, "CREATE TABLE entry_sized (content BYTEA)");
    var turns =
        Turns.measure(
            WARM_UP,
            TURNS,
            ACTS * ENTRIES_OF_AN_ACT,
            () -> acts(vault, 1),
            () -> commits(floor),
            () -> acts(vault, AT_ONCE));
    var figures = new LinkedHashMap<String, Object>();
    figures.put("microsPerEntry", Turns.rounded(turns.nanos(0) / 1e3));
    figures.put("microsOfOneDurableCommit", Turns.rounded(turns.nanos(1) / 1e3));
    figures.put("ratioToOneDurableCommit", Turns.rounded(turns.ratio(1, 0)));
    figures.put("entriesPerSecondOfManyAtOnce", Turns.rounded(1e9 / turns.nanos(2)));
    return figures;
  }

  private static long acts(Vault vault, int atOnce) throws Exception {
    long begun = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> ended = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        int count = ACTS / atOnce + (i < ACTS % atOnce ? 1 : 0);
        ended.add(threads.submit(() -> acted(vault, count)));
      }
      for (Future<?> each : ended) {
        each.get();
      }
    }
    return System.nanoTime() - begun;
  }

  private static @Nullable Void acted(Vault vault, int count) throws VaultException {
    for (int i = 0; i < count; i++) {
      try (Grant grant = vault.grant(ACT)) {
        grant.succeeded("1 done, 0 refused, 0 unreached, 0 unknown");
      }
    }
    return null;
  }

  /** A row of an entry's size, committed so that it survives a loss of power. */
  private static long commits(Connection floor) throws SQLException {
    long begun = System.nanoTime();
    try (var insert = floor.prepareStatement("INSERT INTO entry_sized VALUES (?)")) {
      for (int i = 0; i < ACTS * ENTRIES_OF_AN_ACT; i++) {
        insert.setBytes(1, new byte[200]);
        insert.executeUpdate();
      }
    }
    return System.nanoTime() - begun;
  }

  private static Map<String, Object> checked(Vault vault, Audit audit) throws Exception {
    SignedCheckpoint signed;
    try (Grant grant = vault.grant(ACT)) {
      signed = audit.checkpoint(grant);
    }
    long entries = signed.checkpoint().entries();
    var text = new StringWriter();
    audit.export(signed, text);
    String export = text.toString();
    var turns =
        Turns.measure(
            1,
            5,
            (int) entries,
            () -> timed(() -> vault.log().verify()),
            () ->
                timed(
                    () ->
                        audit.check(new StringReader(export), List.of(signed), Optional.empty())));
    var figures = new LinkedHashMap<String, Object>();
    figures.put("entries", entries);
    figures.put("entriesVerifiedPerSecond", Turns.rounded(1e9 / turns.nanos(0)));
    figures.put("exportedEntriesCheckedPerSecond", Turns.rounded(1e9 / turns.nanos(1)));
    return figures;
  }

  private static long timed(Callable<?> task) throws Exception {
    long begun = System.nanoTime();
    task.call();
    return System.nanoTime() - begun;
  }
}
