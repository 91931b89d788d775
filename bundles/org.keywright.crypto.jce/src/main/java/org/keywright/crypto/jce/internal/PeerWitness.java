// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.Certificates;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.Trust;

/** Checks the chain that the other end of one handshake shows, and remembers it. */
final class PeerWitness {
  private final Certificates certificates;
  private final Trust trust;
  private final InstantSource clock;
  private Optional<CertificateChain> chain = Optional.empty();

  PeerWitness(Certificates certificates, Trust trust, InstantSource clock) {
    this.certificates = certificates;
    this.trust = trust;
    this.clock = clock;
  }

  /** The chain once it was checked. */
  Optional<CertificateChain> chain() {
    return chain;
  }

  /** Ends the handshake unless the chain is trusted. */
  void check(Certificate shown) throws IOException {
    if (shown.isEmpty()) {
      throw new TlsFatalAlert(AlertDescription.certificate_required);
    }
    var encoded = new ByteArrayOutputStream();
    for (TlsCertificate each : shown.getCertificateList()) {
      encoded.writeBytes(each.getEncoded());
    }
    try {
      var read = certificates.readChain(encoded.toByteArray());
      certificates.check(read, trust, clock.instant());
      chain = Optional.of(read);
    } catch (ChainException e) {
      throw new TlsFatalAlert(alert(e), e);
    }
  }

  /** What the other end is told (RFC 8446, clause 6.2). */
  private static short alert(ChainException refused) {
    return switch (refused.fault()) {
      case EXPIRED, NOT_YET_VALID, VALIDITY -> AlertDescription.certificate_expired;
      case REVOKED -> AlertDescription.certificate_revoked;
      case REVOCATION_UNKNOWN -> AlertDescription.certificate_unknown;
      case UNKNOWN_ISSUER -> AlertDescription.unknown_ca;
      case OTHER_KEY -> AlertDescription.access_denied;
      case PURPOSE, ORDER, CA_FLAG, KEY_USAGE, PATH_LENGTH, NAME_CONSTRAINT, EXTENSIONS ->
          AlertDescription.unsupported_certificate;
      case ENCODING,
          VERSION,
          SERIAL,
          NAME,
          WEAK_ALGORITHM,
          CURVE,
          POINT,
          DOUBLED_EXTENSION,
          UNKNOWN_CRITICAL,
          KEY_IDENTIFIER,
          FRESHNESS,
          SIGNATURE ->
          AlertDescription.bad_certificate;
    };
  }
}
