// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyState;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** States, crypto-periods and destruction of application, transport and root keys. */
class KeyLivesTest {
  private static final String ONE = "8F1C5A0E6B7D4939A2C4E6F80B1D2F3A";
  private static final String OTHER = "D3A1F07B5C9E2846E1B3C5D7F9081A2C";
  private static final KeyName TRANSPORT = new KeyName.Transport("fuel");
  private static final KeyName APPLICATION = KeyName.of("fuel", 3);
  private static final KeyName ROOT = new KeyName.Root(RootPurpose.HOST_ROOT, "north", 1);

  /** What each key is opened for; each protects something new. */
  private static final Map<KeyName, KeyOperation> USES =
      Map.of(
          TRANSPORT, KeyOperation.DERIVE,
          APPLICATION, KeyOperation.LOAD,
          ROOT, KeyOperation.DERIVE);

  /** How each state is reached from that of a new key. */
  private static final Map<KeyState, List<KeyState>> WAYS =
      Map.of(
          KeyState.ACTIVE, List.of(),
          KeyState.SUSPENDED, List.of(KeyState.SUSPENDED),
          KeyState.DEACTIVATED, List.of(KeyState.DEACTIVATED),
          KeyState.COMPROMISED, List.of(KeyState.COMPROMISED),
          KeyState.DESTROYED, List.of(KeyState.DEACTIVATED, KeyState.DESTROYED));

  @TempDir Path folder;
  private TestVault test;
  private Vault vault;

  @BeforeEach
  void make() throws VaultException {
    test = new TestVault(folder);
    vault = test.create();
    TestVault.addKeySet(vault, "fuel", "4B57000000000001", TestCrypto.aes(ONE));
    TestVault.addKey(vault, "fuel", 3, TestCrypto.aes(ONE), false);
    try (Grant grant = vault.grant(TestVault.ACT)) {
      vault
          .roots()
          .create(grant, RootPurpose.HOST_ROOT, "north", 1, TestCrypto.aes(ONE), Bytes.of());
      grant.succeeded("");
    }
  }

  @AfterEach
  void close() {
    test.close();
  }

  static Stream<KeyName> keys() {
    return USES.keySet().stream().sorted((a, b) -> a.toString().compareTo(b.toString()));
  }

  private KeyStanding step(KeyName key, KeyState next) throws VaultException {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      KeyStanding made =
          next == KeyState.DESTROYED
              ? vault.lives().destroy(grant, key, "to try it")
              : vault.lives().change(grant, key, next, "to try it");
      grant.succeeded("");
      return made;
    }
  }

  private void opens(KeyName key, KeyOperation operation) throws VaultException {
    try (Grant grant = vault.grant(TestVault.ACT);
        Key opened = grant.open(key, operation)) {
      assertThat(opened.sameKeyAs(TestCrypto.aes(ONE))).isTrue();
    }
  }

  private void opensNot(KeyName key, KeyOperation operation, String words) throws VaultException {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      assertThatThrownBy(() -> grant.open(key, operation).close())
          .isInstanceOf(VaultException.class)
          .hasMessageContaining(words);
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void takesTheStepsOfTheStandardAndNoOther(KeyName key) throws Exception {
    for (KeyState from : WAYS.keySet()) {
      for (KeyState to : KeyState.values()) {
        test.close();
        Files.deleteIfExists(test.file);
        make();
        for (KeyState state : WAYS.get(from)) {
          step(key, state);
        }
        if (from.mayBecome(to)) {
          KeyStanding made = step(key, to);
          assertThat(made.life().state()).isEqualTo(to);
          assertThat(made.life().reason()).isEqualTo("to try it");
          assertThat(made.life().actor()).isEqualTo("tester");
          vault = test.reopen();
          assertThat(vault.lives().require(key)).isEqualTo(made);
        } else {
          assertThatThrownBy(() -> step(key, to))
              .as("from %s to %s", from, to)
              .isInstanceOf(VaultException.class)
              .hasMessageContaining(" is " + from.word() + ", and ");
          assertThat(vault.lives().require(key).life().state()).isEqualTo(from);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void opensForNothingNewButWhileItIsActive(KeyName key) throws VaultException {
    KeyOperation use = USES.get(key);
    opens(key, use);
    step(key, KeyState.SUSPENDED);
    opensNot(key, use, "is suspended, not active");
    step(key, KeyState.ACTIVE);
    opens(key, use);
    step(key, KeyState.DEACTIVATED);
    opensNot(key, use, "is deactivated, not active");
    step(key, KeyState.COMPROMISED);
    opensNot(key, use, "is compromised, not active");
    step(key, KeyState.DESTROYED);
    opensNot(key, use, "is destroyed, not active");
  }

  @Test
  void whatWasLoadedIsStillConfirmedWhenTheKeyIsOutOfUse() throws VaultException {
    step(APPLICATION, KeyState.DEACTIVATED);
    opens(APPLICATION, KeyOperation.CONFIRM);

    step(APPLICATION, KeyState.COMPROMISED);
    opensNot(APPLICATION, KeyOperation.CONFIRM, "is compromised: it opens for nothing");
  }

  @Test
  void aKeyMadeForLaterIsActivatedFirst() throws VaultException {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      var later = TestVault.newKey(5).with(KeyState.PRE_ACTIVE, CryptoPeriod.OPEN);
      vault.keySets().addKey(grant, "fuel", later, TestCrypto.aes(ONE), false);
      var gone = TestVault.newKey(6).with(KeyState.DEACTIVATED, CryptoPeriod.OPEN);
      assertThatThrownBy(
              () -> vault.keySets().addKey(grant, "fuel", gone, TestCrypto.aes(ONE), false))
          .hasMessage("a new key is pre-active or active");
    }
    opensNot(KeyName.of("fuel", 5), KeyOperation.LOAD, "is pre-active, not active");
    opens(KeyName.of("fuel", 5), KeyOperation.CONFIRM);

    step(KeyName.of("fuel", 5), KeyState.ACTIVE);

    opens(KeyName.of("fuel", 5), KeyOperation.LOAD);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void protectsNothingNewAfterItsPeriod(KeyName key) throws VaultException {
    Instant end = test.clock.instant().plus(Duration.ofDays(10));
    set(key, new CryptoPeriod(Optional.of(end), Optional.of(end.plus(Duration.ofDays(10)))));
    opens(key, USES.get(key));

    test.clock.turn(Duration.ofDays(10));

    opensNot(key, USES.get(key), "ended on " + end + ": nothing new is protected with it");
    vault = test.reopen();
    opensNot(key, USES.get(key), "nothing new is protected");
    set(key, new CryptoPeriod(Optional.of(end.plusSeconds(1)), Optional.empty()));
    opens(key, USES.get(key));
  }

  @Test
  void periodsEndInOrder() {
    Instant end = Instant.parse("2026-03-01T00:00:00Z");
    assertThatThrownBy(() -> new CryptoPeriod(Optional.of(end), Optional.of(end.minusSeconds(1))))
        .isInstanceOf(IllegalArgumentException.class);
    var tooFar =
        new CryptoPeriod(Optional.of(Instant.parse("2300-01-01T00:00:00Z")), Optional.empty());
    assertThatThrownBy(() -> set(APPLICATION, tooFar)).hasMessageContaining("2262");
  }

  @Test
  void remindsOfWhatEndsTheNextEndFirst() throws VaultException {
    Instant now = test.clock.instant();
    set(APPLICATION, new CryptoPeriod(Optional.of(now.plusSeconds(300)), Optional.empty()));
    set(ROOT, new CryptoPeriod(Optional.empty(), Optional.of(now.plusSeconds(200))));
    set(TRANSPORT, new CryptoPeriod(Optional.of(now.plusSeconds(100)), Optional.empty()));

    assertThat(vault.lives().endingBefore(now.plusSeconds(301)))
        .extracting(key -> key.key().toString())
        .containsExactly("fuel/T", "host-root:north/1", "fuel/3@1");
    assertThat(vault.lives().endingBefore(now.plusSeconds(150))).hasSize(1);
    step(ROOT, KeyState.DEACTIVATED);
    step(ROOT, KeyState.DESTROYED);
    assertThat(vault.lives().endingBefore(now.plusSeconds(301))).hasSize(2);
  }

  private void set(KeyName key, CryptoPeriod period) throws VaultException {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      vault.lives().setPeriod(grant, key, period);
      grant.succeeded("");
    }
  }

  @Test
  void keepsEveryVersionWithItsOwnState() throws VaultException {
    TestVault.addKey(vault, "fuel", 3, TestCrypto.aes(OTHER), true);

    List<KeyStanding> versions = vault.lives().versions(APPLICATION);

    assertThat(versions).extracting(KeyStanding::version).containsExactly(2, 1);
    assertThat(versions)
        .extracting(key -> key.life().state())
        .containsExactly(KeyState.ACTIVE, KeyState.DEACTIVATED);
    assertThat(versions.getLast().life().reason()).isEqualTo("replaced by version 2");
    KeyName old = KeyName.parse("fuel/3@1");
    opens(old, KeyOperation.CONFIRM);
    opensNot(old, KeyOperation.LOAD, "deactivated");
    assertThatThrownBy(() -> step(old, KeyState.ACTIVE)).hasMessageContaining("is deactivated");
    assertThatThrownBy(() -> vault.lives().require(KeyName.parse("fuel/3@3")))
        .hasMessage("key fuel/3 has no version 3: its newest is 2");
  }

  @Test
  void noStepWithoutAReason() throws VaultException {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      assertThatThrownBy(() -> vault.lives().change(grant, ROOT, KeyState.SUSPENDED, " "))
          .hasMessageContaining("a reason has to be given");
      assertThatThrownBy(() -> vault.lives().destroy(grant, ROOT, ""))
          .hasMessageContaining("a reason has to be given");
      assertThatThrownBy(() -> vault.lives().change(grant, ROOT, KeyState.DESTROYED, "x"))
          .hasMessageContaining("key:destroy");
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void destroyingLeavesNothingThatOpensTheKeyInAnyFile(KeyName key) throws Exception {
    var sealed = new ArrayList<byte[]>();
    sealed.add(sealedBytes(key));
    step(key, KeyState.SUSPENDED);
    sealed.add(sealedBytes(key));
    step(key, KeyState.DEACTIVATED);
    sealed.add(sealedBytes(key));
    assertThat(sealed).allSatisfy(bytes -> assertThat(bytes.length).isGreaterThan(16));
    assertThat(found(sealed.getLast())).as("the search finds what is there").isNotEmpty();
    KeyStanding before = vault.lives().require(key);

    step(key, KeyState.DESTROYED);

    for (byte[] bytes : sealed) {
      assertThat(found(bytes)).isEmpty();
    }
    KeyStanding after = vault.lives().require(key);
    assertThat(after.kcv()).isEqualTo(before.kcv());
    assertThat(after.created()).isEqualTo(before.created());
    test.close();
    for (byte[] bytes : sealed) {
      assertThat(found(bytes)).isEmpty();
    }
    vault = test.open();
    assertThat(vault.lives().require(key)).isEqualTo(after);
    for (KeyName other : USES.keySet()) {
      if (!other.equals(key)) {
        opens(other, USES.get(other));
      }
    }
  }

  @Test
  void whatAKilledVaultHadStillToEraseIsErasedWhenItIsOpened() throws Exception {
    step(APPLICATION, KeyState.DEACTIVATED);
    byte[] sealed = sealedBytes(APPLICATION);
    test.close();
    TestVault.tamper(test.file, "INSERT INTO counter (name, taken) VALUES ('vault:erasure', 1)");
    TestVault.tamper(test.file, "UPDATE application_key SET sealed = x'00'");
    try (var out = Files.newOutputStream(test.file, java.nio.file.StandardOpenOption.APPEND)) {
      out.write(new byte[4096 - sealed.length]);
      out.write(sealed);
    }
    assertThat(found(sealed)).isNotEmpty();

    vault = test.open();

    assertThat(found(sealed)).isEmpty();
  }

  private byte[] sealedBytes(KeyName key) throws Exception {
    String query =
        switch (key) {
          case KeyName.Transport _ -> "SELECT sealed FROM key_set";
          case KeyName.Application _ -> "SELECT sealed FROM application_key WHERE ref = 3";
          case KeyName.Root _ -> "SELECT sealed FROM root_key";
        };
    try (var connection = TestVault.behind(test.file);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.getBytes(1);
    }
  }

  /** Where the bytes are: in the vault's file, the log written ahead, its index, or beside them. */
  private List<String> found(byte[] bytes) throws Exception {
    String needle = new String(bytes, StandardCharsets.ISO_8859_1);
    var found = new ArrayList<String>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(needle)) {
          found.add(file.getFileName().toString());
        }
      }
    }
    return found;
  }
}
