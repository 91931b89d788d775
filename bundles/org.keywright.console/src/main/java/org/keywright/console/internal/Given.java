// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Duration;
import java.util.Optional;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.UsageException;

/** What an action of a command with several needs, though others of it do not. */
record Given(String command) {
  /** The value of an option that counts something, of which there has to be some. */
  static int some(String option, int value) throws CommandException {
    if (value < 1) {
      throw new CommandException(option + " is at least 1");
    }
    return value;
  }

  /** The same for days. */
  static Duration days(int value) throws CommandException {
    return Duration.ofDays(some("--days", value));
  }

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
