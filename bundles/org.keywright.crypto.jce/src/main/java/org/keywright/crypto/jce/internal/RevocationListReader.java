// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.RevocationList.Revocation;
import org.keywright.crypto.pki.RevocationReason;

/** Reads a revocation list strictly by the profile, and checks its signature. */
final class RevocationListReader {
  private static final int LONGEST = 16 << 20;
  private static final int VERSION_2 = 1;

  private final Certificate issuer;
  private final String what;

  private RevocationListReader(Certificate issuer) {
    this.issuer = issuer;
    this.what = "the revocation list of " + issuer.subject();
  }

  static RevocationList read(byte[] encoded, Certificate issuer, EcKeys keys)
      throws ChainException {
    return new RevocationListReader(issuer).read(encoded, keys);
  }

  private RevocationList read(byte[] encoded, EcKeys keys) throws ChainException {
    var signed = SignedStructure.read(encoded, LONGEST, what);
    signed.verify(issuer.publicKey(), keys, what);
    if (!CertificateProfile.of(issuer).revokes()) {
      throw new ChainException(ChainFault.KEY_USAGE, what);
    }
    try {
      return list(encoded, TBSCertList.getInstance(signed.content()));
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle throws whatever comes of a structure that is not the one expected.
      throw new ChainException(ChainFault.ENCODING, what);
    }
  }

  private RevocationList list(byte[] encoded, TBSCertList content)
      throws ChainException, IOException {
    if (content.getVersionNumber() != VERSION_2 + 1) {
      throw new ChainException(ChainFault.VERSION, what);
    }
    if (!SignedStructure.isEcdsaWithSha256(content.getSignature())) {
      throw new ChainException(ChainFault.WEAK_ALGORITHM, what);
    }
    if (!Names.decode(content.getIssuer(), what).equals(issuer.subject())) {
      throw new ChainException(ChainFault.UNKNOWN_ISSUER, what);
    }
    if (content.getNextUpdate() == null) {
      throw new ChainException(ChainFault.VALIDITY, what, "it names no next update");
    }
    var validity =
        CertificateReader.validity(content.getThisUpdate(), content.getNextUpdate(), what);
    return new RevocationList(
        Bytes.of(encoded), issuer, number(content.getExtensions()), validity, revoked(content));
  }

  private long number(Extensions extensions) throws ChainException, IOException {
    only(extensions, Set.of(Extension.authorityKeyIdentifier, Extension.cRLNumber));
    var keyId =
        CertificateExtensions.authorityKeyId(
            CertificateExtensions.value(extensions, Extension.authorityKeyIdentifier, what), what);
    if (!keyId.equals(issuer.subjectKeyId())) {
      throw new ChainException(ChainFault.KEY_IDENTIFIER, what, "it names another key");
    }
    long number =
        CertificateExtensions.value(extensions, Extension.cRLNumber, what)
            .map(value -> ASN1Integer.getInstance(value).longValueExact())
            .orElse(-1L);
    if (number < 0) {
      throw new ChainException(ChainFault.EXTENSIONS, what, "it has no number");
    }
    return number;
  }

  private Map<Bytes, Revocation> revoked(TBSCertList content) throws ChainException, IOException {
    var revoked = new HashMap<Bytes, Revocation>();
    for (Enumeration<?> each = content.getRevokedCertificateEnumeration();
        each.hasMoreElements(); ) {
      var entry = (TBSCertList.CRLEntry) each.nextElement();
      var since = CertificateReader.instant(entry.getRevocationDate(), what);
      revoked.put(
          CertificateReader.serial(entry.getUserCertificate()),
          new Revocation(since, reason(entry)));
    }
    return revoked;
  }

  private RevocationReason reason(TBSCertList.CRLEntry entry) throws ChainException, IOException {
    if (!entry.hasExtensions()) {
      return RevocationReason.UNSPECIFIED;
    }
    only(entry.getExtensions(), Set.of(Extension.reasonCode));
    var code =
        CertificateExtensions.value(entry.getExtensions(), Extension.reasonCode, what)
            .map(value -> CRLReason.getInstance(ASN1Enumerated.getInstance(value)));
    for (RevocationReason reason : RevocationReason.values()) {
      if (code.filter(is -> is.getValue().intValue() == reason.code()).isPresent()) {
        return reason;
      }
    }
    throw new ChainException(ChainFault.ENCODING, what, "a reason is none of the profile");
  }

  /** Refuses extensions other than these, and critical ones. */
  private void only(Extensions extensions, Set<ASN1ObjectIdentifier> wanted) throws ChainException {
    if (extensions == null) {
      throw new ChainException(ChainFault.EXTENSIONS, what, "it has none");
    }
    if (extensions.hasAnyCriticalExtensions()) {
      throw new ChainException(ChainFault.UNKNOWN_CRITICAL, what);
    }
    if (!Set.of(extensions.getExtensionOIDs()).equals(wanted)) {
      throw new ChainException(ChainFault.EXTENSIONS, what);
    }
  }
}
