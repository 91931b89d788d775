// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Optional;
import org.keywright.crypto.Bytes;

/**
 * Somebody whose certificate a party of this vault goes by.
 *
 * @param party who goes by it
 * @param kind what the other is to this party
 * @param name what the other is called
 * @param certificate the other's certificate, DER
 * @param cross the certificate that binds both, where there is one: that of the party by the other,
 *     or the other's by the party
 * @param address where the other is reached, as {@code host:port}; may be empty
 * @param enrolled since when
 */
public record Enrolment(
    Party party,
    EnrolmentKind kind,
    String name,
    Bytes certificate,
    Optional<Bytes> cross,
    String address,
    Instant enrolled) {}
