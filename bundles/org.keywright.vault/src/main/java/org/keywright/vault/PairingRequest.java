// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What somebody asks of the centre.
 *
 * @param kind what
 * @param module MSID; empty where no module is concerned
 * @param host SN; empty where no host is concerned
 * @param index the N that the module showed, for a code
 * @param attestation whether the digits that the module showed for N are right
 * @param at when it was asked
 */
public record PairingRequest(
    PairingCase.Kind kind,
    String module,
    String host,
    OptionalLong index,
    Attestation attestation,
    Instant at) {
  /** Whether the attestation digits were right. */
  public enum Attestation {
    /** None were said, or the module is not known. */
    NONE,
    /** They are those of this module, host and N. */
    RIGHT,
    /** They are not. */
    WRONG
  }
}
