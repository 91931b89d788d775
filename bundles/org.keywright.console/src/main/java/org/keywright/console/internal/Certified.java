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
import org.keywright.console.internal.KeyEndingCommands.Ending;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyState;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.IssuedCertificate;
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

  /** So many certificates that were issued; those of a whole network may end in one month. */
  private static final int MOST = 1_000;

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
        certified.add(vault, root);
      }
    }
    for (IssuedCertificate issued : vault.certificates().endingBefore(limit, MOST)) {
      certified.add(
          "%s, by the %s".formatted(issued.subject(), issued.issuer()),
          "certificate of a " + issued.purpose().words(),
          issued.notAfter(),
          remedy(issued));
    }
    return certified.endings;
  }

  private void add(Vault vault, RootKey root) throws VaultException {
    var party = new Party(root.purpose(), root.name());
    if (root.purpose() == RootPurpose.MANUFACTURER) {
      add(
          "the " + party + " itself",
          certificate(root.publicPart()),
          "perso:manufacturer make makes another, under which all is certified anew");
    }
    for (EnrolmentKind kind : EnrolmentKind.values()) {
      for (Enrolment enrolment : vault.enrolments().all(party, kind)) {
        add(
            enrolment.name() + ", for the " + party,
            certificate(enrolment.certificate()),
            remedy(party, kind));
      }
    }
  }

  private static String remedy(Party party, EnrolmentKind kind) {
    String group = party.role() == RootPurpose.CENTRAL_SYSTEM ? "perso:central" : "perso:unit";
    return switch (kind) {
      case MANUFACTURER -> "the manufacturer makes another, under which all is certified anew";
      case OWN ->
          party.role() == RootPurpose.PERSONALIZATION_UNIT
              ? "perso:manufacturer certify, then perso:unit install"
              : "perso:unit enrol, with a request made anew";
      case CENTRAL_SYSTEM, PERSONALIZATION_UNIT -> group + " enrol, when it has a new one";
    };
  }

  private static String remedy(IssuedCertificate issued) {
    return switch (issued.purpose()) {
      case MODULE -> "perso:order, and the module is personalized again";
      case PERSONALIZER -> "perso:manufacturer certify, then perso:unit install";
      case ENDORSEMENT, CENTRAL -> "perso:central enrol and perso:unit enrol, once more";
      case APPLIANCE, IDENTIFICATION -> "perso:unit enrol, once more";
      case IDENTITY -> "none: a module's identity is for its life, and the module is replaced";
    };
  }

  private void add(TlsRecord record) throws VaultException {
    switch (record.kind()) {
      case SHOWN -> {}
      case REVOCATION_LIST -> {
        X509CRL list = list(record.content());
        if (list.getNextUpdate() != null) {
          add(
              "list of " + record.name(),
              "revocation list",
              list.getNextUpdate().toInstant(),
              "tls:crl, with the next one of its issuer");
        }
      }
      case IDENTITY ->
          add(
              "tls " + record.name(),
              certificate(record.content()),
              "tls:request, then tls:certify");
      default ->
          add(
              "tls " + record.name(),
              certificate(record.content()),
              "tls:trust, with its new certificate; of an own one tls:authority");
    }
  }

  private void add(String what, X509Certificate certificate, String remedy) {
    add(what, "certificate", certificate.getNotAfter().toInstant(), remedy);
  }

  private void add(String what, String kind, Instant end, String remedy) {
    if (end.isBefore(limit)) {
      endings.add(
          new Ending(
              what,
              kind,
              end.isAfter(now) ? KeyState.ACTIVE : KeyState.DEACTIVATED,
              end,
              end.isAfter(now) ? "good until then" : "good no more",
              remedy));
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
