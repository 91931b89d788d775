// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.Trust;

/**
 * Checks one chain from the root down (RFC 5280, clause 6.1, for the paths that the profile has).
 *
 * <p>The signature comes first at each step, so that nothing of a certificate is believed that its
 * issuer has not said.
 */
final class PathCheck {
  private final KnownCertificates certificates;
  private final Trust trust;
  private final Instant at;

  PathCheck(KnownCertificates certificates, Trust trust, Instant at) {
    this.certificates = certificates;
    this.trust = trust;
    this.at = at;
  }

  void check(CertificateChain chain) throws ChainException {
    var path = new ArrayList<KnownCertificates.Known>();
    for (Certificate certificate : chain.certificates()) {
      path.add(certificates.read(certificate.encoded()));
    }
    Certificate root = root(path);
    if (path.isEmpty()) {
      throw new ChainException(ChainFault.PURPOSE, name(root));
    }
    if (path.size() > CertificateChain.LONGEST) {
      throw new ChainException(ChainFault.PATH_LENGTH, name(root));
    }
    checkInstant(root);
    Certificate issuer = root;
    for (KnownCertificates.Known step : path.reversed()) {
      step.verify(issuer.publicKey());
      checkLink(step.certificate(), issuer);
      checkInstant(step.certificate());
      checkRevocation(step.certificate(), issuer);
      issuer = step.certificate();
    }
    checkEndorsed(path);
    checkAwaited(issuer);
  }

  /** The trusted root that the chain ends at; one that stands in the chain itself is taken off. */
  private Certificate root(List<KnownCertificates.Known> path) throws ChainException {
    Certificate top = path.getLast().certificate();
    if (top.root()) {
      path.removeLast();
      if (trust.roots().stream().anyMatch(known -> known.encoded().equals(top.encoded()))) {
        return top;
      }
      throw new ChainException(ChainFault.UNKNOWN_ISSUER, name(top));
    }
    return trust.roots().stream()
        .filter(known -> known.subject().equals(top.issuer()))
        .filter(known -> known.subjectKeyId().equals(top.authorityKeyId()))
        .findFirst()
        .orElseThrow(() -> new ChainException(ChainFault.UNKNOWN_ISSUER, name(top)));
  }

  /** Whether the one may certify the other: names, key, purpose and name constraint. */
  static void checkLink(Certificate certificate, Certificate issuer) throws ChainException {
    String name = name(certificate);
    boolean follows =
        certificate.issuer().equals(issuer.subject())
            && certificate.purpose().flatMap(KeyPurpose::issuer).equals(issuer.purpose())
            && !certificate.root();
    if (!follows) {
      throw new ChainException(ChainFault.ORDER, name);
    }
    if (!certificate.authorityKeyId().equals(issuer.subjectKeyId())) {
      throw new ChainException(
          ChainFault.KEY_IDENTIFIER, name, "that of its issuer is of another key");
    }
    Optional<NamePrefix> permitted =
        CertificateProfile.of(issuer).permitted(issuer.subject(), issuer.issuer());
    if (permitted.filter(prefix -> !prefix.holds(certificate.subject())).isPresent()) {
      throw new ChainException(
          ChainFault.NAME_CONSTRAINT, name, "its issuer may certify " + permitted.get().words());
    }
  }

  private void checkInstant(Certificate certificate) throws ChainException {
    var validity = certificate.validity();
    if (at.isBefore(validity.notBefore())) {
      throw new ChainException(
          ChainFault.NOT_YET_VALID, name(certificate), "it begins " + validity.notBefore());
    }
    if (at.isAfter(validity.notAfter().plusMillis(999))) {
      throw new ChainException(
          ChainFault.EXPIRED, name(certificate), "it ended " + validity.notAfter());
    }
  }

  private void checkRevocation(Certificate certificate, Certificate issuer) throws ChainException {
    if (!CertificateProfile.of(issuer).revokes()) {
      return;
    }
    Optional<RevocationList> list =
        trust.revocationLists().stream()
            .filter(each -> each.issuer().publicKey().equals(issuer.publicKey()))
            .filter(each -> each.issuer().subject().equals(issuer.subject()))
            .max(Comparator.comparingLong(RevocationList::number));
    var revocation =
        list.flatMap(each -> Optional.ofNullable(each.revoked().get(certificate.serial())));
    if (revocation.isPresent()) {
      throw new ChainException(
          ChainFault.REVOKED,
          name(certificate),
          "on " + revocation.get().since() + ", " + revocation.get().reason().words());
    }
    if (trust.revocation() == Trust.RevocationPolicy.REQUIRED
        && list.filter(each -> inDate(each)).isEmpty()) {
      throw new ChainException(ChainFault.REVOCATION_UNKNOWN, name(certificate));
    }
  }

  private boolean inDate(RevocationList list) {
    return !at.isBefore(list.validity().notBefore()) && !at.isAfter(list.validity().notAfter());
  }

  /** An endorsed key is the key of the personalization unit at the top of the same chain. */
  private static void checkEndorsed(List<KnownCertificates.Known> path) throws ChainException {
    Certificate leaf = path.getFirst().certificate();
    if (leaf.purpose().equals(Optional.of(KeyPurpose.ENDORSEMENT))
        && !leaf.publicKey().equals(path.getLast().certificate().publicKey())) {
      throw new ChainException(ChainFault.OTHER_KEY, name(leaf));
    }
  }

  private void checkAwaited(Certificate leaf) throws ChainException {
    if (leaf.purpose().filter(trust.purposes()::contains).isEmpty()) {
      throw new ChainException(ChainFault.PURPOSE, name(leaf));
    }
    if (trust.key().filter(awaited -> !awaited.equals(leaf.publicKey())).isPresent()) {
      throw new ChainException(ChainFault.OTHER_KEY, name(leaf));
    }
  }

  private static String name(Certificate certificate) {
    return "the " + certificate;
  }
}
