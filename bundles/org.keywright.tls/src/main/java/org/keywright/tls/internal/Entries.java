// SPDX-License-Identifier: EPL-2.0
package org.keywright.tls.internal;

import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keywright.crypto.KeyState;
import org.keywright.tls.TlsEntry;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.TlsRecord;
import org.keywright.vault.TlsRecord.Kind;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** What a vault holds for TLS links: found, and told. */
final class Entries {
  private Entries() {}

  static Stream<RootKey> inUse(Vault vault, RootPurpose purpose, String name)
      throws VaultException {
    return vault.roots().generations(purpose, name).stream()
        .filter(root -> root.state() == KeyState.ACTIVE);
  }

  static List<TlsRecord> authorityRecords(Vault vault) throws VaultException {
    var all = new ArrayList<>(vault.tls().all(Kind.AUTHORITY));
    all.addAll(vault.tls().all(Kind.AUTHORITY_WITHOUT_LISTS));
    return all;
  }

  /** A name means one thing, so that it can be removed by it. */
  static void requireFree(Vault vault, String name, RootPurpose purpose) throws VaultException {
    boolean authority =
        vault.tls().find(Kind.AUTHORITY, name).isPresent()
            || vault.tls().find(Kind.AUTHORITY_WITHOUT_LISTS, name).isPresent();
    boolean identity = inUse(vault, RootPurpose.TLS_IDENTITY, name).findAny().isPresent();
    if (purpose == RootPurpose.TLS_IDENTITY ? authority : authority || identity) {
      throw new VaultException(
          "'%s' is the name of %s already: take another, or tls:remove it"
              .formatted(name, authority ? "an authority" : "an identity"));
    }
  }

  static X509Certificate certificate(Vault vault, String authority) throws VaultException {
    for (TlsRecord record : authorityRecords(vault)) {
      if (record.name().equals(authority)) {
        return Der.certificate(record);
      }
    }
    throw new VaultException("there is no TLS authority '" + authority + "': see tls:list");
  }

  static Optional<X509CRL> list(Vault vault, X509Certificate issuer) throws VaultException {
    var record = vault.tls().find(Kind.REVOCATION_LIST, subject(issuer));
    return record.isEmpty() ? Optional.empty() : Optional.of(Der.list(record.get()));
  }

  static boolean issued(X509Certificate authority, X509Certificate certificate) {
    try {
      certificate.verify(authority.getPublicKey());
      return certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static List<TlsEntry> all(Vault vault) throws VaultException {
    var all = new ArrayList<TlsEntry>();
    var named = new ArrayList<String>();
    for (TlsRecord record : vault.tls().all(Kind.IDENTITY)) {
      all.add(identity(vault, record));
      named.add(record.name());
    }
    vault.roots().all().stream()
        .filter(root -> root.purpose() == RootPurpose.TLS_IDENTITY)
        .filter(root -> root.state() == KeyState.ACTIVE && !named.contains(root.name()))
        .map(RootKey::name)
        .distinct()
        .map(
            name ->
                new TlsEntry(
                    TlsEntry.Kind.IDENTITY, name, "", "awaits its certificate", Optional.empty()))
        .forEach(all::add);
    for (TlsRecord record : authorityRecords(vault)) {
      all.add(authority(vault, record));
    }
    for (TlsRecord record : vault.tls().all(Kind.REVOCATION_LIST)) {
      all.add(list(record));
    }
    return all;
  }

  static TlsEntry identity(Vault vault, TlsRecord record) throws VaultException {
    X509Certificate own = Der.certificate(record);
    boolean shown = vault.tls().find(Kind.SHOWN, record.name()).isPresent();
    return new TlsEntry(
        TlsEntry.Kind.IDENTITY,
        record.name(),
        subject(own),
        (shown ? "shown by links" : "certified") + hosts(own),
        Optional.of(own.getNotAfter().toInstant()));
  }

  private static String hosts(X509Certificate own) {
    try {
      var names = own.getSubjectAlternativeNames();
      return names == null
          ? ""
          : ", for "
              + String.join(", ", names.stream().map(each -> String.valueOf(each.get(1))).toList());
    } catch (GeneralSecurityException e) {
      return ", for hosts that cannot be read";
    }
  }

  static TlsEntry authority(Vault vault, TlsRecord record) throws VaultException {
    X509Certificate certificate = Der.certificate(record);
    boolean own = inUse(vault, RootPurpose.TLS_AUTHORITY, record.name()).findAny().isPresent();
    return new TlsEntry(
        TlsEntry.Kind.AUTHORITY,
        record.name(),
        subject(certificate),
        (own ? "the vault's own" : "trusted")
            + (record.kind() == Kind.AUTHORITY
                ? ", revocation lists required"
                : ", without revocation lists"),
        Optional.of(certificate.getNotAfter().toInstant()));
  }

  static TlsEntry list(TlsRecord record) throws VaultException {
    X509CRL list = Der.list(record);
    var revoked = list.getRevokedCertificates();
    return new TlsEntry(
        TlsEntry.Kind.LIST,
        record.name(),
        list.getIssuerX500Principal().getName(),
        (revoked == null ? 0 : revoked.size()) + " revoked",
        Optional.ofNullable(list.getNextUpdate()).map(Date::toInstant));
  }

  static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
