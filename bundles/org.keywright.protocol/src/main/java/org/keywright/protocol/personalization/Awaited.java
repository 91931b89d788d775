// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.EcPublicKey;
import org.keywright.protocol.SerialNumber;

/**
 * An acknowledgement that a unit waits for: certificates are issued, and whether the module has
 * taken them is not known yet.
 *
 * @param order the work order
 * @param module the module
 * @param moduleKey the certified key
 * @param transcript the digest of all that was said up to EC, 32 bytes
 */
public record Awaited(Bytes order, SerialNumber module, EcPublicKey moduleKey, Bytes transcript) {
  /** Whether this is the acknowledgement: of this order and run, by the certified key (claim 1). */
  public boolean provedBy(Acknowledgement acknowledgement, EcKeys ecKeys) {
    byte[] covered = Acknowledgement.covered(order, transcript);
    return acknowledgement.order().equals(order)
        && acknowledgement.transcript().equals(transcript)
        && ecKeys.verify(moduleKey, covered, acknowledgement.signature().toArray());
  }
}
