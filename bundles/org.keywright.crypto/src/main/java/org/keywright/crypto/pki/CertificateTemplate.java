// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;

/**
 * What a certificate is to say (as CertTemplate of RFC 4211, clause 5); the profile adds the rest.
 *
 * @param purpose what the key is for
 * @param subject whose key it is
 * @param publicKey the key
 * @param validity from when until when
 * @param freshness a value of 32 bytes that the signature is to cover; a module's certificate must
 *     have one
 */
public record CertificateTemplate(
    KeyPurpose purpose,
    DistinguishedName subject,
    EcPublicKey publicKey,
    Validity validity,
    Optional<Bytes> freshness) {
  /** The length of a freshness value in bytes. */
  public static final int FRESHNESS_LENGTH = 32;

  /** A template without a freshness value. */
  public CertificateTemplate(
      KeyPurpose purpose, DistinguishedName subject, EcPublicKey publicKey, Validity validity) {
    this(purpose, subject, publicKey, validity, Optional.empty());
  }
}
