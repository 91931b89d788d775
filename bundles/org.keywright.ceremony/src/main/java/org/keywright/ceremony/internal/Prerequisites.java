// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.Person;
import org.keywright.ceremony.Step;
import org.keywright.vault.KeyName;
import org.keywright.vault.Officer;
import org.keywright.vault.Period;
import org.keywright.vault.Role;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** What has to be so before a ceremony begins or goes on, so that it does not break off. */
final class Prerequisites {
  private final Vault vault;
  private final CeremonyScript script;

  Prerequisites(Vault vault, CeremonyScript script) {
    this.vault = vault;
    this.script = script;
  }

  /** Refuses a script of which a key is there already, or is missing. */
  void requireFree(VaultKeys stored) throws CeremonyException, VaultException {
    for (KeyName key : expected(script)) {
      if (!stored.holds(key)) {
        throw new CeremonyException("the script needs " + key + ", which is not in the vault");
      }
    }
    for (Step step : script.steps()) {
      if (step instanceof Step.Take take) {
        if (stored.holds(take.key())) {
          throw new CeremonyException(take.key() + " is in the vault already");
        }
        if (take.key() instanceof KeyName.Transport transport) {
          VaultKeys.setId(transport.keySet());
        }
      }
    }
  }

  /** The keys, and the key sets by their transport keys, that a script uses and does not make. */
  static Set<KeyName> expected(CeremonyScript script) {
    var made = new LinkedHashSet<KeyName>();
    var expected = new LinkedHashSet<KeyName>();
    for (Step step : script.steps()) {
      switch (step) {
        case Step.Take take -> {
          expected.add(new KeyName.Transport(VaultKeys.keySet(take.key())));
          made.add(take.key());
          if (take.key() instanceof KeyName.Transport) {
            expected.remove(take.key());
          }
        }
        case Step.Give give -> expected.add(give.key());
        case Step.Prove prove -> expected.add(prove.key());
        case Step.Present present -> {}
        case Step.Confirm confirm -> {}
      }
    }
    expected.removeAll(made);
    return expected;
  }

  /** Refuses people who are no officers of their roles, in a vault with officers. */
  void requirePeople() throws CeremonyException, VaultException {
    if (vault.officers().onePerson()) {
      return;
    }
    List<Officer> officers = vault.officers().all();
    for (Person person : script.people()) {
      Optional<Role> role = role(person);
      if (role.isPresent()) {
        requireOfficer(person, role.get(), officers);
      }
    }
  }

  private static void requireOfficer(Person person, Role role, List<Officer> officers)
      throws CeremonyException {
    Officer found =
        officers.stream()
            .filter(officer -> officer.active() && officer.name().equals(person.id()))
            .findFirst()
            .orElseThrow(
                () ->
                    new CeremonyException(
                        "%s is no officer of this vault: its people are those of officer:list, and"
                                .formatted(person.id())
                            + " witnesses"));
    if (found.role() != role) {
      throw new CeremonyException(
          "%s is %s in this vault, and %s in the script"
              .formatted(found.name(), found.role().words(), person.role()));
    }
    if (found.locked()) {
      throw new CeremonyException(
          "%s is locked and cannot show that he is there: officer:unlock %s"
              .formatted(found.name(), found.name()));
    }
  }

  /** As what somebody is an officer; a witness comes from outside. */
  private static Optional<Role> role(Person person) {
    return switch (person.role()) {
      case OFFICER -> Optional.of(Role.SECURITY_OFFICER);
      case CUSTODIAN -> Optional.of(Role.CUSTODIAN);
      case OPERATOR -> Optional.of(Role.OPERATOR);
      case AUDITOR -> Optional.of(Role.AUDITOR);
      case WITNESS -> Optional.empty();
    };
  }

  /**
   * Refuses steps that open or make transport keys outside of an authorised period for them, in a
   * vault with officers.
   *
   * @param from the first step that is to be done
   * @param verb the act that the period has to be for
   */
  void requirePeriod(int from, String verb) throws CeremonyException {
    if (vault.officers().onePerson()) {
      return;
    }
    Optional<Period> open = vault.periods().current().filter(period -> period.coversAct(verb));
    var lacking = new TreeSet<String>();
    for (Step step : script.steps().subList(from - 1, script.steps().size())) {
      transportKey(step)
          .map(KeyName.Transport::keySet)
          .filter(keySet -> open.stream().noneMatch(period -> period.coversKeySet(keySet)))
          .ifPresent(lacking::add);
    }
    if (!lacking.isEmpty()) {
      throw new CeremonyException(
          "the transport key of %s takes an authorised period: period:open --keyset %s --act '%s*'"
              .formatted(
                  String.join(", ", lacking), String.join(" --keyset ", lacking), Happening.SCOPE));
    }
  }

  private static Optional<KeyName.Transport> transportKey(Step step) {
    return switch (step) {
      case Step.Take take -> transportKey(take.key());
      case Step.Give give -> transportKey(give.key());
      case Step.Prove prove -> transportKey(prove.key());
      case Step.Present present -> Optional.empty();
      case Step.Confirm confirm -> Optional.empty();
    };
  }

  private static Optional<KeyName.Transport> transportKey(KeyName key) {
    return key instanceof KeyName.Transport transport ? Optional.of(transport) : Optional.empty();
  }
}
