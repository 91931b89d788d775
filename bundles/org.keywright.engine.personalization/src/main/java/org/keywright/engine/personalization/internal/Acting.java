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

  /** Gives leave to an act. */
  @FunctionalInterface
  interface Leave {
    Grant to(Act act) throws VaultException;
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
    return perform(vault::grant, new Act(actor, verb, subject, ""), work);
  }

  /** Carries out one act by the leave of somebody. */
  static <R, X extends Exception> R perform(Leave leave, Act act, Work<R, X> work)
      throws VaultException, X {
    try (Grant grant = leave.to(act)) {
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
