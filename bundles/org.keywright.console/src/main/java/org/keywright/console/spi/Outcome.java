// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.spi;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A record that people are told in a sentence; programs get its components. Components that are
 * lists of records are shown beneath as tables, {@link Cautioned} ones as warnings.
 */
@ConsumerType
public interface Outcome {
  /** What happened, in one sentence or more. */
  String sentence();

  /** Whether lists of records are shown beneath, or the sentence says all. */
  default boolean tabulated() {
    return true;
  }

  /** Why this is a failure all the same, in one line: shown, and the command fails with it. */
  default Optional<String> failure() {
    return Optional.empty();
  }
}
