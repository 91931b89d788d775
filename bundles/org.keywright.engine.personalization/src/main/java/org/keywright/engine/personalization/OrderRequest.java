// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.time.Duration;
import java.util.Optional;
import org.keywright.protocol.SerialNumber;

/**
 * Which module is to be personalized, and how.
 *
 * @param unit the personalization unit
 * @param module which module; empty for any
 * @param central the central system; empty for the only one that is enrolled
 * @param operator who is to carry it out
 * @param renewal whether a module in operation is to be personalized anew
 * @param numbered whether the module has to bring a transaction number
 * @param life for how long the order is good
 */
public record OrderRequest(
    String unit,
    Optional<SerialNumber> module,
    Optional<String> central,
    String operator,
    boolean renewal,
    boolean numbered,
    Duration life) {
  /** For how long an order is good where nothing else is said. */
  public static final Duration DEFAULT_LIFE = Duration.ofHours(24);
}
