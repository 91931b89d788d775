// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.KeySets.NewKey;
import org.keywright.vault.PluginRule;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultAddress;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.Alarms;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A vault in a folder of a test, with a clock that the test turns and a passphrase that is quick.
 */
public final class TestVault implements AutoCloseable {
  static final String PASSPHRASE = "correct horse battery";
  static final Act ACT = new Act("tester", "test", "a vault", "to see that it works");

  /** What the passphrase of a test costs: nearly nothing. */
  static final Passphrases.Cost CHEAP = new Passphrases.Cost(64, 1, 1);

  final TestCrypto crypto = new TestCrypto();
  final TurnedClock clock;

  /** Where the vault is. */
  final VaultAddress address;

  /** The vault's file, if it is in one. */
  public final Path file;

  /** Who makes and opens it. */
  public final JdbcVaults vaults;

  /** A vault that is not made yet. */
  public TestVault(Path folder) {
    this(folder.resolve("test.kwv"), 0);
  }

  TestVault(Path file, long mostPages) {
    this(VaultAddress.of(file), file, new TurnedClock(), mostPages, file.resolveSibling("."));
  }

  private TestVault(
      VaultAddress address, Path file, TurnedClock clock, long mostPages, Path notes) {
    this(address, file, clock, settings(clock, clock, mostPages, notes));
  }

  private TestVault(VaultAddress address, Path file, TurnedClock clock, Settings settings) {
    this.address = address;
    this.file = file;
    this.clock = clock;
    vaults = vaults(crypto, settings);
  }

  /**
   * A vault that is not made yet and takes the time from the computer, as an engine beside it does
   * that asks what has expired. Its {@link #clock} only rings.
   */
  public static TestVault onTheComputersTime(Path folder) {
    Path file = folder.resolve("test.kwv");
    var alarms = new TurnedClock();
    return new TestVault(
        VaultAddress.of(file), file, alarms, settings(Clock.systemUTC(), alarms, 0, folder));
  }

  /** A vault that is not made yet, on a server, with notes about it in a folder. */
  static TestVault onServer(VaultAddress address, Path folder) {
    return new TestVault(address, folder, new TurnedClock(), 0, folder);
  }

  private static Settings settings(Clock clock, TurnedClock alarms, long mostPages, Path notes) {
    return new Settings(clock, CHEAP, Duration.ZERO, mostPages, Optional.of(notes), alarms);
  }

  static JdbcVaults vaults(TestCrypto crypto, Settings settings) {
    return JdbcVaults.with(
            crypto.sealing, new Argon2Passphrases(crypto.primitives), crypto.keys, settings)
        .withOfficers(TestCurves.splitKnowledge(crypto));
  }

  static KeyMaterial secret(String text) {
    return KeyMaterial.consume(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes the vault. */
  public Vault create() throws VaultException {
    try (var passphrase = secret(PASSPHRASE)) {
      return vaults.create(address, passphrase);
    }
  }

  /** Opens the vault that is there. */
  public Vault open() throws VaultException {
    return open(PASSPHRASE);
  }

  Vault open(String text) throws VaultException {
    try (var passphrase = secret(text)) {
      return vaults.open(address, passphrase);
    }
  }

  /** Opens it though it is an older copy. */
  Vault openOlder() throws VaultException {
    try (var passphrase = secret(PASSPHRASE)) {
      return vaults.acceptOlder(address, passphrase, "tester", "a test of backups");
    }
  }

  /** Closes the vault and opens it again. */
  public Vault reopen() throws VaultException {
    vaults.close();
    return open();
  }

  /** Marks the vault as one for tests only, as {@code vault:create --test} does. */
  public static void markAsTest(Vault vault) throws VaultException {
    try (Grant grant = vault.grant(ACT)) {
      vault.plugins().save(grant, PluginRule.Kind.ANY, Bytes.of(), "all plug-ins");
      grant.succeeded("");
    }
  }

  public static void addKeySet(Vault vault, String name, String setId, Key key)
      throws VaultException {
    try (Grant grant = vault.grant(ACT)) {
      vault.keySets().create(grant, name, Bytes.ofHex(setId), 1, key);
      grant.succeeded("");
    }
  }

  public static void addKey(Vault vault, String keySet, int ref, Key key, boolean replace)
      throws VaultException {
    try (Grant grant = vault.grant(ACT)) {
      vault.keySets().addKey(grant, keySet, newKey(ref), key, replace);
      grant.succeeded("");
    }
  }

  static NewKey newKey(int ref) {
    var attributes =
        new KeyAttributes(
            new KeyUsage("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.NON_EXPORTABLE);
    return new NewKey(ref, "key " + ref, attributes, true, "generated");
  }

  static long beginJob(Vault vault) throws VaultException {
    try (Grant grant = vault.grant(ACT)) {
      long job = vault.jobs().begin(grant, "download", "a job", Map.of("keySet", "fuel")).id();
      grant.succeeded("");
      return job;
    }
  }

  static ItemRecord item(long job, long sequence, ItemState state) {
    return new ItemRecord(
        job,
        sequence,
        "SN%07d".formatted(sequence),
        "1",
        "tcp://127.0.0.1:7000/SN%07d".formatted(sequence),
        state,
        state == ItemState.DONE ? "" : "not yet",
        Map.of("key", "fuel/3", "kvn", "1", "kcv", "61886B5CD4 (CMAC)", "receipt", "0011223344"),
        Optional.of(Bytes.of(new byte[48])),
        Instant.parse("2026-01-01T00:00:00Z").plusNanos(sequence));
  }

  /** A connection past the vault, as somebody with the file and a database tool has it. */
  public static Connection behind(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setBusyTimeout(2_000);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source.getConnection();
  }

  static void tamper(Path file, String sql) throws SQLException {
    try (var connection = behind(file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA foreign_keys = OFF");
      statement.execute(sql);
    }
  }

  /** A connection past the vault, wherever it is. */
  Connection behind() throws SQLException {
    if (address.file().isEmpty()) {
      return PostgresProcess.behind(address);
    }
    Connection connection = behind(file);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA foreign_keys = OFF");
    }
    return connection;
  }

  /** Does to the vault's tables what somebody with a database tool can do, in SQLite's words. */
  void tamper(String sql) throws SQLException {
    if (address.file().isPresent()) {
      tamper(file, sql);
      return;
    }
    try (var connection = PostgresProcess.behind(address);
        var statement = connection.createStatement()) {
      statement.execute(
          sql.replaceAll("x'([0-9A-F]*)'", "'\\\\x$1'::bytea")
              .replaceAll(
                  "randomblob\\(((?:[^()]|\\([^()]*\\))*)\\)", "decode(repeat('5a', $1), 'hex')"));
    }
  }

  /** Takes the vault away, so that another can be made in its place. */
  void discard() throws SQLException, IOException {
    vaults.close();
    if (address.file().isPresent()) {
      Files.deleteIfExists(file);
      return;
    }
    PostgresProcess.empty(address);
  }

  @Override
  public void close() {
    vaults.close();
    if (address.file().isEmpty()) {
      PostgresProcess.free(address);
    }
  }

  /** A clock that stands until it is turned. */
  static final class TurnedClock extends Clock implements Alarms {
    private final Map<Runnable, Instant> alarms = new ConcurrentHashMap<>();
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00.123456789Z");

    void turn(Duration by) {
      now = now.plus(by);
      alarms.forEach(
          (ring, at) -> {
            if (!now.isBefore(at) && alarms.remove(ring) != null) {
              ring.run();
            }
          });
    }

    /** A clock that was turned without its alarms' ringing, as after a sleep of the machine. */
    void turnSilently(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Runnable after(Duration after, Runnable ring) {
      alarms.put(ring, now.plus(after));
      return () -> alarms.remove(ring);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
