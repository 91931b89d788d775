// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.util.Optional;
import org.keywright.vault.Act;
import org.keywright.vault.Officer;
import org.keywright.vault.Right;
import org.keywright.vault.VaultException;

/** Who may act: by the table of rights, in the name of whoever is signed in. */
final class Gate {
  private final JdbcOfficers officers;

  Gate(JdbcOfficers officers) {
    this.officers = officers;
  }

  /** The act in the name of whoever is signed in; in a vault for one person, as it is. */
  Act named(Act act) {
    return officers.onePerson()
        ? act
        : new Act(
            officers.signedIn().map(Officer::name).orElse("nobody"),
            act.verb(),
            act.subject(),
            act.purpose());
  }

  /** Refuses what the one who is signed in may not do. */
  void require(Act act) throws VaultException {
    Right right = Right.of(act.verb());
    if (officers.onePerson() || right == Right.PROGRAM) {
      return;
    }
    Optional<Officer> who = officers.signedIn();
    if (who.isEmpty()) {
      throw new VaultException("nobody is signed in: officer:sign-in NAME");
    }
    if (!right.roles().contains(who.get().role())) {
      throw new VaultException(
          "%s is not for %s, who is %s: %s may"
              .formatted(act.verb(), who.get().name(), who.get().role().words(), right.who()));
    }
  }

  /** Whether it is the program's own doing. */
  boolean ofProgram(Act act) {
    return Right.of(act.verb()) == Right.PROGRAM;
  }

  /** Whether another officer has to have approved the act. */
  boolean approved(Act act) {
    return !officers.onePerson() && Right.of(act.verb()).approved();
  }

  /** Refuses to make keys under the leave to something else. */
  void requireMaking(Act act) throws VaultException {
    if (!officers.onePerson() && !Right.of(act.verb()).approved()) {
      throw new VaultException("the leave to " + act.verb() + " is none to make keys");
    }
  }
}
