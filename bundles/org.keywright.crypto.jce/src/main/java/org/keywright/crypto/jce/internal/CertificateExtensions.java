// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;

/**
 * The extensions of one certificate, held against the profile.
 *
 * @param extensions all there are, each once
 * @param what the certificate's name for messages
 */
record CertificateExtensions(Extensions extensions, String what) {
  private static final int KEY_ID = 20;

  private static final Set<ASN1ObjectIdentifier> KNOWN =
      Set.of(
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.subjectKeyIdentifier,
          Extension.authorityKeyIdentifier,
          Extension.nameConstraints,
          CertificateProfile.FRESHNESS,
          CertificateProfile.QUOTA);

  static CertificateExtensions of(TBSCertificate content, String what) throws ChainException {
    Extensions all = content.getExtensions();
    if (all == null) {
      throw new ChainException(ChainFault.EXTENSIONS, what, "it has none");
    }
    for (ASN1ObjectIdentifier id : all.getExtensionOIDs()) {
      if (!KNOWN.contains(id)) {
        throw all.getExtension(id).isCritical()
            ? new ChainException(ChainFault.UNKNOWN_CRITICAL, what, id.getId())
            : new ChainException(ChainFault.EXTENSIONS, what, id.getId() + " is not in it");
      }
    }
    return new CertificateExtensions(all, what);
  }

  /** Refuses extensions of which one is there twice (RFC 5280, clause 4.2). */
  static void checkOnce(Optional<ASN1Sequence> extensions, String what) throws ChainException {
    var seen = new HashSet<ASN1ObjectIdentifier>();
    if (extensions.isPresent()) {
      for (var each : extensions.get()) {
        var id = ASN1ObjectIdentifier.getInstance(ASN1Sequence.getInstance(each).getObjectAt(0));
        if (!seen.add(id)) {
          throw new ChainException(ChainFault.DOUBLED_EXTENSION, what, id.getId());
        }
      }
    }
  }

  /** The profile of the one purpose that is named, or that of roots if it is its own issuer. */
  CertificateProfile profile(DistinguishedName subject, DistinguishedName issuer)
      throws ChainException, IOException {
    Optional<ASN1Primitive> value = value(Extension.extendedKeyUsage);
    if (value.isEmpty()) {
      if (subject.equals(issuer)) {
        return CertificateProfile.root();
      }
      throw new ChainException(ChainFault.PURPOSE, what, "it names none");
    }
    List<KeyPurposeId> named = List.of(ExtendedKeyUsage.getInstance(value.get()).getUsages());
    Set<KeyPurposeId> usages = Set.copyOf(named);
    if (usages.size() < named.size()) {
      throw new ChainException(ChainFault.PURPOSE, what, "it names one twice");
    }
    for (KeyPurpose purpose : KeyPurpose.values()) {
      var profile = CertificateProfile.of(purpose);
      if (profile.extendedKeyUsage().equals(usages)) {
        return profile;
      }
    }
    throw new ChainException(ChainFault.PURPOSE, what, "it names another, or several");
  }

  /** Holds each of them against the profile. */
  void check(
      CertificateProfile profile,
      DistinguishedName subject,
      DistinguishedName issuer,
      EcPublicKey key)
      throws ChainException, IOException {
    checkAuthority(profile);
    checkKeyUsage(profile);
    checkNameConstraints(profile.permitted(subject, issuer));
    if (!subjectKeyId().equals(keyId(key))) {
      throw new ChainException(ChainFault.KEY_IDENTIFIER, what, "it is not that of its key");
    }
    checkOwn(profile);
    checkCriticality(profile.criticalExtensions());
  }

  private void checkAuthority(CertificateProfile profile) throws ChainException, IOException {
    Optional<BasicConstraints> constraints =
        value(Extension.basicConstraints).map(BasicConstraints::getInstance);
    boolean authority = constraints.filter(BasicConstraints::isCA).isPresent();
    if (authority != profile.certifies() || (constraints.isPresent() && !authority)) {
      throw new ChainException(ChainFault.CA_FLAG, what);
    }
    Optional<BigInteger> length =
        constraints.flatMap(each -> Optional.ofNullable(each.getPathLenConstraint()));
    Optional<BigInteger> wanted =
        profile.pathLength().isPresent()
            ? Optional.of(BigInteger.valueOf(profile.pathLength().getAsInt()))
            : Optional.empty();
    if (!length.equals(wanted)) {
      throw new ChainException(ChainFault.PATH_LENGTH, what);
    }
    if (authority) {
      var said =
          length
              .map(l -> new BasicConstraints(l.intValueExact()))
              .orElse(new BasicConstraints(true));
      requireNoMore(value(Extension.basicConstraints), said);
    }
  }

  /** Refuses a value that says something beside what was understood of it. */
  private void requireNoMore(Optional<ASN1Primitive> value, ASN1Encodable understood)
      throws ChainException {
    if (!value.equals(Optional.of(understood.toASN1Primitive()))) {
      throw new ChainException(ChainFault.EXTENSIONS, what, "one says more than it may");
    }
  }

  private void checkKeyUsage(CertificateProfile profile) throws ChainException, IOException {
    boolean fits =
        value(Extension.keyUsage)
            .filter(bits -> bits.equals(new KeyUsage(profile.keyUsage()).toASN1Primitive()))
            .isPresent();
    if (!fits) {
      throw new ChainException(ChainFault.KEY_USAGE, what);
    }
  }

  private void checkNameConstraints(Optional<NamePrefix> permitted)
      throws ChainException, IOException {
    Optional<Bytes> wanted = Optional.empty();
    if (permitted.isPresent()) {
      wanted = Optional.of(Bytes.of(nameConstraints(permitted.get()).getEncoded(ASN1Encoding.DER)));
    }
    if (!octets(Extension.nameConstraints).equals(wanted)) {
      throw new ChainException(
          ChainFault.NAME_CONSTRAINT,
          what,
          permitted
              .map(prefix -> "it may certify names that begin with " + prefix.words() + " alone")
              .orElse("it has none to make"));
    }
  }

  /** The constraint to names that begin so. */
  static NameConstraints nameConstraints(NamePrefix prefix) {
    var subtree = new GeneralSubtree(new GeneralName(prefix.encoded()));
    return new NameConstraints(new GeneralSubtree[] {subtree}, null);
  }

  private void checkOwn(CertificateProfile profile) throws ChainException, IOException {
    var value = freshness();
    boolean wrongLength =
        value.filter(v -> v.length() != CertificateTemplate.FRESHNESS_LENGTH).isPresent();
    if (wrongLength
        || (value.isPresent() && !profile.mayBeFresh())
        || (value.isEmpty() && profile.mustBeFresh())) {
      throw new ChainException(ChainFault.FRESHNESS, what);
    }
    if (quota().isPresent() && (!profile.mayHaveQuota() || quota().getAsInt() < 1)) {
      throw new ChainException(ChainFault.EXTENSIONS, what, "it has a quota and must not");
    }
  }

  private void checkCriticality(Set<ASN1ObjectIdentifier> wanted) throws ChainException {
    if (!Set.of(extensions.getCriticalExtensionOIDs()).equals(wanted)) {
      throw new ChainException(ChainFault.EXTENSIONS, what, "others are critical than have to be");
    }
  }

  Bytes subjectKeyId() throws ChainException, IOException {
    var value = value(Extension.subjectKeyIdentifier);
    if (value.isEmpty()) {
      throw new ChainException(ChainFault.KEY_IDENTIFIER, what, "there is none of its key");
    }
    return Bytes.of(SubjectKeyIdentifier.getInstance(value.get()).getKeyIdentifier());
  }

  Bytes authorityKeyId() throws ChainException, IOException {
    return authorityKeyId(value(Extension.authorityKeyIdentifier), what);
  }

  /** The key identifier, with which nothing else may be named. */
  static Bytes authorityKeyId(Optional<ASN1Primitive> value, String what) throws ChainException {
    if (value.isPresent()) {
      var id = AuthorityKeyIdentifier.getInstance(value.get());
      byte[] key = id.getKeyIdentifierOctets();
      if (key != null
          && key.length == KEY_ID
          && id.getAuthorityCertIssuer() == null
          && id.getAuthorityCertSerialNumber() == null
          && value.get().equals(new AuthorityKeyIdentifier(key).toASN1Primitive())) {
        return Bytes.of(key);
      }
    }
    throw new ChainException(
        ChainFault.KEY_IDENTIFIER, what, "that of its issuer has not 20 bytes and nothing else");
  }

  Optional<Bytes> freshness() throws ChainException, IOException {
    return value(CertificateProfile.FRESHNESS)
        .map(value -> Bytes.of(ASN1OctetString.getInstance(value).getOctets()));
  }

  OptionalInt quota() throws ChainException, IOException {
    Optional<ASN1Primitive> value = value(CertificateProfile.QUOTA);
    return value.isPresent()
        ? OptionalInt.of(ASN1Integer.getInstance(value.get()).intValueExact())
        : OptionalInt.empty();
  }

  private Optional<Bytes> octets(ASN1ObjectIdentifier id) {
    return Optional.ofNullable(extensions.getExtension(id))
        .map(extension -> Bytes.of(extension.getExtnValue().getOctets()));
  }

  private Optional<ASN1Primitive> value(ASN1ObjectIdentifier id)
      throws ChainException, IOException {
    return value(extensions, id, what);
  }

  /** The value of an extension, which is DER as well. */
  static Optional<ASN1Primitive> value(Extensions from, ASN1ObjectIdentifier id, String what)
      throws ChainException, IOException {
    Extension extension = from.getExtension(id);
    if (extension == null) {
      return Optional.empty();
    }
    byte[] octets = extension.getExtnValue().getOctets();
    ASN1Primitive value = ASN1Primitive.fromByteArray(octets);
    if (!Arrays.equals(value.getEncoded(ASN1Encoding.DER), octets)) {
      throw new ChainException(ChainFault.ENCODING, what, id.getId() + " is not in DER");
    }
    return Optional.of(value);
  }

  /** The first 160 bits of the SHA-256 of the point (RFC 7093, clause 2, method 1). */
  static Bytes keyId(EcPublicKey key) {
    return Bytes.of(Arrays.copyOf(Digests.sha256(key.encoded()), KEY_ID));
  }
}
