// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;

/**
 * What is behind the lock.
 *
 * @param vault the open vault's name
 * @param officers who can sign in; none in a vault for one person
 * @param last who was signed in; empty in a vault for one person
 */
public record LockedVault(String vault, List<String> officers, String last) {
  /** Copies the list. */
  public LockedVault {
    officers = List.copyOf(officers);
  }

  /** Whose passphrase opens the lock. */
  public Statement statement(String officer) {
    return officers.isEmpty()
        ? Statement.of("vault:confirm")
        : Statement.of("officer:sign-in").argument(officer);
  }

  /** What asks for that passphrase. */
  public String question(String officer) {
    return Secrets.passphraseOf(officers.isEmpty() ? vault : officer);
  }
}
