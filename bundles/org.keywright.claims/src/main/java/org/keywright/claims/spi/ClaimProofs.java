// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Brings the proofs of one protocol; register it as an OSGi service. */
@ConsumerType
public interface ClaimProofs {
  /** The proofs in their order. */
  List<ClaimProof> proofs();

  /**
   * One proof.
   *
   * @param id the claim's id: a letter, and a number or a point and a number
   * @param statement what the claim says, in one line
   * @param trial proves it
   */
  record ClaimProof(String id, String statement, Trial trial) {}

  /** Proves a claim. */
  @FunctionalInterface
  interface Trial {
    /**
     * Proves the claim anew, with units of its own.
     *
     * @return what was observed, in one line
     * @throws Exception if it does not hold; the message says what was seen
     */
    String prove() throws Exception;
  }
}
