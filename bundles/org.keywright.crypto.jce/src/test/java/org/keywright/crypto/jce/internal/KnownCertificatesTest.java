// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.crypto.pki.Validity;

/** What is remembered of certificates, and what is not. */
class KnownCertificatesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final DistinguishedName UNIT = DistinguishedName.of("North Pay", "bureau 1");

  private final BouncyCastleEcKeys keys = Samples.EC_KEYS;
  private final BouncyCastleCertificates certificates =
      new BouncyCastleCertificates(Samples.CURVES);
  private final KnownCertificates known = new KnownCertificates(keys);
  private final EcKeyPair rootPair = keys.generate();
  private final EcKeyPair unitPair = keys.generate();

  @Test
  void aCertificateIsReadOnceWhileItIsRemembered() throws KeyException {
    Bytes first = unit(root(), 1);
    var met = known.read(first);
    assertThat(known.read(Bytes.of(first.toArray()))).isSameAs(met);
    Credential root = root();
    for (int i = 0; i < 512; i++) {
      known.read(unit(root, 2));
    }
    assertThat(known.read(first)).isNotSameAs(met);
  }

  @Test
  void aSignatureThatHeldForOneKeyDoesNotHoldForAnother() throws KeyException {
    var met = known.read(unit(root(), 1));
    met.verify(rootPair.publicKey());
    assertThatThrownBy(() -> met.verify(unitPair.publicKey()))
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.fault()).isEqualTo(ChainFault.SIGNATURE));
    met.verify(rootPair.publicKey());
  }

  @Test
  void aCertificateThatHeldIsRefusedWhenItsTimeIsOver() throws KeyException {
    Credential root = root();
    var chain = CertificateChain.of(certificates.read(unit(root, 1).toArray()));
    var trust = Trust.in(root.certificate(), KeyPurpose.PERSONALIZER);
    certificates.check(chain, trust, NOW);
    assertThatThrownBy(() -> certificates.check(chain, trust, NOW.plus(Duration.ofDays(2))))
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.fault()).isEqualTo(ChainFault.EXPIRED));
    certificates.check(chain, trust, NOW);
  }

  private Credential root() throws KeyException {
    var name = DistinguishedName.of("Maker", "checking key 1");
    var certificate = certificates.issueRoot(rootPair, name, new Validity(NOW, Validity.NO_END));
    return new Credential(rootPair.privateKey(), CertificateChain.of(certificate));
  }

  private Bytes unit(Credential root, int days) throws KeyException {
    var template =
        new CertificateTemplate(
                KeyPurpose.PERSONALIZER,
                UNIT,
                unitPair.publicKey(),
                Validity.of(NOW, Duration.ofDays(days)))
            .atMost(500);
    return certificates.issue(template, root).encoded();
  }
}
