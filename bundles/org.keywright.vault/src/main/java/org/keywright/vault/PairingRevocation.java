// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;

/**
 * A module, a host or a generation of hosts that is not to be trusted any more.
 *
 * @param number its number, from 1
 * @param kind what is revoked
 * @param estate the estate that it belongs to
 * @param subject the identifier, or the number of the generation
 * @param at when
 * @param actor who revoked it
 * @param reason why, in words
 */
public record PairingRevocation(
    long number,
    Kind kind,
    String estate,
    String subject,
    Instant at,
    String actor,
    String reason) {
  /** What is revoked. */
  public enum Kind {
    /** A module. */
    MODULE,
    /** A host. */
    HOST,
    /** All hosts whose cryptogram is of a generation. */
    GENERATION
  }
}
