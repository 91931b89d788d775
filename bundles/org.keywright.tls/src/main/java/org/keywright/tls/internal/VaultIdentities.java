// SPDX-License-Identifier: EPL-2.0
package org.keywright.tls.internal;

import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.IdentityFiles;
import org.keywright.crypto.pki.TlsCertificates;
import org.keywright.tls.TlsEntry;
import org.keywright.tls.TlsIdentities;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.TlsRecord;
import org.keywright.vault.TlsRecord.Kind;
import org.keywright.vault.TlsRecords;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Identities, authorities and lists of TLS links in the open vault. */
@Component
public final class VaultIdentities implements TlsIdentities {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final String CLIENT_USAGE = "1.3.6.1.5.5.7.3.2";
  private static final String ANY_USAGE = "2.5.29.37.0";

  private final Vaults vaults;
  private final EcKeys keys;
  private final TlsCertificates certificates;
  private final IdentityFiles files;
  private final VaultCredentials credentials;
  private final InstantSource clock;
  private final OwnAuthorities ownAuthorities;

  /** Called by the framework. */
  @Activate
  public VaultIdentities(
      @Reference Vaults vaults,
      @Reference EcKeys keys,
      @Reference TlsCertificates certificates,
      @Reference IdentityFiles files,
      @Reference VaultCredentials credentials) {
    this(vaults, keys, certificates, files, credentials, InstantSource.system());
  }

  /** Makes it without a framework. */
  public VaultIdentities(
      Vaults vaults,
      EcKeys keys,
      TlsCertificates certificates,
      IdentityFiles files,
      VaultCredentials credentials,
      InstantSource clock) {
    this.vaults = vaults;
    this.keys = keys;
    this.certificates = certificates;
    this.files = files;
    this.credentials = credentials;
    this.clock = clock;
    ownAuthorities = new OwnAuthorities(keys, certificates, clock);
  }

  @Override
  public Bytes request(Grant grant, String name, List<String> hosts)
      throws VaultException, KeyException {
    Vault vault = vaults.require();
    Entries.requireFree(vault, name, RootPurpose.TLS_IDENTITY);
    try (EcKeyPair pair = keys.generate()) {
      Bytes request = certificates.request(pair.privateKey(), name, hosts);
      keep(vault, grant, name, pair.privateKey(), pair.publicKey());
      return request;
    }
  }

  private static void keep(
      Vault vault, Grant grant, String name, Key privateKey, EcPublicKey publicKey)
      throws VaultException {
    int generation =
        1
            + vault.roots().generations(RootPurpose.TLS_IDENTITY, name).stream()
                .mapToInt(RootKey::generation)
                .max()
                .orElse(0);
    vault
        .roots()
        .create(grant, RootPurpose.TLS_IDENTITY, name, generation, privateKey, publicKey.point());
  }

  @Override
  public TlsEntry take(Grant grant, String name, IdentityFiles.Identity identity)
      throws VaultException, KeyException {
    Vault vault = vaults.require();
    Entries.requireFree(vault, name, RootPurpose.TLS_IDENTITY);
    requireChain(identity.chain());
    requireInDate(identity.chain().getFirst());
    keep(vault, grant, name, identity.privateKey(), keys.publicKey(identity.privateKey()));
    return certify(grant, name, identity.chain());
  }

  @Override
  public Bytes file(Grant grant, String name, KeyMaterial passphrase)
      throws VaultException, KeyException {
    Vault vault = vaults.require();
    var record =
        vault
            .tls()
            .find(Kind.IDENTITY, name)
            .orElseThrow(
                () ->
                    new VaultException(
                        "there is no TLS identity '"
                            + name
                            + "' with a certificate, and no other private key leaves the vault"));
    List<X509Certificate> chain = Der.chain(record);
    var point = Der.point(chain.getFirst());
    RootKey described =
        Entries.inUse(vault, RootPurpose.TLS_IDENTITY, name)
            .filter(root -> root.publicPart().equals(point))
            .findFirst()
            .orElseThrow(
                () -> new VaultException("the vault lacks the key of the identity " + name));
    try (Key key =
        grant.open(
            new KeyName.Root(RootPurpose.TLS_IDENTITY, name, described.generation()),
            KeyOperation.EXPORT)) {
      return files.write(name, key, chain, passphrase);
    }
  }

  @Override
  public TlsEntry certify(Grant grant, String name, List<X509Certificate> chain)
      throws VaultException, KeyException {
    Vault vault = vaults.require();
    X509Certificate own = chain.getFirst();
    var known = Entries.inUse(vault, RootPurpose.TLS_IDENTITY, name).toList();
    if (known.isEmpty()) {
      throw new VaultException(
          "there is no TLS identity '" + name + "': tls:request makes one and asks for this");
    }
    RootKey key =
        known.stream()
            .filter(root -> root.publicPart().equals(Der.point(own)))
            .findFirst()
            .orElseThrow(
                () ->
                    new KeyException(
                        "the first certificate is not for a key of '%s', but for '%s'"
                            .formatted(name, Entries.subject(own))));
    requireChain(chain);
    requireInDate(own);
    TlsRecords records = vault.tls();
    var record =
        records.save(grant, Kind.IDENTITY, name, Der.of(chain.toArray(X509Certificate[]::new)));
    if (records.all(Kind.SHOWN).isEmpty() && forClients(own)) {
      records.save(grant, Kind.SHOWN, name, Bytes.of());
    }
    for (RootKey old : known) {
      if (old.generation() < key.generation()) {
        vault.roots().retire(grant, RootPurpose.TLS_IDENTITY, name, old.generation());
      }
    }
    credentials.changed();
    return Entries.identity(vault, record);
  }

  private static void requireChain(List<X509Certificate> chain) throws KeyException {
    for (int i = 0; i + 1 < chain.size(); i++) {
      try {
        chain.get(i).verify(chain.get(i + 1).getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new KeyException(
            "'%s' did not issue '%s': the identity's own certificate stands first, then those of its"
                    .formatted(Entries.subject(chain.get(i + 1)), Entries.subject(chain.get(i)))
                + " issuers one after the other",
            e);
      }
    }
  }

  private void requireInDate(X509Certificate certificate) throws KeyException {
    if (certificate.getNotAfter().toInstant().isBefore(clock.instant())) {
      throw new KeyException(
          "the certificate of '%s' ran out on %s"
              .formatted(Entries.subject(certificate), certificate.getNotAfter().toInstant()));
    }
  }

  private static boolean forClients(X509Certificate own) throws KeyException {
    try {
      var usages = own.getExtendedKeyUsage();
      var bits = own.getKeyUsage();
      return (usages == null || usages.contains(CLIENT_USAGE) || usages.contains(ANY_USAGE))
          && (bits == null || bits[DIGITAL_SIGNATURE]);
    } catch (GeneralSecurityException e) {
      throw new KeyException("the certificate of '" + Entries.subject(own) + "' cannot be read", e);
    }
  }

  @Override
  public TlsEntry use(Grant grant, String name) throws VaultException, KeyException {
    Vault vault = vaults.require();
    var record =
        vault
            .tls()
            .find(Kind.IDENTITY, name)
            .orElseThrow(
                () -> new VaultException("there is no TLS identity '" + name + "': see tls:list"));
    if (!forClients(Der.certificate(record))) {
      throw new KeyException("the certificate of '" + name + "' is not for clients");
    }
    for (TlsRecord shown : vault.tls().all(Kind.SHOWN)) {
      vault.tls().remove(grant, Kind.SHOWN, shown.name());
    }
    vault.tls().save(grant, Kind.SHOWN, name, Bytes.of());
    credentials.changed();
    return Entries.identity(vault, record);
  }

  @Override
  public TlsEntry trust(
      Grant grant, String name, X509Certificate certificate, boolean listsRequired)
      throws VaultException, KeyException {
    Vault vault = vaults.require();
    Entries.requireFree(vault, name, RootPurpose.TLS_AUTHORITY);
    requireAuthority(certificate);
    requireInDate(certificate);
    var record =
        vault
            .tls()
            .save(
                grant,
                listsRequired ? Kind.AUTHORITY : Kind.AUTHORITY_WITHOUT_LISTS,
                name,
                Der.of(certificate));
    credentials.changed();
    return Entries.authority(vault, record);
  }

  private static void requireAuthority(X509Certificate certificate) throws KeyException {
    if (certificate.getBasicConstraints() < 0) {
      throw new KeyException(
          "the certificate of '"
              + Entries.subject(certificate)
              + "' is not an authority's (basic constraints)");
    }
  }

  @Override
  public TlsEntry take(Grant grant, X509CRL list, Optional<X509Certificate> issuer)
      throws VaultException, KeyException {
    Vault vault = vaults.require();
    requireSigned(vault, list, issuer);
    var name = list.getIssuerX500Principal().getName();
    var before = vault.tls().find(Kind.REVOCATION_LIST, name);
    if (before.isPresent()) {
      X509CRL last = Der.list(before.get());
      if (list.getThisUpdate().toInstant().isBefore(last.getThisUpdate().toInstant())) {
        throw new KeyException(
            "this list of '%s' is of %s, and the vault has one of %s"
                .formatted(
                    name, list.getThisUpdate().toInstant(), last.getThisUpdate().toInstant()));
      }
    }
    var record = vault.tls().save(grant, Kind.REVOCATION_LIST, name, Der.of(list));
    credentials.changed();
    return Entries.list(record);
  }

  private static void requireSigned(Vault vault, X509CRL list, Optional<X509Certificate> issuer)
      throws VaultException, KeyException {
    var authorities = new ArrayList<X509Certificate>();
    for (TlsRecord record : Entries.authorityRecords(vault)) {
      authorities.add(Der.certificate(record));
    }
    if (issuer.isPresent()) {
      requireAuthority(issuer.get());
      if (authorities.stream().noneMatch(authority -> Entries.issued(authority, issuer.get()))) {
        throw new KeyException(
            "'"
                + Entries.subject(issuer.get())
                + "' was not issued by an authority that the vault trusts");
      }
      authorities.add(issuer.get());
    }
    boolean signed =
        authorities.stream()
            .filter(
                authority ->
                    authority.getSubjectX500Principal().equals(list.getIssuerX500Principal()))
            .anyMatch(authority -> signed(authority, list));
    if (!signed) {
      throw new KeyException(
          "the list of '%s' is not signed by an authority that the vault trusts: tls:trust takes it"
                  .formatted(list.getIssuerX500Principal().getName())
              + " in, --issuer names one below");
    }
  }

  private static boolean signed(X509Certificate authority, X509CRL list) {
    try {
      list.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public void remove(Grant grant, String name) throws VaultException {
    Vault vault = vaults.require();
    boolean there = retire(vault, grant, RootPurpose.TLS_IDENTITY, name);
    there |= retire(vault, grant, RootPurpose.TLS_AUTHORITY, name);
    for (TlsRecord record : Entries.authorityRecords(vault)) {
      if (record.name().equals(name)) {
        vault.tls().remove(grant, Kind.REVOCATION_LIST, Entries.subject(Der.certificate(record)));
      }
    }
    for (Kind kind : Kind.values()) {
      there |= vault.tls().find(kind, name).isPresent();
      vault.tls().remove(grant, kind, name);
    }
    if (!there) {
      throw new VaultException("there is nothing called '" + name + "' for TLS: see tls:list");
    }
    credentials.changed();
  }

  private static boolean retire(Vault vault, Grant grant, RootPurpose purpose, String name)
      throws VaultException {
    var keys = Entries.inUse(vault, purpose, name).toList();
    for (RootKey key : keys) {
      vault.roots().retire(grant, purpose, name, key.generation());
    }
    return !keys.isEmpty();
  }

  @Override
  public List<TlsEntry> all() throws VaultException {
    return Entries.all(vaults.require());
  }

  @Override
  public X509Certificate authority(Grant grant, String name) throws VaultException, KeyException {
    X509Certificate made = ownAuthorities.make(vaults.require(), grant, name);
    credentials.changed();
    return made;
  }

  @Override
  public X509Certificate certificate(String authority) throws VaultException {
    return Entries.certificate(vaults.require(), authority);
  }

  @Override
  public Optional<X509CRL> list(String authority) throws VaultException {
    return Entries.list(vaults.require(), certificate(authority));
  }

  @Override
  public X509Certificate issue(Grant grant, String authority, Bytes request)
      throws VaultException, KeyException {
    return ownAuthorities.issue(vaults.require(), grant, authority, request);
  }

  @Override
  public X509CRL revoke(Grant grant, String authority, X509Certificate certificate)
      throws VaultException, KeyException {
    X509CRL list = ownAuthorities.revoke(vaults.require(), grant, authority, certificate);
    credentials.changed();
    return list;
  }
}
