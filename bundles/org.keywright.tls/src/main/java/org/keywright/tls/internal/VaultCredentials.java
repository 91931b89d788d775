// SPDX-License-Identifier: EPL-2.0
package org.keywright.tls.internal;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Key;
import org.keywright.crypto.pki.TlsCertificates;
import org.keywright.transport.LinkException;
import org.keywright.transport.TlsAuthority;
import org.keywright.transport.TlsCredential;
import org.keywright.transport.TlsCredentials;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.TlsRecord;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.VaultObserver;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Lends the identities of the open vault to transports. A private key is opened by an act of its
 * own in the log when its identity is first wanted, and wiped when anything changes that lines go
 * by, or the vault closes.
 */
@Component(service = {TlsCredentials.class, VaultObserver.class, VaultCredentials.class})
public final class VaultCredentials implements TlsCredentials, VaultObserver {
  private static final System.Logger LOG = System.getLogger(VaultCredentials.class.getName());

  private final String actor;
  private final Supplier<TlsCertificates> certificates;
  private final Map<Optional<String>, Held> held = new ConcurrentHashMap<>();
  private @Nullable Vault vault;

  /** Makes it; what needs curves is made when first wanted. */
  @Activate
  public VaultCredentials(
      BundleContext context, @Reference ComponentServiceObjects<TlsCertificates> certificates) {
    this(
        Optional.ofNullable(context.getProperty("user.name")).orElse("unknown"),
        certificates::getService);
  }

  /** Makes it without a framework. */
  public VaultCredentials(String actor, Supplier<TlsCertificates> certificates) {
    this.actor = actor;
    this.certificates = certificates;
  }

  private record Held(TlsCredential credential, AtomicBoolean inForce, Grant grant, Key key) {
    void end(String why) {
      inForce.set(false);
      key.close();
      try (grant) {
        grant.succeeded(why);
      } catch (VaultException e) {
        LOG.log(System.Logger.Level.WARNING, "an act''s end is not logged: {0}", e.getMessage());
      }
    }
  }

  @Override
  public synchronized void opened(Vault opened) {
    vault = opened;
  }

  @Override
  public void closing(Vault closing) {
    end("the vault closes");
  }

  /** Ends all that is lent. */
  @Deactivate
  public void close() {
    end("the program ends");
  }

  private synchronized void end(String why) {
    held.values().forEach(each -> each.end(why));
    held.clear();
    vault = null;
  }

  /** Something has changed that lines go by. */
  synchronized void changed() {
    held.values().forEach(each -> each.end("something changed"));
    held.clear();
  }

  @Override
  public TlsCredential current(Optional<String> identity) throws LinkException {
    var known = held.get(identity);
    return known == null ? lent(identity) : known.credential();
  }

  private synchronized TlsCredential lent(Optional<String> identity) throws LinkException {
    var known = held.get(identity);
    if (known != null) {
      return known.credential();
    }
    Vault open = vault;
    if (open == null) {
      throw new LinkException(
          "no vault is open, and who this end is on TLS links lies in one: vault:open opens it");
    }
    try {
      var made = made(open, identity.isPresent() ? identity.get() : shown(open));
      held.put(identity, made);
      return made.credential();
    } catch (VaultException e) {
      throw new LinkException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String shown(Vault open) throws VaultException {
    return open.tls().all(TlsRecord.Kind.SHOWN).stream()
        .findFirst()
        .map(TlsRecord::name)
        .orElseThrow(
            () ->
                new VaultException(
                    "the vault has no identity for TLS links: tls:request asks for a certificate,"
                        + " tls:certify takes it in"));
  }

  private Held made(Vault open, String name) throws VaultException {
    var record =
        open.tls()
            .find(TlsRecord.Kind.IDENTITY, name)
            .orElseThrow(
                () ->
                    new VaultException(
                        "there is no TLS identity '"
                            + name
                            + "' with a certificate: tls:list shows them, tls:certify takes one"
                            + " in"));
    var chain = Der.chain(record);
    requireInDate(name, chain.getFirst());
    int generation = generation(open, name, chain.getFirst());
    var authorities = authorities(open);
    var lists = lists(open);
    Grant grant = open.grant(new Act(actor, "tls:links", name, "who this end is on TLS links"));
    boolean whole = false;
    try {
      Key key =
          grant.open(
              new KeyName.Root(RootPurpose.TLS_IDENTITY, name, generation),
              KeyOperation.AUTHENTICATE);
      var inForce = new AtomicBoolean(true);
      var credential =
          new TlsCredential(
              name, chain, certificates.get().signing(key), authorities, lists, inForce::get);
      whole = true;
      return new Held(credential, inForce, grant, key);
    } finally {
      if (!whole) {
        grant.close();
      }
    }
  }

  private static void requireInDate(String name, X509Certificate own) throws VaultException {
    if (own.getNotAfter().toInstant().isBefore(Instant.now())) {
      throw new VaultException(
          "the certificate of our TLS identity '%s' ran out on %s: tls:request asks for a new one"
              .formatted(name, own.getNotAfter().toInstant()));
    }
  }

  private static int generation(Vault open, String name, X509Certificate own)
      throws VaultException {
    return open.roots().generations(RootPurpose.TLS_IDENTITY, name).stream()
        .filter(root -> root.publicPart().equals(Der.point(own)))
        .findFirst()
        .orElseThrow(
            () -> new VaultException("the vault lacks the key of the TLS identity '" + name + "'"))
        .generation();
  }

  private static List<TlsAuthority> authorities(Vault open) throws VaultException {
    var all = new ArrayList<TlsAuthority>();
    for (TlsRecord record : open.tls().all(TlsRecord.Kind.AUTHORITY)) {
      all.add(new TlsAuthority(Der.certificate(record), true));
    }
    for (TlsRecord record : open.tls().all(TlsRecord.Kind.AUTHORITY_WITHOUT_LISTS)) {
      all.add(new TlsAuthority(Der.certificate(record), false));
    }
    return all;
  }

  private static List<X509CRL> lists(Vault open) throws VaultException {
    var all = new ArrayList<X509CRL>();
    for (TlsRecord record : open.tls().all(TlsRecord.Kind.REVOCATION_LIST)) {
      all.add(Der.list(record));
    }
    return all;
  }
}
