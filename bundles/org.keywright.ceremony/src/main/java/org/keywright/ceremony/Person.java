// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony;

import java.util.Locale;

/**
 * Somebody who takes part in a ceremony.
 *
 * @param id by which the script calls him
 * @param role what he is there for
 * @param name as he signs
 */
public record Person(String id, Role role, String name) {
  /** What somebody is there for (ISO 11568; the vault's officers have the same roles). */
  public enum Role {
    /** Leads, confirms check values. */
    OFFICER,
    /** Holds a part of a key. */
    CUSTODIAN,
    /** Works the machine. */
    OPERATOR,
    /** Watches, and attests what was done. */
    AUDITOR,
    /** Is there and sees. */
    WITNESS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return name + ", " + role;
  }
}
