// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.NewOfficer;
import org.keywright.vault.Officer;
import org.keywright.vault.Period;
import org.keywright.vault.Periods.NewPeriod;
import org.keywright.vault.Request;
import org.keywright.vault.Role;
import org.keywright.vault.SignIn;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * A vault with officers: anna, bob and carol are security officers of whom two open the roots, cleo
 * is a custodian, olga an operator, rita an auditor. Each one's passphrase is made of the name.
 */
public final class Bureau implements AutoCloseable {
  /** The transport key of the key sets that it makes. */
  public static final String T_HEX = "8F1C5A0E6B7D4939A2C4E6F80B1D2F3A";

  static final List<String> HOLDERS = List.of("anna", "bob", "carol");
  private static final Map<String, Role> OFFICERS = new LinkedHashMap<>();

  static {
    HOLDERS.forEach(name -> OFFICERS.put(name, Role.SECURITY_OFFICER));
    OFFICERS.put("cleo", Role.CUSTODIAN);
    OFFICERS.put("olga", Role.OPERATOR);
    OFFICERS.put("rita", Role.AUDITOR);
  }

  final TestVault test;

  /** Founds the vault in a file. */
  public Bureau(Path folder) throws VaultException {
    this(new TestVault(folder));
  }

  /** Founds the vault in a place. */
  Bureau(TestVault place) throws VaultException {
    test = place;
    var fresh = new ArrayList<NewOfficer>();
    OFFICERS.forEach((name, role) -> fresh.add(new NewOfficer(name, role, secret(name))));
    test.vaults.create(test.address, fresh, 2);
    fresh.forEach(officer -> officer.passphrase().close());
  }

  static KeyMaterial secret(String name) {
    return TestVault.secret(name + "'s long passphrase");
  }

  /** An officer with his passphrase. */
  public static SignIn signIn(String name) {
    return new SignIn(name, secret(name));
  }

  static List<SignIn> all(String... names) {
    return List.of(names).stream().map(Bureau::signIn).toList();
  }

  /** The vault's file. */
  public Path file() {
    return test.file;
  }

  /** What the vault goes by. */
  public Clock clock() {
    return test.clock;
  }

  /** The open vault. */
  public Vault vault() {
    return test.vaults.current().orElseThrow();
  }

  /** Closes the vault and opens it again. */
  public Vault reopen(String name) throws VaultException {
    test.vaults.close();
    return test.vaults.open(test.address, signIn(name));
  }

  Officer as(String name) throws VaultException {
    return vault().officers().signIn(signIn(name));
  }

  /** A period for a key set and acts. */
  public static NewPeriod period(String keySet, String... acts) {
    return new NewPeriod(Set.of(keySet), Set.of(), Set.of(acts), Duration.ofHours(1));
  }

  /** Opens a period. */
  public Period open(NewPeriod wanted, String... quorum) throws VaultException {
    return vault().periods().open(wanted, all(quorum));
  }

  /** An act of whoever is signed in. */
  public static Act act(String verb, String subject) {
    return new Act("whoever", verb, subject, "");
  }

  /** Has anna ask and bob approve. */
  Request approved(Act act) throws Exception {
    as("anna");
    Request request =
        vault().requests().ask("a test", Duration.ofDays(1), () -> vault().grant(act).close());
    as("bob");
    return vault().requests().approve(request.number());
  }

  /** Makes a key set as it has to be made. */
  public void keySet(String name, String setId) throws Exception {
    Act act = act("keyset:create", name);
    approved(act);
    as("anna");
    open(period(name, "keyset:create"), "anna", "bob");
    try (Grant grant = vault().grant(act)) {
      vault().keySets().create(grant, name, Bytes.ofHex(setId), 1, TestCrypto.aes(T_HEX));
      grant.succeeded("");
    }
    vault().periods().close();
  }

  /** Puts an officer in another's place. */
  public Officer replace(String name, String fresh, Role role, String... quorum)
      throws VaultException {
    return vault()
        .officers()
        .replace(name, new NewOfficer(fresh, role, secret(fresh)), all(quorum));
  }

  @Override
  public void close() {
    test.close();
  }
}
