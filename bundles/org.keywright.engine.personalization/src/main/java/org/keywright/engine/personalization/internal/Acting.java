// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Carries out acts: under a grant that says how they ended. */
final class Acting {
  private Acting() {}

  /** What is done under a grant. */
  @FunctionalInterface
  interface Work<R, X extends Exception> {
    R with(Grant grant) throws VaultException, X;
  }

  /**
   * Carries out one act.
   *
   * @param verb the act's name
   * @param subject on what
   */
  static <R, X extends Exception> R perform(
      Vault vault, String actor, String verb, String subject, Work<R, X> work)
      throws VaultException, X {
    try (Grant grant = vault.grant(new Act(actor, verb, subject, ""))) {
      try {
        R made = work.with(grant);
        grant.succeeded("");
        return made;
      } catch (Exception e) {
        grant.failed(String.valueOf(e.getMessage()));
        throw e;
      }
    }
  }
}
