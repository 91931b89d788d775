// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.spi;

import java.util.Map;
import java.util.OptionalLong;
import org.keywright.vault.Act;

/**
 * What is recorded of a job when it starts.
 *
 * @param act who asks for what, on what, what for
 * @param kind which engine's work, such as {@code download}
 * @param title one line for people
 * @param parameters what a resume needs to know; nothing secret
 * @param parallel how many items are under way at a time, 1 to 16,384
 * @param resumes the job to go on with; empty for a new one
 */
public record JobOrder(
    Act act,
    String kind,
    String title,
    Map<String, String> parameters,
    int parallel,
    OptionalLong resumes) {
  /** How many items are under way at a time where nothing else is said. */
  public static final int DEFAULT_PARALLEL = 32;

  private static final int MOST_PARALLEL = 16_384;

  /** Copies the map and checks the range. */
  public JobOrder {
    parameters = Map.copyOf(parameters);
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      throw new IllegalArgumentException(
          "between 1 and %d items can be under way at a time, not %d"
              .formatted(MOST_PARALLEL, parallel));
    }
  }
}
