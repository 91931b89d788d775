// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.time.Instant;
import java.util.Optional;
import org.keywright.crypto.Bytes;

/**
 * What a personalization unit is to do with one module: a work order whose turn it is.
 *
 * @param order the work order's id, 16 bytes
 * @param kind whether the module may give up a key for it
 * @param expiry until when it is good
 * @param policy what the run demands
 * @param crossCertificate the central system's certificate of the unit's key, DER, if there is one
 */
public record Assignment(
    Bytes order,
    Order.Kind kind,
    Instant expiry,
    Policy policy,
    Optional<Bytes> crossCertificate) {}
