// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pki;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.jce.internal.BouncyCastleCertificates;
import org.keywright.crypto.jce.internal.BouncyCastleEcKeys;
import org.keywright.crypto.jce.internal.CurvePrimitives;
import org.keywright.crypto.jce.internal.Primitives;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Certificates;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.crypto.pki.Validity;

/** A root, a unit, a central system and a module, and what makes more of them. */
final class Parties {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Bytes FRESH = Bytes.ofHex("5A".repeat(32));
  static final DistinguishedName UNIT = DistinguishedName.of("North Pay", "bureau 1");
  static final DistinguishedName HOST = DistinguishedName.of("North Pay", "host");
  static final DistinguishedName MODULE =
      DistinguishedName.of("North Pay", "pin pad 7", "000102030405060708090A0B0C0D0E0F");

  final EcKeys keys;
  final Certificates certificates;
  final EcKeyPair unitPair;
  final Credential root;
  final Credential unit;
  final Credential central;
  final Credential module;

  Parties() throws KeyException {
    var primitives = new CurvePrimitives(Primitives.standard());
    keys = new BouncyCastleEcKeys(primitives);
    certificates = new BouncyCastleCertificates(primitives);
    unitPair = keys.generate();
    root = root("checking key 1");
    unit = under(root, KeyPurpose.PERSONALIZER, UNIT, unitPair, 80);
    central = under(unit, KeyPurpose.CENTRAL, HOST, keys.generate(), 70);
    module = under(unit, KeyPurpose.MODULE, MODULE, keys.generate(), 60);
  }

  /** Another root of the same maker. */
  Credential root(String name) throws KeyException {
    var pair = keys.generate();
    var certificate =
        certificates.issueRoot(
            pair,
            DistinguishedName.of("Maker", name),
            new Validity(NOW.minus(Duration.ofDays(2)), Validity.NO_END));
    return new Credential(pair.privateKey(), CertificateChain.of(certificate));
  }

  Credential under(
      Credential issuer, KeyPurpose purpose, DistinguishedName name, EcKeyPair pair, int days)
      throws KeyException {
    var certificate = certificates.issue(template(purpose, name, pair, days), issuer);
    return new Credential(pair.privateKey(), issuer.chain().below(certificate));
  }

  static CertificateTemplate template(
      KeyPurpose purpose, DistinguishedName name, EcKeyPair pair, int days) {
    boolean fresh = purpose == KeyPurpose.MODULE || purpose == KeyPurpose.CENTRAL;
    return new CertificateTemplate(
        purpose,
        name,
        pair.publicKey(),
        Validity.of(NOW.minus(Duration.ofDays(1)), Duration.ofDays(days)),
        fresh ? Optional.of(FRESH) : Optional.empty(),
        OptionalInt.empty());
  }

  Trust trust(KeyPurpose purpose) {
    return Trust.in(root.certificate(), purpose);
  }
}
