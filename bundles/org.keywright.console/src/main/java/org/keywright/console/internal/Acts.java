// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.function.Function;
import org.keywright.console.spi.Console;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.Vault;

/** Carries out acts on a vault: asks for the grant and says how they ended. */
final class Acts {
  private Acts() {}

  /**
   * Carries out an act.
   *
   * @param verb the command
   * @param subject on what
   * @param result says in words what came of it
   */
  static <R> R perform(
      Console console,
      Vault vault,
      String verb,
      String subject,
      Work<R> work,
      Function<R, String> result)
      throws Exception {
    return perform(console, vault, verb, subject, "", work, result);
  }

  /**
   * Carries out an act for a reason that is on record.
   *
   * @param purpose what for, in words
   */
  static <R> R perform(
      Console console,
      Vault vault,
      String verb,
      String subject,
      String purpose,
      Work<R> work,
      Function<R, String> result)
      throws Exception {
    try (Grant grant = vault.grant(new Act(console.actor(), verb, subject, purpose))) {
      try {
        R made = work.with(grant);
        grant.succeeded(result.apply(made));
        return made;
      } catch (Exception e) {
        grant.failed(Failure.of(e).line());
        throw e;
      }
    }
  }

  @FunctionalInterface
  interface Work<R> {
    R with(Grant grant) throws Exception;
  }
}
