// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.time.Duration;
import java.time.Instant;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.crypto.pki.Validity;

/** A manufacturer, one personalization unit, and whoever is to be certified by them. */
final class Authority {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final BouncyCastleCertificates certificates =
      new BouncyCastleCertificates(Samples.CURVES);
  final Credential root;
  final Credential unit;

  Authority() {
    var pair = Samples.EC_KEYS.generate();
    try {
      var name = DistinguishedName.of("Maker", "checking key 1");
      var endless = new Validity(NOW, Validity.NO_END);
      root =
          new Credential(
              pair.privateKey(), CertificateChain.of(certificates.issueRoot(pair, name, endless)));
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
    unit =
        certified(root, KeyPurpose.PERSONALIZER, DistinguishedName.of("North Pay", "bureau"), 90);
  }

  /** A new pair, certified by the issuer for so many days. */
  Credential certified(Credential issuer, KeyPurpose purpose, DistinguishedName name, int days) {
    return certified(issuer, purpose, name, days, Samples.EC_KEYS.generate());
  }

  Credential certified(
      Credential issuer, KeyPurpose purpose, DistinguishedName name, int days, EcKeyPair pair) {
    var validity = Validity.of(NOW, Duration.ofDays(days));
    var template = new CertificateTemplate(purpose, name, pair.publicKey(), validity);
    if (purpose == KeyPurpose.MODULE) {
      template = template.fresh(Bytes.ofHex("5A".repeat(32)));
    }
    try {
      return new Credential(
          pair.privateKey(), issuer.chain().below(certificates.issue(template, issuer)));
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  /** The identity of a module. */
  Credential identity(String serialNumber) {
    var name = DistinguishedName.of("North Pay", "pin pad " + serialNumber, serialNumber);
    return certified(root, KeyPurpose.IDENTITY, name, 4000);
  }

  Trust trust(KeyPurpose... purposes) {
    return Trust.in(root.certificate(), purposes);
  }
}
