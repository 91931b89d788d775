// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.Locale;
import java.util.Optional;

/**
 * Which exchanges a trace shows.
 *
 * @param endpoint a part of the endpoint
 * @param command a part of the command's name or header, in any case
 * @param status the first digits of the status word, or {@code failed} for all but done
 */
record TraceFilter(Optional<String> endpoint, Optional<String> command, Optional<String> status) {
  /** Lets everything pass. */
  static final TraceFilter ALL =
      new TraceFilter(Optional.empty(), Optional.empty(), Optional.empty());

  boolean passes(TracedExchange exchange) {
    return endpoint.map(part -> exchange.endpoint().toString().contains(part)).orElse(true)
        && command.map(part -> in(part, exchange.command())).orElse(true)
        && status
            .map(
                digits ->
                    digits.equals("failed")
                        ? exchange.failed()
                        : exchange.status().startsWith(digits.toUpperCase(Locale.ROOT)))
            .orElse(true);
  }

  private static boolean in(String part, String text) {
    return text.toUpperCase(Locale.ROOT).contains(part.toUpperCase(Locale.ROOT));
  }
}
