// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keywright.ceremony.Ceremony;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.Question;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.vault.KeyName;
import org.keywright.vault.NewOfficer;
import org.keywright.vault.Periods.NewPeriod;
import org.keywright.vault.Requests;
import org.keywright.vault.Role;
import org.keywright.vault.SignIn;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultAddress;
import org.keywright.vault.VaultException;

/**
 * A vault with officers in a folder, with the engine of ceremonies over it: anna and ben are
 * security officers, clara and dora custodians, felix is an auditor.
 */
final class OfficersRoom implements AutoCloseable {
  static final String SCRIPT =
      """
      keywright-ceremony 1
      title "Keys of the north network"
      person anna officer "Anna Berger"
      person clara custodian "Clara Diaz"
      person dora custodian "Dora Lindqvist"
      person felix auditor "Felix Roth"
      person wilma witness "Wilma Roth"
      step present anna clara dora felix wilma
      step keyset north 01 AES-256 generated
      step give north/T components clara dora
      step prove north/T components clara dora
      step confirm anna "All is sealed"
      """;
  static final KeyName TRANSPORT = new KeyName.Transport("north");

  private static final Map<String, Role> OFFICERS = new LinkedHashMap<>();

  static {
    OFFICERS.put("anna", Role.SECURITY_OFFICER);
    OFFICERS.put("ben", Role.SECURITY_OFFICER);
    OFFICERS.put("clara", Role.CUSTODIAN);
    OFFICERS.put("dora", Role.CUSTODIAN);
    OFFICERS.put("felix", Role.AUDITOR);
  }

  final CeremonyRoom room;
  private final List<KeyPart> given = new ArrayList<>();

  /** Founds the vault; anna is signed in. */
  OfficersRoom(Path folder) throws VaultException {
    room = new CeremonyRoom(folder);
    var fresh = new ArrayList<NewOfficer>();
    OFFICERS.forEach((name, role) -> fresh.add(new NewOfficer(name, role, passphrase(name))));
    room.vault.vaults.create(VaultAddress.of(room.vault.file), fresh, 2);
    fresh.forEach(officer -> officer.passphrase().close());
  }

  static KeyMaterial passphrase(String name) {
    return KeyMaterial.consume((name + "'s long passphrase").getBytes(StandardCharsets.UTF_8));
  }

  private static SignIn signIn(String name) {
    return new SignIn(name, passphrase(name));
  }

  Vault vault() throws VaultException {
    return room.vault.vaults.require();
  }

  void as(String name) throws VaultException {
    vault().officers().signIn(signIn(name));
  }

  CeremonyScript script() throws Exception {
    return room.ceremonies.read(SCRIPT);
  }

  /** Has anna ask for what is attempted, and ben approve it; anna is signed in then. */
  void approved(Requests.Attempt attempt) throws Exception {
    as("anna");
    long number = vault().requests().ask("a test", Duration.ofDays(1), attempt).number();
    as("ben");
    vault().requests().approve(number);
    as("anna");
  }

  /** Has anna and ben open a period for ceremonies with the north network. */
  void openPeriod() throws VaultException {
    var wanted =
        new NewPeriod(Set.of("north"), Set.of(), Set.of("ceremony:*"), Duration.ofHours(1));
    vault().periods().open(wanted, List.of(signIn("anna"), signIn("ben")));
  }

  /** Begins a ceremony as it has to be. */
  Ceremony begun() throws Exception {
    approved(() -> begin().close());
    openPeriod();
    return begin();
  }

  Ceremony begin() throws Exception {
    return room.ceremonies.begin(script(), "whoever", Optional.empty());
  }

  Ceremony resume(String id) throws Exception {
    return room.ceremonies.resume(id, "whoever");
  }

  /** Answers as it should be, so many times or to the end. */
  void lead(Ceremony ceremony, int answers) throws Exception {
    var question = ceremony.question();
    for (int i = 0; i < answers && question.isPresent(); i++) {
      switch (question.get()) {
        case Question.Presence here when here.byPassphrase() -> {
          try (KeyMaterial passphrase = passphrase(here.person().id())) {
            ceremony.present(passphrase);
          }
        }
        case Question.Part part -> ceremony.enter(this::brought);
        case Question.Handover to -> ceremony.give((letter, part) -> handed(part));
        default -> ceremony.confirm("");
      }
      question = ceremony.question();
    }
  }

  private KeyPart brought(Question.Part asked) throws KeyException {
    KeyPart part = given.get(asked.number() - 1);
    return new KeyPart(part.method(), part.number(), part.value().copy());
  }

  private String handed(KeyPart part) {
    if (part.number() == 1) {
      wipe();
    }
    given.add(new KeyPart(part.method(), part.number(), part.value().copy()));
    return "printer north";
  }

  private void wipe() {
    given.forEach(KeyPart::close);
    given.clear();
  }

  @Override
  public void close() {
    wipe();
    room.close();
  }
}
