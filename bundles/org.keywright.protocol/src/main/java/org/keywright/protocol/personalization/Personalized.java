// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.time.Instant;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.pki.Certificate;

/**
 * What a module has after a run: written in one commit.
 *
 * @param moduleKey the fresh module key; the receiver owns it
 * @param moduleCertificate D0
 * @param unitCertificate the manufacturer's certificate of the unit that issued it
 * @param centralCertificate D1, whose key the central system has to show
 * @param centralName D2
 * @param centralAddress D4
 * @param time the time of the order, or the module's if that is newer
 * @param acknowledgement ED, kept until the next run
 */
public record Personalized(
    EcKeyPair moduleKey,
    Certificate moduleCertificate,
    Certificate unitCertificate,
    Certificate centralCertificate,
    String centralName,
    String centralAddress,
    Instant time,
    Acknowledgement acknowledgement) {
  /** The work order. */
  public Bytes order() {
    return acknowledgement.order();
  }
}
