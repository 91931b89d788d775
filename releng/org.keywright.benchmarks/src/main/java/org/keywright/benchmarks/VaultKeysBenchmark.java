// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.crypto.jce.internal.BouncyCastleEcKeys;
import org.keywright.crypto.jce.internal.CurvePrimitives;
import org.keywright.crypto.jce.internal.HmacHkdf;
import org.keywright.crypto.jce.internal.PartedKeys;
import org.keywright.vault.Act;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyFilter;
import org.keywright.vault.KeySets.NewKey;
import org.keywright.vault.NewOfficer;
import org.keywright.vault.Period;
import org.keywright.vault.Periods;
import org.keywright.vault.Role;
import org.keywright.vault.SignIn;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultAddress;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;
import org.keywright.vault.jdbc.internal.SplitKnowledge;

/** How soon a vault with very many keys is open, lists them and finds one. */
final class VaultKeysBenchmark implements Bench.Benchmark {
  private static final int SETS = 10;
  private static final int KEYS = 100_000;
  private static final int PAGE = 50;
  private static final int AT_ONCE = 64;
  private static final Act ACT = new Act("bench", "key:generate", "all", "");
  private static final KeyAttributes ATTRIBUTES =
      new KeyAttributes(new KeyUsage("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE);

  private final Rig rig = new Rig();
  private final Passphrases passphrases = new Argon2Passphrases(rig.primitives);
  private final Passphrases.Cost cost = Passphrases.DEFAULT_COST;

  @Override
  public Map<String, Object> run() throws Exception {
    Path folder = Files.createTempDirectory("keywright-bench");
    var vaults =
        JdbcVaults.with(
            rig.sealing, passphrases, rig.keys, new Settings(Clock.systemUTC(), cost, 0));
    try (var passphrase = KeyMaterial.consume("bench-mark".getBytes(StandardCharsets.UTF_8))) {
      var file = folder.resolve("bench.kwv");
      fill(vaults.create(file, passphrase));
      var figures = new LinkedHashMap<String, Object>();
      figures.put("keys", KEYS);
      figures.put("megabytesOnDisk", Files.size(file) >> 20);
      figures.putAll(opened(vaults, VaultAddress.of(file), passphrase));
      try (var floor = DriverManager.getConnection("jdbc:sqlite:" + file)) {
        figures.putAll(listed(vaults.require(), floor));
      }
      figures.putAll(found(vaults.require()));
      figures.putAll(officers(folder.resolve("officers.kwv")));
      return figures;
    } finally {
      vaults.close();
      try (var files = Files.walk(folder)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private void fill(Vault vault) throws Exception {
    try (Grant grant = vault.grant(ACT);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int set = 0; set < SETS; set++) {
        try (Key transportKey = rig.keys.generate(KeySpec.AES_256)) {
          vault
              .keySets()
              .create(grant, "set-" + set, Bytes.of(rig.keys.random(8)), 1, transportKey);
        }
      }
      List<Future<?>> filled = new ArrayList<>();
      for (int part = 0; part < AT_ONCE; part++) {
        int first = part;
        filled.add(threads.submit(() -> fillPart(vault, grant, first)));
      }
      for (Future<?> each : filled) {
        each.get();
      }
      grant.succeeded("");
    }
  }

  private boolean fillPart(Vault vault, Grant grant, int first) throws VaultException {
    for (int i = first; i < KEYS; i += AT_ONCE) {
      var key = new NewKey(1 + i / SETS, "key %06d".formatted(i), ATTRIBUTES, true, "generated");
      try (Key made = rig.keys.generate(KeySpec.AES_128)) {
        vault.keySets().addKey(grant, "set-" + i % SETS, key, made, false);
      }
    }
    return true;
  }

  /** Against the slow passphrase alone, which is the same with one key. */
  private Map<String, Object> opened(
      JdbcVaults vaults, VaultAddress address, KeyMaterial passphrase) throws Exception {
    byte[] salt = rig.keys.random(32);
    var turns =
        Turns.measure(
            1,
            5,
            1,
            () -> timed(() -> vaults.open(address, passphrase)),
            () -> timed(() -> stretched(passphrase, salt)));
    var figures = new LinkedHashMap<String, Object>();
    figures.put("open.milliseconds", Turns.rounded(turns.nanos(0) / 1e6));
    figures.put("open.millisecondsOfThePassphrase", Turns.rounded(turns.nanos(1) / 1e6));
    figures.put("open.ratioToThePassphrase", Turns.rounded(turns.ratio(1, 0)));
    return figures;
  }

  /** Signing in, and opening the roots by two, against their slow passphrases alone. */
  private Map<String, Object> officers(Path file) throws Exception {
    var curves = new CurvePrimitives(rig.primitives);
    var split =
        new SplitKnowledge(
            new PartedKeys(rig.primitives),
            () -> new BouncyCastleEcKeys(curves),
            () -> new HmacHkdf(curves));
    var vaults =
        JdbcVaults.with(
                rig.sealing, passphrases, rig.keys, new Settings(Clock.systemUTC(), cost, 0))
            .withOfficers(split);
    var address = VaultAddress.of(file);
    var wanted =
        new Periods.NewPeriod(Set.of("*"), Set.of(), Set.of("*"), Periods.NewPeriod.LONGEST);
    byte[] salt = rig.keys.random(32);
    try (var passphrase = KeyMaterial.consume("bench-mark".getBytes(StandardCharsets.UTF_8))) {
      var all = new ArrayList<NewOfficer>();
      for (String name : List.of("anna", "bob", "carol")) {
        all.add(new NewOfficer(name, Role.SECURITY_OFFICER, passphrase));
      }
      vaults.create(address, all, 2);
      var anna = new SignIn("anna", passphrase);
      var both = List.of(anna, new SignIn("bob", passphrase));
      var turns =
          Turns.measure(
              1,
              5,
              1,
              () -> timed(() -> vaults.open(address, anna)),
              () -> timed(() -> stretched(passphrase, salt)),
              () -> timed(() -> period(vaults.require(), wanted, both)),
              () -> timed(() -> List.of(stretched(passphrase, salt), stretched(passphrase, salt))));
      var figures = new LinkedHashMap<String, Object>();
      figures.put("signIn.milliseconds", Turns.rounded(turns.nanos(0) / 1e6));
      figures.put("signIn.ratioToThePassphrase", Turns.rounded(turns.ratio(1, 0)));
      figures.put("roots.milliseconds", Turns.rounded(turns.nanos(2) / 1e6));
      figures.put("roots.ratioToTheTwoPassphrases", Turns.rounded(turns.ratio(3, 2)));
      return figures;
    } finally {
      vaults.close();
    }
  }

  private byte[] stretched(KeyMaterial passphrase, byte[] salt) throws KeyException {
    passphrases.stretch(passphrase, Bytes.of(salt), cost).close();
    return salt;
  }

  private static Period period(Vault vault, Periods.NewPeriod wanted, List<SignIn> officers)
      throws VaultException {
    vault.periods().open(wanted, officers);
    return vault.periods().close();
  }

  /** Against the same rows as the database gives them, with nothing made of them. */
  private static Map<String, Object> listed(Vault vault, Connection floor) throws Exception {
    var turns =
        Turns.measure(
            2,
            7,
            1,
            () -> timed(() -> all(vault)),
            () -> timed(() -> rows(floor)),
            () -> timed(() -> vault.keySets().page(KeyFilter.ALL, 0, PAGE)),
            () -> timed(() -> vault.keySets().page(KeyFilter.ALL, KEYS - PAGE, PAGE)));
    var figures = new LinkedHashMap<String, Object>();
    figures.put("list.milliseconds", Turns.rounded(turns.nanos(0) / 1e6));
    figures.put("list.millisecondsOfBareRows", Turns.rounded(turns.nanos(1) / 1e6));
    figures.put("list.ratioToBareRows", Turns.rounded(turns.ratio(1, 0)));
    figures.put("list.millisecondsOfFirstPage", Turns.rounded(turns.nanos(2) / 1e6));
    figures.put("list.millisecondsOfLastPage", Turns.rounded(turns.nanos(3) / 1e6));
    return figures;
  }

  private static List<ApplicationKey> all(Vault vault) throws VaultException {
    var keys = vault.keySets().page(KeyFilter.ALL, 0, Integer.MAX_VALUE);
    if (keys.size() != KEYS) {
      throw new IllegalStateException("there are " + keys.size() + " keys");
    }
    return keys;
  }

  private static int rows(Connection floor) throws SQLException {
    int bytes = 0;
    try (var statement = floor.createStatement();
        var rows = statement.executeQuery("SELECT * FROM application_key")) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int column = 1; column <= columns; column++) {
          bytes += rows.getObject(column) == null ? 0 : 1;
        }
      }
    }
    return bytes;
  }

  private static Map<String, Object> found(Vault vault) throws Exception {
    ApplicationKey sought = vault.keySets().requireKey("set-7", KEYS / SETS / 2);
    var byKcv = filter(Optional.empty(), Optional.of(sought.kcv().value()));
    var byLabel = filter(Optional.of(sought.label()), Optional.empty());
    var turns =
        Turns.measure(
            2,
            7,
            1,
            () -> timed(() -> one(vault, byKcv)),
            () -> timed(() -> one(vault, byLabel)),
            () -> timed(() -> vault.keySets().requireKey("set-7", KEYS / SETS / 2)));
    var figures = new LinkedHashMap<String, Object>();
    figures.put("search.millisecondsByCheckValue", Turns.rounded(turns.nanos(0) / 1e6));
    figures.put("search.millisecondsByPartOfLabel", Turns.rounded(turns.nanos(1) / 1e6));
    figures.put("search.millisecondsByName", Turns.rounded(turns.nanos(2) / 1e6));
    return figures;
  }

  private static KeyFilter filter(Optional<String> label, Optional<Bytes> kcv) {
    KeyFilter all = KeyFilter.ALL;
    return new KeyFilter(
        all.keySet(),
        label,
        all.usage(),
        all.algorithm(),
        all.state(),
        kcv,
        all.origin(),
        all.endingBefore());
  }

  private static ApplicationKey one(Vault vault, KeyFilter filter) throws VaultException {
    return vault.keySets().page(filter, 0, PAGE).getFirst();
  }

  private static long timed(Callable<?> task) throws Exception {
    long begun = System.nanoTime();
    task.call();
    return System.nanoTime() - begun;
  }
}
