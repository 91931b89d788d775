// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationReason;

/**
 * A certificate that a party of this vault has issued.
 *
 * @param number its position in the vault's register, from 1
 * @param issuer who signed it
 * @param purpose what its key is for
 * @param serial its serial number, unique with the issuer
 * @param subject what its holder is called: a module's serial number, a unit's name
 * @param encoded the certificate itself, DER
 * @param notBefore when it begins to be good
 * @param notAfter when it ceases to be good
 * @param state how it stands
 * @param reason why it was revoked, if it was
 * @param revoked when it was revoked, if it was
 * @param order the work order that it was issued for, if it was for one
 * @param awaited what the proof of its holder is told by, if one is awaited
 * @param issued when it was issued
 */
public record IssuedCertificate(
    long number,
    Party issuer,
    KeyPurpose purpose,
    Bytes serial,
    String subject,
    Bytes encoded,
    Instant notBefore,
    Instant notAfter,
    CertificateState state,
    Optional<RevocationReason> reason,
    Optional<Instant> revoked,
    OptionalLong order,
    Optional<Bytes> awaited,
    Instant issued) {}
