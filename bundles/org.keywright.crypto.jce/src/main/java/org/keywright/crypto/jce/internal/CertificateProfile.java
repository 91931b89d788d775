// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;

/**
 * What the profile asks of certificates for one purpose, or of roots ({@code
 * docs/protocols/certificates.md}, section 3).
 *
 * @param purpose empty for roots
 * @param keyUsage the bits of the key usage
 * @param pathLength empty if the key does not certify, or if its path is not limited, as a root's
 */
record CertificateProfile(Optional<KeyPurpose> purpose, int keyUsage, OptionalInt pathLength) {
  /**
   * The project's arc: 2.25 and the version 5 UUID of the URL {@code urn:keywright:certificates}.
   */
  private static final ASN1ObjectIdentifier ARC =
      new ASN1ObjectIdentifier("2.25.41442826713489629813062690668975706034");

  /** id-kp-kw…: what keys are for. */
  private static final ASN1ObjectIdentifier PURPOSES = ARC.branch("1");

  /** id-kw-freshness: OCTET STRING of 32 bytes, not critical. */
  static final ASN1ObjectIdentifier FRESHNESS = ARC.branch("2.1");

  /** id-kw-quota: INTEGER from 1 on, not critical. */
  static final ASN1ObjectIdentifier QUOTA = ARC.branch("2.2");

  private static final CertificateProfile ROOT =
      new CertificateProfile(
          Optional.empty(), KeyUsage.keyCertSign | KeyUsage.cRLSign, OptionalInt.empty());

  static CertificateProfile root() {
    return ROOT;
  }

  static CertificateProfile of(KeyPurpose purpose) {
    int certifies =
        switch (purpose) {
          case PERSONALIZER -> KeyUsage.keyCertSign | KeyUsage.cRLSign;
          case CENTRAL -> KeyUsage.keyCertSign;
          case IDENTITY, MODULE, ENDORSEMENT, APPLIANCE, IDENTIFICATION -> 0;
        };
    return new CertificateProfile(
        Optional.of(purpose), KeyUsage.digitalSignature | certifies, purpose.pathLength());
  }

  static CertificateProfile of(Certificate certificate) {
    return certificate.purpose().map(CertificateProfile::of).orElse(ROOT);
  }

  /** Whether the key may certify. */
  boolean certifies() {
    return (keyUsage & KeyUsage.keyCertSign) != 0;
  }

  /** Whether the key signs revocation lists. */
  boolean revokes() {
    return (keyUsage & KeyUsage.cRLSign) != 0;
  }

  /**
   * What the extended key usage has: the purpose, and those of TLS, so that its libraries take the
   * certificate; none for a root.
   */
  Set<KeyPurposeId> extendedKeyUsage() {
    return purpose
        .map(
            wanted ->
                wanted == KeyPurpose.ENDORSEMENT
                    ? Set.of(identifier(wanted))
                    : Set.of(
                        identifier(wanted),
                        KeyPurposeId.id_kp_clientAuth,
                        KeyPurposeId.id_kp_serverAuth))
        .orElse(Set.of());
  }

  /** The extensions that must be critical, and no others may. */
  Set<ASN1ObjectIdentifier> criticalExtensions() {
    return Stream.of(
            Stream.of(Extension.keyUsage),
            purpose.isEmpty() || certifies() ? Stream.of(Extension.basicConstraints) : none(),
            purpose.isPresent() ? Stream.of(Extension.extendedKeyUsage) : none(),
            purpose.isPresent() && certifies() ? Stream.of(Extension.nameConstraints) : none())
        .flatMap(each -> each)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether certificates for it may carry a freshness value. */
  boolean mayBeFresh() {
    return purpose.filter(is -> is == KeyPurpose.MODULE || is == KeyPurpose.CENTRAL).isPresent();
  }

  /** Whether certificates for it must carry a freshness value. */
  boolean mustBeFresh() {
    return purpose.equals(Optional.of(KeyPurpose.MODULE));
  }

  /** Whether certificates for it may carry a quota. */
  boolean mayHaveQuota() {
    return purpose.equals(Optional.of(KeyPurpose.PERSONALIZER));
  }

  /**
   * What names the key may certify: those that begin with these parts. A personalization unit's are
   * all of its organization, a central system's is the one of its issuer.
   */
  Optional<NamePrefix> permitted(DistinguishedName subject, DistinguishedName issuer) {
    return purpose.flatMap(
        is ->
            switch (is) {
              case PERSONALIZER -> Optional.of(NamePrefix.organization(subject));
              case CENTRAL -> Optional.of(NamePrefix.whole(issuer));
              case IDENTITY, MODULE, ENDORSEMENT, APPLIANCE, IDENTIFICATION -> Optional.empty();
            });
  }

  /** The object identifier of a purpose. */
  static KeyPurposeId identifier(KeyPurpose purpose) {
    return KeyPurposeId.getInstance(PURPOSES.branch(Integer.toString(purpose.number())));
  }

  private static Stream<ASN1ObjectIdentifier> none() {
    return Stream.empty();
  }
}
