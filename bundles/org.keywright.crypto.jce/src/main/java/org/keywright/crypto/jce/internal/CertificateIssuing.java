// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.RevocationList.Revocation;
import org.keywright.crypto.pki.Validity;

/**
 * Encodes certificates, requests and revocation lists of the profile; whether they may be, others
 * ask.
 */
final class CertificateIssuing {
  private static final int SERIAL = 16;

  private CertificateIssuing() {}

  /** A self-signed certificate of a root. */
  static byte[] root(
      EcPublicKey key, DistinguishedName name, Validity validity, byte[] serial, ContentSigner by) {
    var builder = builder(name, name, key, validity, serial);
    add(builder, CertificateProfile.root(), key, CertificateExtensions.keyId(key));
    return encoded(builder.build(by)::getEncoded);
  }

  /** A certificate under an issuer. */
  static byte[] certificate(
      CertificateTemplate template, Certificate issuer, byte[] serial, ContentSigner by) {
    var profile = CertificateProfile.of(template.purpose());
    var builder =
        builder(
            template.subject(),
            issuer.subject(),
            template.publicKey(),
            template.validity(),
            serial);
    add(builder, profile, template.publicKey(), issuer.subjectKeyId());
    profile
        .permitted(template.subject(), issuer.subject())
        .ifPresent(
            prefix ->
                add(
                    builder,
                    Extension.nameConstraints,
                    true,
                    CertificateExtensions.nameConstraints(prefix)));
    template
        .freshness()
        .ifPresent(
            value ->
                add(
                    builder,
                    CertificateProfile.FRESHNESS,
                    false,
                    new DEROctetString(value.toArray())));
    template
        .quota()
        .ifPresent(most -> add(builder, CertificateProfile.QUOTA, false, new ASN1Integer(most)));
    return encoded(builder.build(by)::getEncoded);
  }

  /** A request without attributes. */
  static byte[] request(DistinguishedName subject, EcPublicKey key, ContentSigner by) {
    var builder = new PKCS10CertificationRequestBuilder(Names.encode(subject), keyInfo(key));
    return encoded(builder.build(by)::getEncoded);
  }

  /** A list of all that are revoked, in the order of their numbers. */
  static byte[] revocationList(
      Certificate issuer,
      Map<Bytes, Revocation> revoked,
      long number,
      Validity validity,
      ContentSigner by) {
    var builder = new X509v2CRLBuilder(Names.encode(issuer.subject()), time(validity.notBefore()));
    builder.setNextUpdate(time(validity.notAfter()));
    revoked.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .forEach(
            entry ->
                builder.addCRLEntry(
                    new BigInteger(1, entry.getKey().toArray()),
                    Date.from(entry.getValue().since()),
                    entry.getValue().reason().code()));
    return encoded(
        () -> {
          builder.addExtension(
              Extension.authorityKeyIdentifier,
              false,
              new AuthorityKeyIdentifier(issuer.subjectKeyId().toArray()));
          builder.addExtension(
              Extension.cRLNumber, false, new ASN1Integer(BigInteger.valueOf(number)));
          return builder.build(by).getEncoded();
        });
  }

  /** A serial number of 126 random bits in 16 bytes; the array is changed. */
  static byte[] serial(RandomSource random) {
    byte[] serial = new byte[SERIAL];
    random.nonce(serial);
    serial[0] = (byte) ((serial[0] & 0x7F) | 0x40);
    return serial;
  }

  private static X509v3CertificateBuilder builder(
      DistinguishedName subject,
      DistinguishedName issuer,
      EcPublicKey key,
      Validity validity,
      byte[] serial) {
    return new X509v3CertificateBuilder(
        Names.encode(issuer),
        new BigInteger(1, serial),
        time(validity.notBefore()),
        time(validity.notAfter()),
        Names.encode(subject),
        keyInfo(key));
  }

  private static void add(
      X509v3CertificateBuilder builder,
      CertificateProfile profile,
      EcPublicKey key,
      Bytes authorityKeyId) {
    if (profile.certifies()) {
      add(builder, Extension.basicConstraints, true, constraints(profile));
    }
    add(builder, Extension.keyUsage, true, new KeyUsage(profile.keyUsage()));
    if (profile.purpose().isPresent()) {
      add(builder, Extension.extendedKeyUsage, true, usages(profile));
    }
    add(
        builder,
        Extension.subjectKeyIdentifier,
        false,
        new SubjectKeyIdentifier(CertificateExtensions.keyId(key).toArray()));
    add(
        builder,
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(authorityKeyId.toArray()));
  }

  private static BasicConstraints constraints(CertificateProfile profile) {
    return profile.pathLength().isPresent()
        ? new BasicConstraints(profile.pathLength().getAsInt())
        : new BasicConstraints(true);
  }

  private static ExtendedKeyUsage usages(CertificateProfile profile) {
    var all = new ArrayList<>(profile.extendedKeyUsage());
    all.sort(Comparator.comparing(KeyPurposeId::getId));
    return new ExtendedKeyUsage(all.toArray(KeyPurposeId[]::new));
  }

  static SubjectPublicKeyInfo keyInfo(EcPublicKey key) {
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
        key.encoded());
  }

  private static Time time(java.time.Instant instant) {
    return new Time(Date.from(instant));
  }

  private static void add(
      X509v3CertificateBuilder builder,
      ASN1ObjectIdentifier id,
      boolean critical,
      ASN1Encodable value) {
    encoded(
        () -> {
          builder.addExtension(id, critical, value);
          return new byte[0];
        });
  }

  private static byte[] encoded(Encoding encoding) {
    try {
      return encoding.make();
    } catch (IOException e) {
      throw new IllegalStateException("a structure of our own cannot be encoded", e);
    }
  }

  @FunctionalInterface
  private interface Encoding {
    byte[] make() throws IOException;
  }
}
