// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * Somebody who signs in to a vault with officers.
 *
 * @param name what he is called in the log; unique for good
 * @param role what he is there for
 * @param active whether he is one still
 * @param since when he was appointed, or given his present role or passphrase by others
 * @param appointedBy who did that
 * @param share the number of his share of the roots key, if he holds one
 * @param failures wrong passphrases since his last right one
 * @param locked whether there were so many that another has to unlock him
 */
public record Officer(
    String name,
    Role role,
    boolean active,
    Instant since,
    String appointedBy,
    OptionalInt share,
    int failures,
    boolean locked) {
  /** Name and role, as in {@code anna, security officer}. */
  public String words() {
    return name + ", " + role.words();
  }
}
