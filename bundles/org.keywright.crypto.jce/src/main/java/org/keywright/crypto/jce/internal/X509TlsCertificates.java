// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.IPAddress;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.TlsCertificates;
import org.keywright.crypto.pki.Validity;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Certificates for lines under TLS by Bouncy Castle; keys sign by handle. */
@Component
public final class X509TlsCertificates implements TlsCertificates {
  private static final Pattern HOST =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]*)(\\.[A-Za-z0-9_][A-Za-z0-9_-]*)*");
  private static final int LONGEST_NAME = 64;

  private final BouncyCastleEcKeys keys;
  private final RandomSource random;

  /** Takes the proved algorithms, and offers its keys to the JDK's TLS. */
  @Activate
  public X509TlsCertificates(@Reference CurvePrimitives primitives) {
    keys = new BouncyCastleEcKeys(primitives);
    random = primitives.random();
    Security.addProvider(new HandleProvider());
  }

  /** Takes the offer back. */
  @Deactivate
  public void close() {
    Security.removeProvider(HandleProvider.NAME);
  }

  @Override
  public PrivateKey signing(Key privateKey) {
    return new HandleKey(keys, privateKey);
  }

  @Override
  public Bytes request(Key privateKey, String name, List<String> hosts) throws KeyException {
    var builder =
        new PKCS10CertificationRequestBuilder(subject(name), keyInfo(keys.publicKey(privateKey)));
    var names = names(hosts);
    return Bytes.of(
        made(
            () -> {
              var wanted = new ExtensionsGenerator();
              addLeaf(wanted::addExtension, names);
              builder.addAttribute(
                  PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wanted.generate());
              return builder.build(signer(privateKey)).getEncoded();
            }));
  }

  @Override
  public X509Certificate authority(Key privateKey, String name, Validity validity)
      throws KeyException {
    var key = keyInfo(keys.publicKey(privateKey));
    var builder = builder(subject(name), subject(name), key, validity);
    return certificate(
        made(
            () -> {
              builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
              builder.addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
              addKeyIds(builder, key, key);
              return builder.build(signer(privateKey)).getEncoded();
            }));
  }

  @Override
  public X509Certificate issue(
      Key authorityKey, X509Certificate authority, Bytes request, Validity validity)
      throws KeyException {
    var asked = checked(request);
    var issuer = X500Name.getInstance(authority.getSubjectX500Principal().getEncoded());
    var key = asked.getSubjectPublicKeyInfo();
    var builder = builder(issuer, asked.getSubject(), key, validity);
    var names = names(asked);
    return certificate(
        made(
            () -> {
              addLeaf(builder::addExtension, names);
              addKeyIds(builder, key, keyInfo(authority));
              return builder.build(signer(authorityKey)).getEncoded();
            }));
  }

  @Override
  public X509CRL revocationList(
      Key authorityKey,
      X509Certificate authority,
      Optional<X509CRL> before,
      List<X509Certificate> revoked,
      Validity validity)
      throws KeyException {
    var since = Date.from(validity.notBefore());
    var builder =
        new X509v2CRLBuilder(
            X500Name.getInstance(authority.getSubjectX500Principal().getEncoded()), since);
    builder.setNextUpdate(Date.from(validity.notAfter()));
    byte[] encoded =
        made(
            () -> {
              var number = BigInteger.ONE;
              if (before.isPresent()) {
                var last = new X509CRLHolder(before.get().getEncoded());
                builder.addCRL(last);
                number = number(last).add(BigInteger.ONE);
              }
              for (X509Certificate certificate : revoked) {
                if (before.isEmpty() || !before.get().isRevoked(certificate)) {
                  builder.addCRLEntry(certificate.getSerialNumber(), since, CRLReason.unspecified);
                }
              }
              builder.addExtension(Extension.cRLNumber, false, new ASN1Integer(number));
              builder.addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  utils().createAuthorityKeyIdentifier(keyInfo(authority)));
              return builder.build(signer(authorityKey)).getEncoded();
            });
    try {
      return (X509CRL)
          CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a revocation list of our own cannot be read", e);
    }
  }

  private static BigInteger number(X509CRLHolder list) {
    var number = list.getExtension(Extension.cRLNumber);
    return number == null
        ? BigInteger.ZERO
        : ASN1Integer.getInstance(number.getParsedValue()).getValue();
  }

  private ContentSigner signer(Key privateKey) {
    return new KeySigner(keys, privateKey);
  }

  private static X500Name subject(String name) throws KeyException {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new KeyException("a common name has 1 to " + LONGEST_NAME + " characters");
    }
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
  }

  private static Optional<GeneralNames> names(List<String> hosts) throws KeyException {
    var names = new GeneralName[hosts.size()];
    for (int i = 0; i < names.length; i++) {
      var host = hosts.get(i);
      if (IPAddress.isValid(host)) {
        names[i] = new GeneralName(GeneralName.iPAddress, host);
      } else if (HOST.matcher(host).matches()) {
        names[i] = new GeneralName(GeneralName.dNSName, host);
      } else {
        throw new KeyException("'" + host + "' is neither a host name nor an address");
      }
    }
    return names.length == 0 ? Optional.empty() : Optional.of(new GeneralNames(names));
  }

  private static Optional<GeneralNames> names(PKCS10CertificationRequest request)
      throws KeyException {
    try {
      Extensions wanted = request.getRequestedExtensions();
      return Optional.ofNullable(wanted)
          .map(all -> all.getExtension(Extension.subjectAlternativeName))
          .map(Extension::getParsedValue)
          .map(GeneralNames::getInstance);
    } catch (IllegalArgumentException e) {
      throw new KeyException("the request asks for names that cannot be read", e);
    }
  }

  private static PKCS10CertificationRequest checked(Bytes request) throws KeyException {
    try {
      var read = new PKCS10CertificationRequest(request.toArray());
      if (read.isSignatureValid(
          new JcaContentVerifierProviderBuilder().build(read.getSubjectPublicKeyInfo()))) {
        return read;
      }
    } catch (IOException | OperatorCreationException | PKCSException | RuntimeException e) {
      throw new KeyException("this is no request for a certificate (PKCS#10)", e);
    }
    throw new KeyException("the request is not signed with its own key");
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, SubjectPublicKeyInfo key, Validity validity) {
    return new X509v3CertificateBuilder(
        issuer,
        new BigInteger(1, CertificateIssuing.serial(random)),
        Date.from(validity.notBefore()),
        Date.from(validity.notAfter()),
        subject,
        key);
  }

  private static SubjectPublicKeyInfo keyInfo(EcPublicKey key) {
    return CertificateIssuing.keyInfo(key);
  }

  private static SubjectPublicKeyInfo keyInfo(X509Certificate certificate) {
    return SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
  }

  private static X509ExtensionUtils utils() throws GeneralSecurityException {
    return new JcaX509ExtensionUtils();
  }

  private static void addKeyIds(
      X509v3CertificateBuilder builder, SubjectPublicKeyInfo key, SubjectPublicKeyInfo issuer)
      throws IOException, GeneralSecurityException {
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, utils().createSubjectKeyIdentifier(key));
    builder.addExtension(
        Extension.authorityKeyIdentifier, false, utils().createAuthorityKeyIdentifier(issuer));
  }

  @FunctionalInterface
  private interface Adding {
    void add(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) throws IOException;
  }

  private static void addLeaf(Adding to, Optional<GeneralNames> names) throws IOException {
    to.add(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    to.add(
        Extension.extendedKeyUsage,
        false,
        names.isPresent()
            ? new ExtendedKeyUsage(
                new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth})
            : new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    if (names.isPresent()) {
      to.add(Extension.subjectAlternativeName, false, names.get());
    }
  }

  private static X509Certificate certificate(byte[] encoded) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate of our own cannot be read", e);
    }
  }

  @FunctionalInterface
  private interface Making {
    byte[] make() throws IOException, GeneralSecurityException;
  }

  private static byte[] made(Making making) throws KeyException {
    try {
      return making.make();
    } catch (RuntimeOperatorException e) {
      throw new KeyException("the key does not sign: " + e.getMessage(), e);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("a structure of our own cannot be encoded", e);
    }
  }
}
