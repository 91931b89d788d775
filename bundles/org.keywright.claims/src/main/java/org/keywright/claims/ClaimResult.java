// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims;

import java.time.Duration;

/**
 * What came of one proof.
 *
 * @param id the claim's id, such as {@code D7}
 * @param statement what the claim says, in one line
 * @param holds whether it was observed to hold
 * @param observation what was seen, or what was seen instead
 * @param took how long the proof took
 */
public record ClaimResult(
    String id, String statement, boolean holds, String observation, Duration took) {}
