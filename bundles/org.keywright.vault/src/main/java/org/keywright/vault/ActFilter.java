// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries of the log are wanted: those that all of these let through. Of texts a part is
 * enough, in upper or lower case, but for the actor.
 *
 * @param actor who asked
 * @param verb the act's name
 * @param subject what the act was on
 * @param result how it ended
 * @param from the first moment that counts
 * @param to the first moment that does not
 */
public record ActFilter(
    Optional<String> actor,
    Optional<String> verb,
    Optional<String> subject,
    Optional<String> result,
    Optional<Instant> from,
    Optional<Instant> to) {
  /** Lets all entries through. */
  public static final ActFilter ALL =
      new ActFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Lets through what was done on a subject, or on one that has it as a part. */
  public static ActFilter on(String subject) {
    return new ActFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.of(subject),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
