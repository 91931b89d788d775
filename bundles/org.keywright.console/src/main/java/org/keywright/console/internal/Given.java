// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.Optional;
import org.keywright.console.spi.UsageException;

/** What an action of a command with several needs, though others of it do not. */
record Given(String command) {
  /**
   * The value of an option.
   *
   * @throws UsageException if it is not given
   */
  <T> T need(String option, Optional<T> value) throws UsageException {
    return value.orElseThrow(
        () -> new UsageException(command + ": " + option + " is missing", "help " + command));
  }
}
