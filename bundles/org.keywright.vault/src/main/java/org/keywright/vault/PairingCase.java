// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;

/**
 * One decision of the centre: who asked for what, how it was decided, and why.
 *
 * @param number its number, from 1; numbers have no gaps
 * @param actor who asked
 * @param purpose what for, in words; may be empty
 * @param request what was asked
 * @param granted whether it was given
 * @param ground why, a word of the engine that decided
 * @param order the serial of the order that was made for it; 0 for none
 * @param open whether somebody has still to look into it
 * @param resolution what that somebody found, or empty
 */
public record PairingCase(
    long number,
    String actor,
    String purpose,
    PairingRequest request,
    boolean granted,
    String ground,
    long order,
    boolean open,
    String resolution) {
  /** When it was asked. */
  public Instant at() {
    return request.at();
  }

  /** What is asked of the centre. */
  public enum Kind {
    /** The code of one pairing. */
    CODE,
    /** The code by which a user has a module erase a pairing. */
    ERASURE_CODE,
    /** An order to a module to erase a pairing. */
    ERASE,
    /** An order to a module to keep a place from being replaced, or to let it be. */
    LOCK,
    /** An order to a module to grant code tries anew. */
    UNBLOCK,
    /** An order to a module with other settings and revocations. */
    POLICY,
    /** An order to a module with the key of another generation of cryptograms. */
    GENERATION,
    /** An order to a host with another cryptogram. */
    RENEWAL,
    /** A pairing that the subscriber gives back without its module at hand. */
    RELEASE
  }
}
