// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.Validity;

/**
 * Reads a certificate strictly by the profile: what it does not ask for is refused, so that nobody
 * finds two readings of one certificate.
 */
final class CertificateReader {
  /** The greatest length of a certificate in bytes. */
  static final int LONGEST = 2048;

  private static final String WHAT = "the certificate";
  private static final int SHORTEST_SERIAL = 8;
  private static final int LONGEST_SERIAL = 20;
  private static final int VERSION_3 = 2;
  private static final int EXTENSIONS = 3;
  private static final int PARTS = 8;
  private static final int FIRST_YEAR_OF_GENERALIZED_TIME = 2050;

  private CertificateReader() {}

  /** A certificate with what its signature is over. */
  record Read(Certificate certificate, SignedStructure signed) {}

  /** Reads it and checks its form. */
  static Read read(byte[] encoded) throws ChainException {
    var signed = SignedStructure.read(encoded, LONGEST, WHAT);
    try {
      checkVersion(signed.content());
      if (signed.content().size() > PARTS) {
        throw new ChainException(ChainFault.ENCODING, WHAT, "it has more parts than are known");
      }
      CertificateExtensions.checkOnce(extensions(signed.content()), WHAT);
      var content = TBSCertificate.getInstance(signed.content());
      if (!SignedStructure.isEcdsaWithSha256(content.getSignature())) {
        throw new ChainException(ChainFault.WEAK_ALGORITHM, WHAT);
      }
      return new Read(certificate(encoded, content), signed);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle throws whatever comes of a structure that is not the one expected.
      throw new ChainException(ChainFault.ENCODING, WHAT);
    }
  }

  private static Certificate certificate(byte[] encoded, TBSCertificate content)
      throws ChainException, IOException {
    Bytes serial = serial(content.getSerialNumber());
    var subject = Names.decode(content.getSubject(), WHAT);
    String what = "the certificate of " + subject;
    var issuer = issuer(content.getIssuer(), what);
    var validity = validity(content.getStartDate(), content.getEndDate(), what);
    var key = publicKey(content.getSubjectPublicKeyInfo(), what);
    if (content.getIssuerUniqueId() != null || content.getSubjectUniqueId() != null) {
      throw new ChainException(ChainFault.ENCODING, what, "it has a unique identifier");
    }
    var extensions = CertificateExtensions.of(content, what);
    var profile = extensions.profile(subject, issuer);
    extensions.check(profile, subject, issuer, key);
    checkLength(validity, profile, what);
    return new Certificate(
        Bytes.of(encoded),
        serial,
        subject,
        issuer,
        validity,
        key,
        extensions.subjectKeyId(),
        extensions.authorityKeyId(),
        profile.purpose(),
        extensions.freshness(),
        extensions.quota());
  }

  private static void checkVersion(ASN1Sequence content) throws ChainException {
    boolean three =
        content.getObjectAt(0) instanceof ASN1TaggedObject version
            && ASN1Integer.getInstance(version.getExplicitBaseObject()).hasValue(VERSION_3);
    if (!three) {
      throw new ChainException(ChainFault.VERSION, WHAT);
    }
  }

  /** Looked at before Bouncy Castle does, which has one exception for all that can be wrong. */
  private static Optional<ASN1Sequence> extensions(ASN1Sequence content) {
    ASN1Encodable last = content.getObjectAt(content.size() - 1);
    return last instanceof ASN1TaggedObject tagged
            && tagged.hasTag(BERTags.CONTEXT_SPECIFIC, EXTENSIONS)
        ? Optional.of(ASN1Sequence.getInstance(tagged.getExplicitBaseObject()))
        : Optional.empty();
  }

  static Bytes serial(ASN1Integer number) throws ChainException {
    BigInteger value = number.getValue();
    byte[] bytes = value.toByteArray();
    if (value.signum() <= 0 || bytes.length < SHORTEST_SERIAL || bytes.length > LONGEST_SERIAL) {
      throw new ChainException(ChainFault.SERIAL, WHAT);
    }
    return Bytes.of(bytes);
  }

  private static DistinguishedName issuer(X500Name name, String what) throws ChainException {
    return Names.decode(name, "the issuer named in " + what);
  }

  /** Both instants, each in the form that its year asks for (RFC 5280, clause 4.1.2.5). */
  static Validity validity(Time from, Time to, String what) throws ChainException {
    Instant notBefore = instant(from, what);
    Instant notAfter = instant(to, what);
    if (notAfter.isBefore(notBefore)) {
      throw new ChainException(ChainFault.VALIDITY, what, "it ends before it begins");
    }
    return new Validity(notBefore, notAfter);
  }

  static Instant instant(Time time, String what) throws ChainException {
    Date date = time.getDate();
    if (!new Time(date).equals(time)) {
      throw new ChainException(
          ChainFault.ENCODING,
          what,
          "times are UTCTime before "
              + FIRST_YEAR_OF_GENERALIZED_TIME
              + " and GeneralizedTime from then on, to the second and ending in Z");
    }
    return date.toInstant();
  }

  private static void checkLength(Validity validity, CertificateProfile profile, String what)
      throws ChainException {
    var longest = profile.purpose().flatMap(purpose -> purpose.longestValidity());
    if (longest.filter(most -> validity.length().compareTo(most) > 0).isPresent()) {
      throw new ChainException(
          ChainFault.VALIDITY, what, "at most " + longest.get().toDays() + " days");
    }
  }

  /** A named curve and an uncompressed point (RFC 5480, clause 2). */
  static EcPublicKey publicKey(SubjectPublicKeyInfo info, String what) throws ChainException {
    var algorithm = info.getAlgorithm();
    if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
        || !SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())) {
      throw new ChainException(ChainFault.CURVE, what);
    }
    try {
      if (info.getPublicKeyData().getPadBits() == 0) {
        return EcPublicKey.of(info.getPublicKeyData().getOctets());
      }
    } catch (KeyException e) {
      throw new ChainException(ChainFault.POINT, what);
    }
    throw new ChainException(ChainFault.POINT, what);
  }
}
