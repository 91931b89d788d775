// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Certificates;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.Trust;
import org.keywright.crypto.pki.Validity;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Certificates in Bouncy Castle's structures, signed and verified by {@link EcKeys}. */
@Component
public final class BouncyCastleCertificates implements Certificates {
  private static final int LONGEST_REQUEST = 2048;
  private static final String REQUEST = "the certificate request";
  private static final String CHAIN = "the certificate chain";

  private final EcKeys keys;
  private final KnownCertificates known;
  private final RandomSource random;

  /** Takes the proved algorithms. */
  @Activate
  public BouncyCastleCertificates(@Reference CurvePrimitives primitives) {
    keys = new BouncyCastleEcKeys(primitives);
    known = new KnownCertificates(keys);
    random = primitives.random();
  }

  @Override
  public Certificate issueRoot(EcKeyPair pair, DistinguishedName name, Validity validity)
      throws KeyException {
    byte[] serial = CertificateIssuing.serial(random);
    var signer = new KeySigner(keys, pair.privateKey());
    byte[] made =
        signed(() -> CertificateIssuing.root(pair.publicKey(), name, validity, serial, signer));
    var read = CertificateReader.read(made);
    read.signed().verify(pair.publicKey(), keys, "the root");
    return read.certificate();
  }

  @Override
  public Certificate issue(CertificateTemplate template, Credential issuer) throws KeyException {
    Certificate above = issuer.certificate();
    byte[] serial = CertificateIssuing.serial(random);
    var signer = new KeySigner(keys, issuer.privateKey());
    byte[] made = signed(() -> CertificateIssuing.certificate(template, above, serial, signer));
    // What was made is read like a stranger's: one place knows the profile.
    var read = CertificateReader.read(made);
    PathCheck.checkLink(read.certificate(), above);
    if (template.validity().notAfter().isAfter(above.validity().notAfter())
        || template.validity().notBefore().isBefore(above.validity().notBefore())) {
      throw new KeyException(
          "a certificate of "
              + template.subject()
              + " would be valid when its issuer's is not: that is valid from "
              + above.validity().notBefore()
              + " to "
              + above.validity().notAfter());
    }
    read.signed().verify(above.publicKey(), keys, "the new certificate");
    return read.certificate();
  }

  @Override
  public CertificateRequest request(Key privateKey, DistinguishedName subject) throws KeyException {
    var publicKey = keys.publicKey(privateKey);
    var signer = new KeySigner(keys, privateKey);
    byte[] made = signed(() -> CertificateIssuing.request(subject, publicKey, signer));
    return new CertificateRequest(Bytes.of(made), subject, publicKey);
  }

  @Override
  public CertificateRequest readRequest(byte[] encoded) throws ChainException {
    var signed = SignedStructure.read(encoded, LONGEST_REQUEST, REQUEST);
    try {
      var content = CertificationRequestInfo.getInstance(signed.content());
      boolean bare =
          signed.content().size() == 4
              && content.getVersion().hasValue(0)
              && ASN1Set.getInstance((ASN1TaggedObject) signed.content().getObjectAt(3), false)
                      .size()
                  == 0;
      if (!bare) {
        throw new ChainException(
            ChainFault.ENCODING, REQUEST, "it is of version 0 and has no attributes");
      }
      var key = CertificateReader.publicKey(content.getSubjectPublicKeyInfo(), REQUEST);
      var subject = Names.decode(content.getSubject(), REQUEST);
      signed.verify(key, keys, REQUEST);
      return new CertificateRequest(Bytes.of(encoded), subject, key);
    } catch (RuntimeException e) {
      // Bouncy Castle throws whatever comes of a structure that is not the one expected.
      throw new ChainException(ChainFault.ENCODING, REQUEST);
    }
  }

  @Override
  public RevocationList issueRevocationList(
      Credential issuer,
      Map<Bytes, RevocationList.Revocation> revoked,
      long number,
      Validity validity)
      throws KeyException {
    Certificate by = issuer.certificate();
    var signer = new KeySigner(keys, issuer.privateKey());
    byte[] made =
        signed(() -> CertificateIssuing.revocationList(by, revoked, number, validity, signer));
    return RevocationListReader.read(made, by, keys);
  }

  @Override
  public RevocationList readRevocationList(byte[] encoded, Certificate issuer)
      throws ChainException {
    return RevocationListReader.read(encoded, issuer, keys);
  }

  @Override
  public Certificate read(byte[] encoded) throws ChainException {
    return known.read(Bytes.of(encoded)).certificate();
  }

  @Override
  public CertificateChain readChain(byte[] encoded) throws ChainException {
    var certificates = new ArrayList<Certificate>();
    int at = 0;
    while (at < encoded.length) {
      int end = at + lengthAt(encoded, at);
      certificates.add(read(Arrays.copyOfRange(encoded, at, end)));
      requireRoom(certificates);
      at = end;
    }
    return chain(certificates);
  }

  @Override
  public CertificateChain readPem(String text) throws ChainException {
    var certificates = new ArrayList<Certificate>();
    try (var reader = new PemReader(new StringReader(text))) {
      for (PemObject each = reader.readPemObject(); each != null; each = reader.readPemObject()) {
        if (each.getType().equals("CERTIFICATE")) {
          certificates.add(read(each.getContent()));
          requireRoom(certificates);
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new ChainException(ChainFault.ENCODING, "the certificate text");
    }
    return chain(certificates);
  }

  @Override
  public void check(CertificateChain chain, Trust trust, Instant at) throws ChainException {
    new PathCheck(known, trust, at).check(chain);
  }

  /** The length of the SEQUENCE that begins there, header included, from a two-byte length. */
  private static int lengthAt(byte[] encoded, int at) throws ChainException {
    int left = encoded.length - at;
    if (left > 4 && encoded[at] == 0x30 && (encoded[at + 1] & 0xFF) == 0x82) {
      int length = 4 + (((encoded[at + 2] & 0xFF) << 8) | (encoded[at + 3] & 0xFF));
      if (length <= left) {
        return length;
      }
    }
    throw new ChainException(
        ChainFault.ENCODING, CHAIN, "whole certificates stand one behind the other");
  }

  private static void requireRoom(List<Certificate> certificates) throws ChainException {
    if (certificates.size() > CertificateChain.LONGEST + 1) {
      throw new ChainException(ChainFault.PATH_LENGTH, CHAIN);
    }
  }

  private static CertificateChain chain(List<Certificate> certificates) throws ChainException {
    if (certificates.isEmpty()) {
      throw new ChainException(ChainFault.ENCODING, CHAIN, "there is no certificate");
    }
    return new CertificateChain(certificates);
  }

  /** Lets a key that cannot sign through as what it is. */
  private static byte[] signed(Making making) throws KeyException {
    try {
      return making.make();
    } catch (RuntimeOperatorException e) {
      throw e.getCause() instanceof KeyException refused
          ? refused
          : new KeyException("the signature was not made", e);
    }
  }

  @FunctionalInterface
  private interface Making {
    byte[] make();
  }
}
