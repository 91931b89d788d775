// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.tests.vault.Bureau.act;
import static org.keywright.tests.vault.Bureau.all;
import static org.keywright.tests.vault.Bureau.period;
import static org.keywright.tests.vault.Bureau.signIn;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.Key;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;
import org.keywright.vault.Grant;
import org.keywright.vault.NewOfficer;
import org.keywright.vault.Officer;
import org.keywright.vault.Officers;
import org.keywright.vault.Role;
import org.keywright.vault.SignIn;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;

/** Vaults with officers: made, opened, and the officers themselves. */
class OfficersTest {
  @TempDir Path folder;
  private Bureau bureau;

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void found() throws Exception {
    bureau = new Bureau(place());
  }

  @AfterEach
  void close() {
    bureau.close();
  }

  @Test
  void theFirstSecurityOfficerIsSignedInAndEachOpensTheVault() throws Exception {
    assertThat(bureau.vault().officers().onePerson()).isFalse();
    assertThat(bureau.vault().officers().threshold()).isEqualTo(2);
    assertThat(bureau.vault().officers().signedIn()).map(Officer::name).hasValue("anna");
    for (String name : List.of("bob", "cleo", "olga", "rita")) {
      assertThat(bureau.reopen(name).officers().signedIn()).map(Officer::name).hasValue(name);
    }
    assertThat(bureau.vault().officers().all())
        .extracting(Officer::words)
        .containsExactly(
            "anna, security officer",
            "bob, security officer",
            "carol, security officer",
            "cleo, custodian",
            "olga, operator",
            "rita, auditor");
    assertThat(bureau.vault().officers().all().stream().filter(o -> o.share().isPresent()))
        .extracting(Officer::name)
        .isEqualTo(Bureau.HOLDERS);
    assertThat(bureau.test.vaults.officers(bureau.test.address)).hasSize(6).contains("olga");
  }

  @Test
  void oneOpensNoRoot() throws Exception {
    bureau.keySet("north", "4B57000000000001");
    assertThatThrownBy(() -> bureau.open(period("north", "download:*"), "anna"))
        .hasMessage("2 security officers open the roots together, and here is 1");
    assertThatThrownBy(() -> bureau.open(period("north", "download:*"), "anna", "anna"))
        .hasMessage("anna counts once");
    assertThatThrownBy(() -> bureau.open(period("north", "download:*"), "anna", "olga"))
        .hasMessage("olga is operator, and the roots are opened by security officers");
    try (Grant grant = bureau.vault().grant(act("download:load", "north/1"))) {
      assertThatThrownBy(() -> grant.transportKey("north"))
          .hasMessageContaining("period:open --keyset north --act download:load");
    }
  }

  @Test
  void officersChangeAndNoKeyDoes() throws Exception {
    bureau.keySet("north", "4B57000000000001");
    var officers = bureau.vault().officers();
    officers.replace("carol", fresh("dora", Role.SECURITY_OFFICER), all("anna", "bob"));
    officers.add(fresh("otto", Role.OPERATOR), all("anna", "dora"));
    officers.recover("bob", Bureau.secret("bob"), all("anna", "dora"));
    officers.remove("olga", all("anna", "bob"));
    for (String name : List.of("anna", "bob", "dora", "otto")) {
      officers.test(signIn(name));
    }
    for (String name : List.of("carol", "olga")) {
      assertThatThrownBy(() -> officers.signIn(signIn(name))).hasMessageContaining("no officer");
    }
    bureau.reopen("dora");
    bureau.open(period("north", "download:*"), "bob", "dora");
    try (Grant grant = bureau.vault().grant(act("download:load", "north/1"));
        Key opened = grant.transportKey("north")) {
      assertThat(opened.sameKeyAs(TestCrypto.aes(Bureau.T_HEX))).isTrue();
    }
    assertThat(bureau.vault().log().verify()).isPositive();
  }

  @Test
  void fewerThanTheThresholdAreNeverLeft() throws Exception {
    var officers = bureau.vault().officers();
    officers.remove("carol", all("anna", "bob"));
    assertThatThrownBy(() -> officers.remove("bob", all("anna", "bob")))
        .hasMessageContaining("2 security officers have to be left");
    assertThatThrownBy(() -> officers.remove("anna", all("anna", "bob")))
        .hasMessageContaining("anna is signed in");
    assertThatThrownBy(() -> officers.add(fresh("carol", Role.OPERATOR), all("anna", "bob")))
        .hasMessageContaining("there is or was an officer 'carol'");
    assertThatThrownBy(() -> officers.replace("olga", fresh("x", Role.AUDITOR), all("anna", "bob")))
        .hasMessageContaining("who replaces him is the same");
    for (String name : List.of("anna", "bob")) {
      officers.test(signIn(name));
    }
  }

  @Test
  void anOperatorBecomesASecurityOfficerAndOpensTheRootsWithThePassphraseThatHeHas()
      throws Exception {
    bureau.keySet("north", "4B57000000000001");
    var officers = bureau.vault().officers();
    bureau.test.clock.turn(Duration.ofDays(3));
    Officer olga = officers.changeRole(signIn("olga"), Role.SECURITY_OFFICER, all("anna", "bob"));
    assertThat(olga.role()).isEqualTo(Role.SECURITY_OFFICER);
    assertThat(olga.share()).isPresent();
    assertThat(olga.since()).isEqualTo(bureau.test.clock.instant());
    assertThat(bureau.vault().log().page(0, 1).getFirst())
        .satisfies(
            entry -> {
              assertThat(entry.act().verb()).isEqualTo("officer:role");
              assertThat(entry.act().subject()).isEqualTo("olga from operator to security officer");
              assertThat(entry.result()).isEqualTo("done: by anna, bob");
            });
    for (String name : List.of("anna", "bob", "carol", "olga")) {
      officers.test(signIn(name));
    }
    bureau.reopen("olga");
    bureau.open(period("north", "download:*"), "carol", "olga");
    try (Grant grant = bureau.vault().grant(act("download:load", "north/1"));
        Key opened = grant.transportKey("north")) {
      assertThat(opened.sameKeyAs(TestCrypto.aes(Bureau.T_HEX))).isTrue();
    }
    assertThat(bureau.vault().log().verify()).isPositive();
  }

  @Test
  void aSecurityOfficerWhoBecomesAnAuditorOpensNoRootAndApprovesNothingAnyMore() throws Exception {
    bureau.keySet("north", "4B57000000000001");
    var officers = bureau.vault().officers();
    bureau.open(period("north", "download:*"), "anna", "carol");
    Officer carol = officers.changeRole(signIn("carol"), Role.AUDITOR, all("anna", "bob"));
    assertThat(carol.share()).isEmpty();
    assertThat(bureau.vault().periods().current()).as("opened by others than today's").isEmpty();
    assertThat(officers.test(signIn("carol")).words()).isEqualTo("carol, auditor");
    assertThatThrownBy(() -> bureau.open(period("north", "download:*"), "anna", "carol"))
        .hasMessage("carol is auditor, and the roots are opened by security officers");
    bureau.reopen("carol");
    assertThatThrownBy(() -> bureau.vault().grant(act("download:load", "north/1")))
        .hasMessageContaining("not for carol, who is auditor");
    bureau.as("bob");
    officersOfToday().changeRole(signIn("olga"), Role.CUSTODIAN, all("anna", "bob"));
    assertThat(officersOfToday().all())
        .filteredOn(officer -> officer.name().equals("olga"))
        .extracting(Officer::role)
        .containsExactly(Role.CUSTODIAN);
  }

  private Officers officersOfToday() {
    return bureau.vault().officers();
  }

  @Test
  void aRoleIsChangedByAnotherWithThePassphraseOfItsOwnerAndEnoughHoldersStay() throws Exception {
    var officers = bureau.vault().officers();
    assertThatThrownBy(() -> officers.changeRole(wrong("olga"), Role.CUSTODIAN, all("anna", "bob")))
        .hasMessageContaining("the passphrase of olga is wrong");
    assertThatThrownBy(() -> officers.changeRole(signIn("olga"), Role.OPERATOR, all("anna", "bob")))
        .hasMessage("olga is operator already");
    assertThatThrownBy(() -> officers.changeRole(signIn("anna"), Role.AUDITOR, all("bob", "carol")))
        .hasMessageContaining("anna is signed in");
    assertThatThrownBy(() -> officers.changeRole(signIn("olga"), Role.CUSTODIAN, all("anna")))
        .hasMessageContaining("2 security officers open the roots together");
    officers.changeRole(signIn("carol"), Role.OPERATOR, all("anna", "bob"));
    assertThatThrownBy(() -> officers.changeRole(signIn("bob"), Role.OPERATOR, all("anna", "bob")))
        .hasMessageContaining("2 security officers have to be left");
    for (String name : List.of("anna", "bob", "carol", "olga")) {
      officers.test(signIn(name));
    }
    bureau.as("olga");
    assertThatThrownBy(
            () -> officers.changeRole(signIn("rita"), Role.CUSTODIAN, all("anna", "bob")))
        .hasMessageContaining("not for olga, who is operator");
  }

  private static NewOfficer fresh(String name, Role role) {
    return new NewOfficer(name, role, Bureau.secret(name));
  }

  @Test
  void aPassphraseIsChangedByItsOwnerAlone() throws Exception {
    var officers = bureau.vault().officers();
    assertThatThrownBy(() -> officers.changePassphrase(signIn("bob"), Bureau.secret("new")))
        .hasMessageContaining("officers change their own passphrases");
    bureau.as("bob");
    officers.changePassphrase(signIn("bob"), Bureau.secret("other"));
    assertThatThrownBy(() -> officers.signIn(signIn("bob"))).hasMessageContaining("is wrong");
    officers.test(new SignIn("bob", Bureau.secret("other")));
    bureau.test.vaults.close();
    bureau.test.vaults.open(bureau.test.address, new SignIn("bob", Bureau.secret("other")));
    assertThatThrownBy(
            () ->
                bureau
                    .vault()
                    .officers()
                    .changePassphrase(
                        new SignIn("bob", Bureau.secret("other")), TestVault.secret("short")))
        .hasMessage("a passphrase has at least 8 bytes");
  }

  @Test
  void anOfficerIsLockedUntilAnotherUnlocksHim() throws Exception {
    fail("bob", 10);
    var officers = bureau.vault().officers();
    assertThatThrownBy(() -> officers.signIn(signIn("bob")))
        .hasMessage(
            "bob is locked after 10 wrong passphrases in a row: another security officer unlocks"
                + " him by officer:unlock bob");
    bureau.test.clock.turn(Duration.ofDays(300));
    bureau.reopen("anna");
    assertThatThrownBy(() -> bureau.reopen("bob")).hasMessageContaining("bob is locked");
    bureau.reopen("anna");
    assertThat(bureau.vault().officers().all())
        .filteredOn(Officer::locked)
        .extracting(Officer::name)
        .containsExactly("bob");
    assertThatThrownBy(() -> bureau.vault().officers().unlock("anna"))
        .hasMessageContaining("another security officer");
    bureau.vault().officers().unlock("bob");
    assertThat(bureau.as("bob").failures()).isZero();
  }

  private void fail(String name, int times) {
    for (int i = 1; i <= times; i++) {
      assertThatThrownBy(() -> bureau.vault().officers().signIn(wrong(name)))
          .isInstanceOf(VaultException.class);
      bureau.test.clock.turn(Duration.ofMinutes(20));
    }
  }

  private static SignIn wrong(String name) {
    return new SignIn(name, TestVault.secret("a wrong passphrase"));
  }

  @Test
  void eachFurtherTryWaitsAndARefusedTryIsNone() throws Exception {
    for (int i = 1; i <= 5; i++) {
      String count = i + " wrong in a row";
      assertThatThrownBy(() -> bureau.vault().officers().signIn(wrong("bob")))
          .hasMessageContaining(count);
    }
    assertThatThrownBy(() -> bureau.as("bob"))
        .hasMessage("after 5 wrong passphrases in a row bob can try again in 1 s");
    bureau.as("carol");
    bureau.test.clock.turn(Duration.ofSeconds(1));
    bureau.as("bob");
    assertThat(bureau.vault().log().page(0, 1).getFirst().result())
        .isEqualTo("done: 5 wrong passphrases before");
  }

  @Test
  void aTryIsCountedBeforeItIsComparedAndStaysSoAfterAKill() throws Exception {
    bureau.test.vaults.close();
    for (int i = 0; i < 10; i++) {
      var dying =
          JdbcVaults.with(
                  bureau.test.crypto.sealing,
                  (passphrase, salt, cost) -> {
                    throw new IllegalStateException("power cut");
                  },
                  bureau.test.crypto.keys,
                  new Settings(bureau.test.clock, TestVault.CHEAP, 0))
              .withOfficers(TestCurves.splitKnowledge(bureau.test.crypto));
      assertThatThrownBy(() -> dying.open(bureau.test.address, signIn("bob")))
          .hasMessage("power cut");
      bureau.test.clock.turn(Duration.ofMinutes(20));
    }
    assertThatThrownBy(() -> bureau.reopen("bob")).hasMessageContaining("bob is locked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"failures = 0", "tries = 0, failures = 0", "seen = 3", "mark = x'00'"})
  void aCountThatWasPutBackIsNamed(String change) throws Exception {
    fail("bob", 3);
    bureau.test.vaults.close();
    TestVault.tamper(
        bureau.test.file, "UPDATE officer_tries SET " + change + " WHERE officer = 'bob'");
    bureau.reopen("anna");
    if (change.startsWith("tries")) {
      // As it was left by his last right passphrase: nothing in the file tells.
      bureau.as("bob");
      return;
    }
    bureau.as("bob");
    assertThat(bureau.vault().log().page(0, 1).getFirst().result())
        .contains("the count of wrong passphrases was changed outside Keywright");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE officer SET role = 'SECURITY_OFFICER' WHERE name = 'rita'",
        "UPDATE officer SET active = 0 WHERE name = 'carol'",
        "UPDATE officer SET since = since + 1 WHERE name = 'carol'",
        "UPDATE officer SET appointed_by = 'rita' WHERE name = 'carol'",
        "UPDATE officer SET public_key = (SELECT public_key FROM officer WHERE name = 'bob')"
            + " WHERE name = 'carol'",
        "UPDATE officer SET name = 'dora' WHERE name = 'carol'",
        "DELETE FROM officer WHERE name = 'rita'",
        "INSERT INTO officer SELECT 'mallory', role, active, since, appointed_by, public_key, salt,"
            + " memory_kib, iterations, lanes, data_key, private_key FROM officer WHERE name ="
            + " 'carol'",
        "UPDATE roots_sharing SET threshold = 1",
        "UPDATE roots_sharing SET epoch = 7",
        "UPDATE roots_sharing SET failures_allowed = 100000"
      })
  void aChangedListOfOfficersIsRefused(String change) throws Exception {
    bureau.test.vaults.close();
    TestVault.tamper(bureau.test.file, change);
    assertThatThrownBy(() -> bureau.reopen("anna"))
        .hasMessage(
            "the list of officers is damaged or was changed outside Keywright: restore a backup");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE officer SET salt = randomblob(32) WHERE name = 'bob'",
        "UPDATE officer SET iterations = 2 WHERE name = 'bob'",
        "UPDATE officer SET data_key = (SELECT data_key FROM officer WHERE name = 'carol') WHERE"
            + " name = 'bob'",
        "UPDATE officer SET private_key = (SELECT private_key FROM officer WHERE name = 'carol')"
            + " WHERE name = 'bob'",
        "UPDATE roots_share SET number = 3 WHERE officer = 'bob'",
        "UPDATE roots_share SET kcv = x'0102030405' WHERE officer = 'bob'",
        "UPDATE roots_share SET epoch = 2 WHERE officer = 'bob'",
        "UPDATE roots_share SET sealed = randomblob(length(sealed)) WHERE officer = 'bob'",
        "UPDATE roots_share SET sealed = (SELECT sealed FROM roots_share WHERE officer = 'carol')"
            + " WHERE officer = 'bob'",
        "DELETE FROM roots_share WHERE officer = 'bob'"
      })
  void whatIsNotHisOwnIsFoundByTheTestOfHisShareAlone(String change) throws Exception {
    bureau.keySet("north", "4B57000000000001");
    bureau.test.vaults.close();
    TestVault.tamper(bureau.test.file, change);
    bureau.reopen("anna");
    assertThatThrownBy(() -> bureau.vault().officers().test(signIn("bob")))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("bob");
    assertThatThrownBy(() -> bureau.open(period("north", "download:*"), "anna", "bob"))
        .hasMessageContaining("bob");
    bureau.vault().officers().test(signIn("carol"));
    bureau.open(period("north", "download:*"), "anna", "carol");
  }
}
