// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a job.
 *
 * @param id its number
 * @param kind which engine's work
 * @param title one line for people
 * @param actor who asked for it
 * @param parameters what a resume needs to know
 * @param state how it stands
 * @param begun when it began
 * @param ended when it ended, if it has
 */
public record JobRecord(
    long id,
    String kind,
    String title,
    String actor,
    Map<String, String> parameters,
    JobState state,
    Instant begun,
    Optional<Instant> ended) {
  /** Copies the map. */
  public JobRecord {
    parameters = Map.copyOf(parameters);
  }
}
