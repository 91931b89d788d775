// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import java.util.Optional;
import java.util.OptionalInt;
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
 * @param quota how many certificates a personalization unit may issue, if that is limited
 */
public record CertificateTemplate(
    KeyPurpose purpose,
    DistinguishedName subject,
    EcPublicKey publicKey,
    Validity validity,
    Optional<Bytes> freshness,
    OptionalInt quota) {
  /** The length of a freshness value in bytes. */
  public static final int FRESHNESS_LENGTH = 32;

  /** A template without freshness value and quota. */
  public CertificateTemplate(
      KeyPurpose purpose, DistinguishedName subject, EcPublicKey publicKey, Validity validity) {
    this(purpose, subject, publicKey, validity, Optional.empty(), OptionalInt.empty());
  }

  /** The same with a freshness value. */
  public CertificateTemplate fresh(Bytes value) {
    return new CertificateTemplate(
        purpose, subject, publicKey, validity, Optional.of(value), quota);
  }

  /** The same with a quota. */
  public CertificateTemplate atMost(int certificates) {
    return new CertificateTemplate(
        purpose, subject, publicKey, validity, freshness, OptionalInt.of(certificates));
  }
}
