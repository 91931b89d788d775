// SPDX-License-Identifier: EPL-2.0
package org.keywright.tls.internal;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.TlsCertificates;
import org.keywright.crypto.pki.Validity;
import org.keywright.vault.Grant;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.TlsRecord.Kind;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Small authorities of a vault's own. */
final class OwnAuthorities {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3_650);
  private static final Duration IDENTITY_LIFE = Duration.ofDays(365);

  private final EcKeys keys;
  private final TlsCertificates certificates;
  private final InstantSource clock;

  OwnAuthorities(EcKeys keys, TlsCertificates certificates, InstantSource clock) {
    this.keys = keys;
    this.certificates = certificates;
    this.clock = clock;
  }

  /** Makes one, which is trusted, and its first list. */
  X509Certificate make(Vault vault, Grant grant, String name) throws VaultException, KeyException {
    Entries.requireFree(vault, name, RootPurpose.TLS_AUTHORITY);
    int generation = 1 + vault.roots().generations(RootPurpose.TLS_AUTHORITY, name).size();
    var validity = Validity.of(clock.instant(), AUTHORITY_LIFE);
    try (EcKeyPair pair = keys.generate()) {
      X509Certificate made = certificates.authority(pair.privateKey(), name, validity);
      X509CRL list =
          certificates.revocationList(
              pair.privateKey(), made, Optional.empty(), List.of(), validity);
      vault
          .roots()
          .create(
              grant,
              RootPurpose.TLS_AUTHORITY,
              name,
              generation,
              pair.privateKey(),
              pair.publicKey().point());
      vault.tls().save(grant, Kind.AUTHORITY, name, Der.of(made));
      vault.tls().save(grant, Kind.REVOCATION_LIST, Entries.subject(made), Der.of(list));
      return made;
    }
  }

  X509Certificate issue(Vault vault, Grant grant, String authority, Bytes request)
      throws VaultException, KeyException {
    X509Certificate issuer = Entries.certificate(vault, authority);
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var end = now.plus(IDENTITY_LIFE);
    var last = issuer.getNotAfter().toInstant();
    try (Key key = key(vault, grant, authority)) {
      return certificates.issue(
          key, issuer, request, new Validity(now, end.isBefore(last) ? end : last));
    }
  }

  private static Key key(Vault vault, Grant grant, String authority) throws VaultException {
    int generation =
        Entries.inUse(vault, RootPurpose.TLS_AUTHORITY, authority)
            .mapToInt(RootKey::generation)
            .max()
            .orElseThrow(
                () ->
                    new VaultException(
                        "'"
                            + authority
                            + "' is not the vault's own authority, which tls:authority"
                            + " makes"));
    return grant.root(RootPurpose.TLS_AUTHORITY, authority, generation);
  }

  X509CRL revoke(Vault vault, Grant grant, String authority, X509Certificate certificate)
      throws VaultException, KeyException {
    X509Certificate issuer = Entries.certificate(vault, authority);
    if (!Entries.issued(issuer, certificate)) {
      throw new KeyException(
          "'" + Entries.subject(certificate) + "' has not its certificate of '" + authority + "'");
    }
    try (Key key = key(vault, grant, authority)) {
      X509CRL list =
          certificates.revocationList(
              key,
              issuer,
              Entries.list(vault, issuer),
              List.of(certificate),
              new Validity(clock.instant(), issuer.getNotAfter().toInstant()));
      vault.tls().save(grant, Kind.REVOCATION_LIST, Entries.subject(issuer), Der.of(list));
      return list;
    }
  }
}
