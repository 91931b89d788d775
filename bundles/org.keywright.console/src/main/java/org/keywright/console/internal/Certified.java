// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.keywright.console.internal.KeyLifeCommands.Ending;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyState;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.Party;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.TlsRecord;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Certificates and revocation lists that a vault's parties and TLS links go by, and their ends. */
final class Certified {
  private static final Set<RootPurpose> PARTIES =
      EnumSet.of(
          RootPurpose.MANUFACTURER,
          RootPurpose.PERSONALIZATION_UNIT,
          RootPurpose.CENTRAL_SYSTEM,
          RootPurpose.IDENTIFICATION_UNIT,
          RootPurpose.APPLIANCE);

  private final Instant now;
  private final Instant limit;
  private final List<Ending> endings = new ArrayList<>();

  private Certified(Instant now, Instant limit) {
    this.now = now;
    this.limit = limit;
  }

  /** Those that end before a moment. */
  static List<Ending> endingBefore(Vault vault, Instant now, Instant limit) throws VaultException {
    var certified = new Certified(now, limit);
    for (TlsRecord.Kind kind : TlsRecord.Kind.values()) {
      for (TlsRecord record : vault.tls().all(kind)) {
        certified.add(record);
      }
    }
    for (RootKey root : vault.roots().all()) {
      if (PARTIES.contains(root.purpose()) && root.state() == KeyState.ACTIVE) {
        var party = new Party(root.purpose(), root.name());
        for (EnrolmentKind kind : EnrolmentKind.values()) {
          for (Enrolment enrolment : vault.enrolments().all(party, kind)) {
            certified.add(
                enrolment.name() + ", for the " + party, certificate(enrolment.certificate()));
          }
        }
      }
    }
    return certified.endings;
  }

  private void add(TlsRecord record) throws VaultException {
    switch (record.kind()) {
      case SHOWN -> {}
      case REVOCATION_LIST -> {
        X509CRL list = list(record.content());
        if (list.getNextUpdate() != null) {
          add("list of " + record.name(), "revocation list", list.getNextUpdate().toInstant());
        }
      }
      default -> add("tls " + record.name(), certificate(record.content()));
    }
  }

  private void add(String what, X509Certificate certificate) {
    add(what, "certificate", certificate.getNotAfter().toInstant());
  }

  private void add(String what, String kind, Instant end) {
    if (end.isBefore(limit)) {
      endings.add(
          new Ending(
              what,
              kind,
              end.isAfter(now) ? KeyState.ACTIVE : KeyState.DEACTIVATED,
              end,
              end.isAfter(now) ? "good until then" : "good no more"));
    }
  }

  private static X509Certificate certificate(Bytes encoded) throws VaultException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded.toArray()));
    } catch (GeneralSecurityException e) {
      throw new VaultException("a certificate in the vault cannot be read", e);
    }
  }

  private static X509CRL list(Bytes encoded) throws VaultException {
    try {
      return (X509CRL)
          CertificateFactory.getInstance("X.509")
              .generateCRL(new ByteArrayInputStream(encoded.toArray()));
    } catch (GeneralSecurityException e) {
      throw new VaultException("a revocation list in the vault cannot be read", e);
    }
  }
}
