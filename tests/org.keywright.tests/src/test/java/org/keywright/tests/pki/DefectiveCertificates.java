// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pki;

import static org.keywright.tests.pki.Forgery.ISSUER;
import static org.keywright.tests.pki.Forgery.KEY_INFO;
import static org.keywright.tests.pki.Forgery.SERIAL;
import static org.keywright.tests.pki.Forgery.SUBJECT;
import static org.keywright.tests.pki.Forgery.VALIDITY;
import static org.keywright.tests.pki.Forgery.VERSION;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Certificates;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;

/**
 * Makes, of one good certificate, one for each way in which it can be wrong; all but those about
 * the signature itself are well signed by the issuer.
 */
public final class DefectiveCertificates {
  private static final ASN1ObjectIdentifier ARC =
      new ASN1ObjectIdentifier("2.25.41442826713489629813062690668975706034");
  private static final ASN1ObjectIdentifier FRESHNESS = ARC.branch("2.1");
  private static final ASN1ObjectIdentifier QUOTA = ARC.branch("2.2");
  private static final ASN1ObjectIdentifier UNKNOWN = ARC.branch("99.1");

  private final EcKeys keys;
  private final Certificates certificates;
  private final CertificateTemplate template;
  private final Credential issuer;
  private final Certificate good;
  private final Instant now;
  private final List<Defect> defects = new ArrayList<>();

  private DefectiveCertificates(
      EcKeys keys,
      Certificates certificates,
      CertificateTemplate template,
      Credential issuer,
      Instant now)
      throws KeyException {
    this.keys = keys;
    this.certificates = certificates;
    this.template = template;
    this.issuer = issuer;
    this.good = certificates.issue(template, issuer);
    this.now = now;
  }

  /** All defects that a certificate of this template can have. */
  public static List<Defect> of(
      EcKeys keys,
      Certificates certificates,
      CertificateTemplate template,
      Credential issuer,
      Instant now)
      throws KeyException {
    var made = new DefectiveCertificates(keys, certificates, template, issuer, now);
    made.encodings();
    made.numbersAndNames();
    made.times();
    made.keys();
    made.algorithms();
    made.extensions();
    made.authority();
    made.purposes();
    made.identifiers();
    made.moreThanEnough();
    made.ownExtensions();
    made.signatures();
    return List.copyOf(made.defects);
  }

  private void encodings() {
    byte[] der = good.encoded().toArray();
    raw("cut off at its end", Arrays.copyOf(der, der.length - 1));
    raw("with a byte behind it", Arrays.copyOf(der, der.length + 1));
    byte[] indefinite = new byte[der.length];
    indefinite[0] = 0x30;
    indefinite[1] = (byte) 0x80;
    System.arraycopy(der, 4, indefinite, 2, der.length - 4);
    raw("of indefinite length", indefinite);
    byte[] longForm = new byte[der.length + 1];
    longForm[0] = 0x30;
    longForm[1] = (byte) 0x83;
    System.arraycopy(der, 2, longForm, 3, der.length - 2);
    raw("with a length in too many bytes", longForm);
    raw("of no content", new byte[] {0x30, (byte) 0x82, 0, 0});
    add("of version 1", ChainFault.VERSION, forge -> forge.without(VERSION).bare());
    add(
        "of version 2",
        ChainFault.VERSION,
        forge -> forge.part(VERSION, new DERTaggedObject(true, 0, new ASN1Integer(1))));
  }

  private void numbersAndNames() {
    serial("zero", BigInteger.ZERO);
    serial("negative", BigInteger.ONE.shiftLeft(100).negate());
    serial("of 7 bytes", BigInteger.ONE.shiftLeft(50));
    serial("of 21 bytes", BigInteger.ONE.shiftLeft(166));
    RDN[] name = rdns();
    subject("without O", new RDN[] {name[1]});
    subject("with CN before O", new RDN[] {name[1], name[0]});
    subject("without parts", new RDN[0]);
    subject(
        "with a country",
        new RDN[] {new RDN(BCStyle.C, new DERPrintableString("DE")), name[0], name[1]});
    subject(
        "with O as PrintableString",
        new RDN[] {new RDN(BCStyle.O, new DERPrintableString("North Pay")), name[1]});
    subject(
        "with two attributes in one part",
        new RDN[] {new RDN(new AttributeTypeAndValue[] {name[0].getFirst(), name[1].getFirst()})});
    subject(
        "with a CN of 65 characters",
        new RDN[] {name[0], new RDN(BCStyle.CN, new DERUTF8String("x".repeat(65)))});
    subject(
        "with a control character in CN",
        new RDN[] {name[0], new RDN(BCStyle.CN, new DERUTF8String("a\u0007b"))});
    add(
        "naming another issuer",
        namingAnotherIssuer(),
        forge -> forge.part(ISSUER, new X500Name(new RDN[] {name[0], cn("somebody else")})));
  }

  /**
   * A module's is the plain case; the others show elsewhere that the name is not their issuer's.
   */
  private ChainFault namingAnotherIssuer() {
    return switch (template.purpose()) {
      case IDENTITY, PERSONALIZER -> ChainFault.UNKNOWN_ISSUER;
      case CENTRAL -> ChainFault.NAME_CONSTRAINT;
      case MODULE, ENDORSEMENT, APPLIANCE, IDENTIFICATION -> ChainFault.ORDER;
    };
  }

  private void times() {
    validity("expired", ChainFault.EXPIRED, -20, -1);
    validity("not yet valid", ChainFault.NOT_YET_VALID, 1, 20);
    validity("ending before it begins", ChainFault.VALIDITY, 3, -3);
    if (template.purpose().longestValidity().isPresent()) {
      validity("valid for 91 days", ChainFault.VALIDITY, 0, 91);
    }
    add(
        "with GeneralizedTime before 2050",
        ChainFault.ENCODING,
        forge ->
            forge.part(
                VALIDITY,
                sequence(
                    new ASN1GeneralizedTime("20260101000000Z"), new ASN1UTCTime("260601000000Z"))));
    add(
        "with a time without seconds",
        ChainFault.ENCODING,
        forge ->
            forge.part(
                VALIDITY,
                sequence(new ASN1UTCTime("2601010000Z"), new ASN1UTCTime("260601000000Z"))));
  }

  private void keys() {
    byte[] point = template.publicKey().encoded();
    byte[] off = point.clone();
    off[64] ^= 1;
    byte[] compressed = Arrays.copyOf(point, 33);
    compressed[0] = (byte) (2 + (point[64] & 1));
    key("on P-384", ChainFault.CURVE, SECObjectIdentifiers.secp384r1, point);
    key("on secp256k1", ChainFault.CURVE, SECObjectIdentifiers.secp256k1, point);
    key("on no named curve", ChainFault.CURVE, DERNull.INSTANCE, point);
    add(
        "with an RSA key",
        ChainFault.CURVE,
        forge ->
            forge.part(
                KEY_INFO,
                new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    point)));
    var p256 = SECObjectIdentifiers.secp256r1;
    key("with a point off its curve", ChainFault.POINT, p256, off);
    key("with a compressed point", ChainFault.POINT, p256, compressed);
    key("with the neutral element", ChainFault.POINT, p256, new byte[1]);
    key("with a point and a byte more", ChainFault.POINT, p256, Arrays.copyOf(point, 66));
  }

  private void algorithms() {
    var good256 = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    var sha1 = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA1);
    var sha384 = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384);
    var padded = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256, DERNull.INSTANCE);
    algorithm("signed with SHA-1", sha1, sha1);
    algorithm("signed with SHA-1 by its content", sha1, good256);
    algorithm("signed with SHA-1 by its outside", good256, sha1);
    algorithm("signed with SHA-384", sha384, sha384);
    algorithm("with parameters of its algorithm", padded, padded);
  }

  private void extensions() {
    add("without extensions", ChainFault.EXTENSIONS, Forgery::bare);
    for (var id : List.of(Extension.keyUsage, Extension.subjectKeyIdentifier)) {
      add(
          "with " + id + " twice",
          ChainFault.DOUBLED_EXTENSION,
          forge -> forge.onceMore(forge.extension(id)));
    }
    add(
        "with an unknown critical extension",
        ChainFault.UNKNOWN_CRITICAL,
        forge -> forge.extension(UNKNOWN, true, DERNull.INSTANCE));
    add(
        "with an unknown extension",
        ChainFault.EXTENSIONS,
        forge -> forge.extension(UNKNOWN, false, DERNull.INSTANCE));
    recritical("keyUsage", Extension.keyUsage, false);
    recritical("extKeyUsage", Extension.extendedKeyUsage, false);
    recritical("subjectKeyIdentifier", Extension.subjectKeyIdentifier, true);
    add(
        "with an extension value not in DER",
        ChainFault.ENCODING,
        forge ->
            forge.extension(
                Extension.keyUsage, true, new byte[] {3, (byte) 0x81, 2, 7, (byte) 0x80}));
  }

  private void authority() {
    boolean certifies = template.purpose().pathLength().isPresent();
    int usage = KeyUsage.digitalSignature | (certifies ? 0 : KeyUsage.keyCertSign);
    add(
        certifies ? "that certifies without keyCertSign" : "with keyCertSign",
        ChainFault.KEY_USAGE,
        forge -> forge.extension(Extension.keyUsage, true, new KeyUsage(usage)));
    add("without keyUsage", ChainFault.KEY_USAGE, forge -> forge.without(Extension.keyUsage));
    if (!certifies) {
      basic("that says it may certify", ChainFault.CA_FLAG, new BasicConstraints(true));
      basic("that says it may not certify", ChainFault.CA_FLAG, new BasicConstraints(false));
      return;
    }
    basic("that says it may not certify", ChainFault.CA_FLAG, new BasicConstraints(false));
    basic("without a path length", ChainFault.PATH_LENGTH, new BasicConstraints(true));
    basic("with a path length of 5", ChainFault.PATH_LENGTH, new BasicConstraints(5));
    add(
        "without basicConstraints",
        ChainFault.CA_FLAG,
        forge -> forge.without(Extension.basicConstraints));
    add(
        "without name constraints",
        ChainFault.NAME_CONSTRAINT,
        forge -> forge.without(Extension.nameConstraints));
    constraint("constrained to another organization", subtree("South Pay"));
    constraint(
        "constrained to two organizations",
        new GeneralSubtree[] {subtree("North Pay")[0], subtree("South Pay")[0]});
  }

  private void purposes() {
    purpose("for no purpose of ours", KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth);
    purpose("for any purpose", KeyPurposeId.anyExtendedKeyUsage);
    purpose(
        "for two purposes",
        own(template.purpose()),
        own(template.purpose() == KeyPurpose.MODULE ? KeyPurpose.CENTRAL : KeyPurpose.MODULE),
        KeyPurposeId.id_kp_clientAuth,
        KeyPurposeId.id_kp_serverAuth);
    add(
        "that names no purpose",
        ChainFault.PURPOSE,
        forge -> forge.without(Extension.extendedKeyUsage));
  }

  private void identifiers() {
    byte[] other = new byte[20];
    var issuerId = new AuthorityKeyIdentifier(other);
    add(
        "without a key identifier",
        ChainFault.KEY_IDENTIFIER,
        forge -> forge.without(Extension.subjectKeyIdentifier));
    add(
        "with the identifier of another key",
        ChainFault.KEY_IDENTIFIER,
        forge ->
            forge.extension(
                Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(other)));
    add(
        "without its issuer's key identifier",
        ChainFault.KEY_IDENTIFIER,
        forge -> forge.without(Extension.authorityKeyIdentifier));
    add(
        "with the identifier of another issuer's key",
        issuer.certificate().root() ? ChainFault.UNKNOWN_ISSUER : ChainFault.KEY_IDENTIFIER,
        forge -> forge.extension(Extension.authorityKeyIdentifier, false, issuerId));
  }

  /** Values that say what they must, and the last of it once more. */
  private void moreThanEnough() {
    if (template.purpose() == KeyPurpose.PERSONALIZER || template.purpose() == KeyPurpose.CENTRAL) {
      add(
          "with more in its basic constraints",
          ChainFault.EXTENSIONS,
          forge -> forge.lastTwice(Extension.basicConstraints));
    }
    add(
        "with a purpose said twice",
        ChainFault.PURPOSE,
        forge -> forge.lastTwice(Extension.extendedKeyUsage));
    add(
        "with more in its issuer's key identifier",
        ChainFault.KEY_IDENTIFIER,
        forge -> forge.lastTwice(Extension.authorityKeyIdentifier));
  }

  private void ownExtensions() {
    if (template.freshness().isPresent()) {
      if (template.purpose() == KeyPurpose.MODULE) {
        add("without a freshness value", ChainFault.FRESHNESS, forge -> forge.without(FRESHNESS));
      }
      add(
          "with a freshness value of 31 bytes",
          ChainFault.FRESHNESS,
          forge -> forge.extension(FRESHNESS, false, new DEROctetString(new byte[31])));
      add(
          "with a freshness value that is a number",
          ChainFault.ENCODING,
          forge -> forge.extension(FRESHNESS, false, new ASN1Integer(5)));
    } else {
      add(
          "with a freshness value out of place",
          ChainFault.FRESHNESS,
          forge -> forge.extension(FRESHNESS, false, new DEROctetString(new byte[32])));
    }
    add(
        "with a quota of nothing",
        ChainFault.EXTENSIONS,
        forge -> forge.extension(QUOTA, false, new ASN1Integer(0)));
  }

  private void signatures() {
    add(
        "with a bit of its signature changed",
        ChainFault.SIGNATURE,
        forge ->
            forge.signature(
                der -> {
                  byte[] changed = der.clone();
                  changed[changed.length - 1] ^= 1;
                  return changed;
                }));
    add(
        "with an empty signature",
        ChainFault.SIGNATURE,
        forge -> forge.signature(der -> new byte[0]));
    add(
        "with r and s of zero",
        ChainFault.SIGNATURE,
        forge -> forge.signature(der -> Forgery.numbers(BigInteger.ZERO, BigInteger.ZERO)));
    add(
        "with r and s of one",
        ChainFault.SIGNATURE,
        forge -> forge.signature(der -> Forgery.numbers(BigInteger.ONE, BigInteger.ONE)));
    add(
        "with a signature and a byte more",
        ChainFault.SIGNATURE,
        forge -> forge.signature(der -> Arrays.copyOf(der, der.length + 1)));
    add(
        "with a signature of 64 plain bytes",
        ChainFault.SIGNATURE,
        forge -> forge.signature(der -> new byte[64]));
    try (EcKeyPair stranger = keys.generate()) {
      defects.add(
          new Defect(
              "signed by a stranger",
              ChainFault.SIGNATURE,
              new Forgery(good, keys, stranger.privateKey()).made()));
      byte[] signed = good.encoded().toArray();
      int at = indexOf(signed, template.publicKey().encoded());
      System.arraycopy(stranger.publicKey().encoded(), 0, signed, at, 65);
      defects.add(
          new Defect(
              "with the key of somebody else put in", ChainFault.KEY_IDENTIFIER, Bytes.of(signed)));
      defects.add(
          new Defect(
              "with the key of somebody else, and his identifier, put in",
              ChainFault.SIGNATURE,
              withoutNewSignature(stranger)));
    }
  }

  /** A certificate of the stranger's key under the signature of the good one. */
  private Bytes withoutNewSignature(EcKeyPair stranger) {
    try {
      var other =
          certificates.issue(
              new CertificateTemplate(
                  template.purpose(),
                  template.subject(),
                  stranger.publicKey(),
                  template.validity(),
                  template.freshness(),
                  template.quota()),
              issuer);
      var mixed = ASN1Sequence.getInstance(good.encoded().toArray());
      var content = ASN1Sequence.getInstance(other.encoded().toArray());
      return Bytes.of(
          sequence(content.getObjectAt(0), mixed.getObjectAt(1), mixed.getObjectAt(2))
              .getEncoded("DER"));
    } catch (KeyException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private void raw(String name, byte[] encoded) {
    defects.add(new Defect(name, ChainFault.ENCODING, Bytes.of(encoded)));
  }

  private void add(String name, ChainFault fault, UnaryOperator<Forgery> change) {
    var forgery = change.apply(new Forgery(good, keys, issuer.privateKey()));
    defects.add(new Defect(name, fault, forgery.made()));
  }

  private void serial(String name, BigInteger number) {
    add(
        "with a serial number " + name,
        ChainFault.SERIAL,
        forge -> forge.part(SERIAL, new ASN1Integer(number)));
  }

  private void subject(String name, RDN[] parts) {
    add("with a name " + name, ChainFault.NAME, forge -> forge.part(SUBJECT, new X500Name(parts)));
  }

  private RDN[] rdns() {
    return new RDN[] {
      new RDN(BCStyle.O, new DERUTF8String(template.subject().organization())),
      cn(template.subject().commonName())
    };
  }

  private static RDN cn(String name) {
    return new RDN(BCStyle.CN, new DERUTF8String(name));
  }

  private void validity(String name, ChainFault fault, int fromDay, int toDay) {
    add(name, fault, forge -> forge.part(VALIDITY, sequence(day(fromDay), day(toDay))));
  }

  private Time day(int day) {
    return new Time(Date.from(now.plus(Duration.ofDays(day))));
  }

  private void key(String name, ChainFault fault, ASN1Encodable curve, byte[] point) {
    add(
        name,
        fault,
        forge ->
            forge.part(
                KEY_INFO,
                new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), point)));
  }

  private void algorithm(String name, AlgorithmIdentifier inner, AlgorithmIdentifier outer) {
    add(name, ChainFault.WEAK_ALGORITHM, forge -> forge.algorithm(inner, outer));
  }

  private void recritical(String name, ASN1ObjectIdentifier id, boolean critical) {
    add(
        "with " + name + (critical ? " critical" : " not critical"),
        ChainFault.EXTENSIONS,
        forge -> forge.extension(id, critical, forge.extension(id).getExtnValue().getOctets()));
  }

  private void basic(String name, ChainFault fault, BasicConstraints constraints) {
    add(name, fault, forge -> forge.extension(Extension.basicConstraints, true, constraints));
  }

  private void constraint(String name, GeneralSubtree[] permitted) {
    add(
        name,
        ChainFault.NAME_CONSTRAINT,
        forge ->
            forge.extension(Extension.nameConstraints, true, new NameConstraints(permitted, null)));
  }

  private static GeneralSubtree[] subtree(String organization) {
    var name = new X500Name(new RDN[] {new RDN(BCStyle.O, new DERUTF8String(organization))});
    return new GeneralSubtree[] {new GeneralSubtree(new GeneralName(name))};
  }

  private void purpose(String name, KeyPurposeId... purposes) {
    add(
        name,
        ChainFault.PURPOSE,
        forge -> forge.extension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purposes)));
  }

  private static KeyPurposeId own(KeyPurpose purpose) {
    return KeyPurposeId.getInstance(ARC.branch("1." + purpose.number()));
  }

  private static DERSequence sequence(ASN1Encodable... parts) {
    return new DERSequence(parts);
  }

  private static int indexOf(byte[] all, byte[] part) {
    for (int at = 0; at + part.length <= all.length; at++) {
      if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new AssertionError("the key is not in its certificate");
  }
}
