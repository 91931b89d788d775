// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sealing;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;
import org.keywright.tests.proof.Overheard;
import org.keywright.tests.proof.SecretSearch;
import org.keywright.tests.vault.TestVault.TurnedClock;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.NewOfficer;
import org.keywright.vault.Role;
import org.keywright.vault.SignIn;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultAddress;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;

/**
 * Whatever a vault with officers seals, and under what, is in no living object when it is locked
 * and closed, nor in its files or the log: keys, shares, officers' own keys and passphrases.
 */
class OfficersSecretsTest {
  /** For what something is sealed that is told apart here; all else is under the data key. */
  private static final Pattern PLACE =
      Pattern.compile(
          "roots_sharing|roots_share|officer private key|officer data key|key_set|application_key"
              + "|tally key");

  /**
   * What an open vault needs, though nobody is signed in: it goes when the vault is closed. The
   * list of officers is under the data key as well as under that of the roots.
   */
  private static final Set<String> UNTIL_CLOSED =
      Set.of(
          "sealed: officer data key",
          "sealed: tally key",
          "under: application_key",
          "under: anything else",
          "under: roots_sharing",
          "under: tally key");

  private static final int KEY = 32;

  @TempDir Path folder;
  private final TestCrypto crypto = new TestCrypto();
  private final SecretSearch search = new SecretSearch();
  private final Overheard log = new Overheard("");
  private final byte[] seed = crypto.keys.random(16);
  private JdbcVaults vaults;

  @AfterEach
  void hearNoMore() {
    log.close();
  }

  /** Passes on, and has all looked for that is sealed, and under which key. */
  private final class Tapped implements Sealing {
    private final Set<String> known = new TreeSet<>();

    @Override
    public byte[] seal(Key key, byte[] belongsTo, KeyMaterial secret) throws KeyException {
      look("sealed", belongsTo, secret);
      look("under", belongsTo, key.material());
      return crypto.sealing.seal(key, belongsTo, secret);
    }

    private void look(String what, byte[] belongsTo, KeyMaterial secret) {
      String words = new String(belongsTo, StandardCharsets.ISO_8859_1).replaceAll("[^a-z_]+", " ");
      String place =
          PLACE
              .matcher(words)
              .results()
              .findFirst()
              .map(MatchResult::group)
              .orElse("anything else");
      boolean once = place.startsWith("a") || place.startsWith("tally");
      if (secret.length() == KEY && (known.add(what + place) || !once)) {
        search.add(what + ": " + place, secret);
      }
    }

    @Override
    public KeyMaterial open(Key key, byte[] belongsTo, byte[] sealed) throws KeyException {
      return crypto.sealing.open(key, belongsTo, sealed);
    }

    @Override
    public byte[] code(Key key, byte[] stored) throws KeyException {
      return crypto.sealing.code(key, stored);
    }
  }

  /** Made anew each time, so that no object here has it. */
  private KeyMaterial passphrase(String name) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(seed);
      byte[] hash = digest.digest(name.getBytes(StandardCharsets.US_ASCII));
      return KeyMaterial.consume(
          HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private List<SignIn> all(String... names) {
    var all = new ArrayList<SignIn>();
    for (String name : names) {
      all.add(new SignIn(name, passphrase(name)));
    }
    return all;
  }

  private void as(String name) throws VaultException {
    try (KeyMaterial own = passphrase(name)) {
      vault().officers().signIn(new SignIn(name, own));
    }
  }

  private Vault vault() {
    return vaults.current().orElseThrow();
  }

  private void found() throws VaultException {
    var clock = new TurnedClock();
    vaults =
        JdbcVaults.with(
                new Tapped(),
                new Argon2Passphrases(crypto.primitives),
                crypto.keys,
                new Settings(clock, TestVault.CHEAP, Duration.ZERO, 0, Optional.of(folder), clock))
            .withOfficers(TestCurves.splitKnowledge(crypto));
    var officers = new ArrayList<NewOfficer>();
    for (String name : List.of("anna", "bob", "carol")) {
      officers.add(new NewOfficer(name, Role.SECURITY_OFFICER, passphrase(name)));
      search.add("passphrase of " + name, officers.getLast().passphrase());
    }
    vaults.create(VaultAddress.of(folder.resolve("net.kwv")), officers, 2);
    officers.forEach(officer -> officer.passphrase().close());
  }

  private Act approved(String verb, String subject) throws Exception {
    var act = new Act("whoever", verb, subject, "");
    as("anna");
    var request =
        vault().requests().ask("a test", Duration.ofDays(1), () -> vault().grant(act).close());
    as("bob");
    vault().requests().approve(request.number());
    as("anna");
    return act;
  }

  private void work() throws Exception {
    Act making = approved("keyset:create", "fuel");
    var quorum = all("anna", "bob");
    vault().periods().open(Bureau.period("fuel", "keyset:create", "key:generate"), quorum);
    quorum.forEach(each -> each.passphrase().close());
    try (Grant grant = vault().grant(making);
        Key key = crypto.keys.generate(KeySpec.AES_256)) {
      vault().keySets().create(grant, "fuel", Bytes.ofHex("4B57000000000001"), 1, key);
      grant.succeeded("");
    }
    try (Grant grant = vault().grant(approved("key:generate", "fuel/3"));
        Key key = crypto.keys.generate(KeySpec.AES_256)) {
      vault().keySets().addKey(grant, "fuel", TestVault.newKey(3), key, false);
      grant.succeeded("");
    }
  }

  /** The names of what living objects hold, in whichever form. */
  private Set<String> inMemory() throws IOException {
    return search.inMemory(folder).stream()
        .map(found -> found.replaceAll("(,| from byte).*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void nothingIsLeftOfWhatWasSealedNorOfThePassphrases() throws Exception {
    found();
    work();
    assertThat(search.names())
        .containsAll(UNTIL_CLOSED)
        .contains(
            "passphrase of anna",
            "passphrase of bob",
            "passphrase of carol",
            "sealed: application_key",
            "sealed: key_set",
            "sealed: officer private key",
            "sealed: roots_share",
            "under: key_set",
            "under: officer data key",
            "under: officer private key",
            "under: roots_share")
        .hasSize(17);
    assertThat(inMemory()).as("while a period is open").contains("under: key_set");

    vault().periods().close();
    vault().officers().signOut();
    assertThat(inMemory()).as("locked").isEqualTo(new TreeSet<>(UNTIL_CLOSED));

    vaults.close();
    assertThat(inMemory()).as("closed").isEmpty();
    assertThat(search.in(folder)).as("files").isEmpty();
    assertThat(search.in(log.text())).as("log").isEmpty();
    Reference.reachabilityFence(this);
  }
}
