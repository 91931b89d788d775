// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyState;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.Party;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.TlsRecord;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * Looks for what has ended or ends soon: crypto-periods of keys, certificates of modules, of
 * parties and of lines under TLS, and revocation lists.
 */
public final class Endings {
  /** How long before an end people are reminded of it, if they do not say otherwise. */
  public static final Duration AHEAD = Duration.ofDays(30);

  /**
   * Those who have certificates by others, and go by those of others. A manufacturer has its own
   * only, which has no end; the period of its key is one of a key.
   */
  private static final Set<RootPurpose> PARTIES =
      EnumSet.of(
          RootPurpose.PERSONALIZATION_UNIT,
          RootPurpose.CENTRAL_SYSTEM,
          RootPurpose.IDENTIFICATION_UNIT,
          RootPurpose.APPLIANCE);

  /** So many certificates that were issued; those of a whole network may end in one month. */
  private static final int MOST = 1_000;

  private final Vault vault;
  private final Instant limit;
  private final List<Ending> found = new ArrayList<>();

  private Endings(Vault vault, Instant limit) {
    this.vault = vault;
    this.limit = limit;
  }

  /**
   * Finds all that ends before a moment, the first end first. A key that protects nothing any more,
   * because it was replaced or compromised, is not reminded of for that.
   *
   * @throws VaultException if the vault cannot be read, or a certificate in it
   */
  public static List<Ending> before(Vault vault, Instant limit) throws VaultException {
    var endings = new Endings(vault, limit);
    for (KeyStanding key : vault.lives().endingBefore(limit)) {
      endings.addKey(key);
    }
    for (TlsRecord.Kind kind : TlsRecord.Kind.values()) {
      for (TlsRecord record : vault.tls().all(kind)) {
        endings.addTls(record);
      }
    }
    for (RootKey root : vault.roots().all()) {
      if (PARTIES.contains(root.purpose()) && root.state() == KeyState.ACTIVE) {
        endings.addParty(root);
      }
    }
    for (IssuedCertificate issued : vault.certificates().endingBefore(limit, MOST)) {
      endings.add(new Ending.OfIssued(issued));
    }
    return endings.found.stream().sorted(Comparator.comparing(Ending::ends)).toList();
  }

  private void add(Ending ending) {
    if (ending.ends().isBefore(limit)) {
      found.add(ending);
    }
  }

  private void addKey(KeyStanding key) {
    CryptoPeriod period = key.life().period();
    KeyState state = key.life().state();
    if (state.mayProtect() || state.mayBecome(KeyState.ACTIVE)) {
      period.originatorUntil().ifPresent(end -> add(new Ending.OfKey(key, true, end)));
    }
    if (state != KeyState.COMPROMISED) {
      period.recipientUntil().ifPresent(end -> add(new Ending.OfKey(key, false, end)));
    }
  }

  private void addParty(RootKey root) throws VaultException {
    var party = new Party(root.purpose(), root.name());
    for (EnrolmentKind kind : EnrolmentKind.values()) {
      for (Enrolment enrolment : vault.enrolments().all(party, kind)) {
        add(new Ending.OfEnrolment(enrolment, end(enrolment.certificate())));
      }
    }
  }

  private void addTls(TlsRecord record) throws VaultException {
    switch (record.kind()) {
      case SHOWN -> {}
      case REVOCATION_LIST -> {
        X509CRL list = list(record.content());
        if (list.getNextUpdate() != null) {
          add(new Ending.OfTls(record, list.getNextUpdate().toInstant()));
        }
      }
      default -> add(new Ending.OfTls(record, end(record.content())));
    }
  }

  private static Instant end(Bytes encoded) throws VaultException {
    try {
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded.toArray()));
      return certificate.getNotAfter().toInstant();
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
