// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.Key;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.Grant;
import org.keywright.vault.NewOfficer;
import org.keywright.vault.Officer;
import org.keywright.vault.Officers;
import org.keywright.vault.Role;
import org.keywright.vault.SignIn;
import org.keywright.vault.VaultException;

/**
 * Random sequences of what happens to officers, held against a model of who they are and by what
 * passphrase each signs in: whatever happened, any two security officers of today open the roots,
 * and nobody else does.
 */
class OfficersModelTest {
  private static final int STEPS = 40;
  private static final int MOST_HOLDERS = 6;

  @TempDir Path folder;

  /** The passphrases of those who are officers, by name; a former officer's is kept apart. */
  private final Map<String, String> holders = new TreeMap<>();

  private final Map<String, String> operators = new TreeMap<>();
  private final Map<String, String> former = new TreeMap<>();
  private int made;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverHappensTwoOfTodayOpenTheRootsAndNobodyElse(long seed) throws Exception {
    var random = new Random(seed);
    try (var bureau = new Bureau(folder)) {
      bureau.keySet("north", "4B57000000000001");
      Bureau.HOLDERS.forEach(name -> holders.put(name, name + "'s long passphrase"));
      operators.put("olga", "olga's long passphrase");
      for (int step = 0; step < STEPS; step++) {
        signInSomebody(bureau, random);
        step(bureau.vault().officers(), random);
        agrees(bureau, random);
      }
      assertThat(bureau.vault().log().verify()).isPositive();
      assertThat(former).isNotEmpty();
    }
  }

  private void signInSomebody(Bureau bureau, Random random) throws Exception {
    String name = some(holders, random);
    if (random.nextInt(5) == 0) {
      bureau.test.vaults.close();
      bureau.test.vaults.open(bureau.test.address, signIn(holders, name));
    } else {
      bureau.vault().officers().signIn(signIn(holders, name));
    }
  }

  private void step(Officers officers, Random random) throws Exception {
    String me = officers.signedIn().orElseThrow().name();
    switch (random.nextInt(7)) {
      case 0 -> add(officers, random);
      case 1 -> remove(officers, me, random);
      case 2 -> replace(officers, me, random);
      case 3 -> recover(officers, random);
      case 4 -> {
        String fresh = passphrase();
        officers.changePassphrase(signIn(holders, me), TestVault.secret(fresh));
        holders.put(me, fresh);
      }
      case 5 -> changeRole(officers, me, random);
      default -> {
        String name = some(operators, random);
        assertThatThrownBy(
                () -> officers.signIn(new SignIn(name, TestVault.secret("a wrong passphrase"))))
            .isInstanceOf(VaultException.class);
        officers.present(signIn(operators, name));
      }
    }
  }

  private void add(Officers officers, Random random) throws Exception {
    boolean holder = random.nextBoolean() && holders.size() < MOST_HOLDERS;
    String name = name();
    String fresh = passphrase();
    officers.add(fresh(name, holder, fresh), quorum(random));
    (holder ? holders : operators).put(name, fresh);
  }

  private void remove(Officers officers, String me, Random random) throws Exception {
    String name = some(holders, random);
    if (name.equals(me) || holders.size() == 2) {
      String before = name;
      assertThatThrownBy(() -> officers.remove(before, quorum(random)))
          .isInstanceOf(VaultException.class);
      return;
    }
    officers.remove(name, quorum(random));
    former.put(name, holders.remove(name));
  }

  private void replace(Officers officers, String me, Random random) throws Exception {
    String name = some(holders, random);
    if (name.equals(me)) {
      return;
    }
    String next = name();
    String fresh = passphrase();
    officers.replace(name, fresh(next, true, fresh), quorum(random));
    former.put(name, holders.remove(name));
    holders.put(next, fresh);
  }

  private void recover(Officers officers, Random random) throws Exception {
    boolean holder = random.nextBoolean();
    Map<String, String> among = holder ? holders : operators;
    String name = some(among, random);
    List<SignIn> quorum = quorum(random);
    if (quorum.stream().anyMatch(who -> who.officer().equals(name))) {
      return;
    }
    String fresh = passphrase();
    officers.recover(name, TestVault.secret(fresh), quorum);
    former.put(name + " before", among.put(name, fresh));
  }

  private void changeRole(Officers officers, String me, Random random) throws Exception {
    boolean rises = random.nextBoolean() && holders.size() < MOST_HOLDERS;
    Map<String, String> before = rises ? operators : holders;
    String name = some(before, random);
    if (rises ? operators.size() == 1 : name.equals(me) || holders.size() == 2) {
      return;
    }
    Role role = rises ? Role.SECURITY_OFFICER : Role.OPERATOR;
    officers.changeRole(signIn(before, name), role, quorum(random));
    (rises ? holders : operators).put(name, String.valueOf(before.remove(name)));
  }

  private void agrees(Bureau bureau, Random random) throws Exception {
    Officers officers = bureau.vault().officers();
    assertThat(officers.all().stream().filter(o -> o.share().isPresent()))
        .extracting(Officer::name)
        .containsExactlyElementsOf(holders.keySet());
    officers.test(signIn(holders, some(holders, random)));
    List<SignIn> two = quorum(random);
    bureau.vault().periods().open(Bureau.period("north", "download:*"), two);
    try (Grant grant = bureau.vault().grant(Bureau.act("download:load", "north/1"));
        Key opened = grant.transportKey("north")) {
      assertThat(opened.sameKeyAs(TestCrypto.aes(Bureau.T_HEX))).isTrue();
    }
    bureau.vault().periods().close();
    for (var gone : former.entrySet()) {
      String name = gone.getKey();
      if (!name.contains(" ")) {
        var again = new SignIn(name, TestVault.secret(gone.getValue()));
        assertThatThrownBy(
                () ->
                    bureau
                        .vault()
                        .periods()
                        .open(Bureau.period("north", "download:*"), List.of(two.getFirst(), again)))
            .hasMessageContaining("there is no officer");
      }
    }
  }

  private List<SignIn> quorum(Random random) {
    var names = new ArrayList<>(holders.keySet());
    Collections.shuffle(names, random);
    return names.subList(0, 2).stream().map(name -> signIn(holders, name)).toList();
  }

  private static SignIn signIn(Map<String, String> among, String name) {
    return new SignIn(name, TestVault.secret(String.valueOf(among.get(name))));
  }

  private static String some(Map<String, String> among, Random random) {
    return new ArrayList<>(among.keySet()).get(random.nextInt(among.size()));
  }

  private static NewOfficer fresh(String name, boolean holder, String passphrase) {
    return new NewOfficer(
        name, holder ? Role.SECURITY_OFFICER : Role.OPERATOR, TestVault.secret(passphrase));
  }

  private String name() {
    return "officer-" + ++made;
  }

  private String passphrase() {
    return "the passphrase " + ++made;
  }
}
