// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.keywright.transport.TlsAuthority;
import org.keywright.transport.TlsCredential;

/**
 * Judges the certificates of the other end by the JDK's PKIX (RFC 5280, clause 6), with the
 * authorities and revocation lists of a credential and nothing from the network, and says in a
 * sentence why it refuses one. Safe for use by many threads.
 */
final class PeerTrust extends X509ExtendedTrustManager {
  /** What stands for the kind of key exchange, of which TLS 1.3 does not speak here. */
  private static final String ANY_EXCHANGE = "UNKNOWN";

  private final List<X509Certificate> anchors;
  private final List<X509CRL> lists;

  /** First those that ask for revocation lists. */
  private final List<X509ExtendedTrustManager> judges = new ArrayList<>(2);

  PeerTrust(TlsCredential credential) throws GeneralSecurityException {
    anchors = credential.authorities().stream().map(TlsAuthority::certificate).toList();
    lists = credential.revocationLists();
    for (boolean listsRequired : new boolean[] {true, false}) {
      Set<TrustAnchor> chosen =
          credential.authorities().stream()
              .filter(authority -> authority.listsRequired() == listsRequired)
              .map(authority -> new TrustAnchor(authority.certificate(), null))
              .collect(Collectors.toSet());
      if (!chosen.isEmpty()) {
        judges.add(judge(chosen, listsRequired));
      }
    }
  }

  private X509ExtendedTrustManager judge(Set<TrustAnchor> chosen, boolean listsRequired)
      throws GeneralSecurityException {
    var rules = new PKIXBuilderParameters(chosen, new X509CertSelector());
    rules.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
    rules.setRevocationEnabled(listsRequired);
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(new CertPathTrustManagerParameters(rules));
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
  }

  /** One judge's judgement. */
  @FunctionalInterface
  private interface Judgement {
    void by(X509ExtendedTrustManager judge) throws CertificateException;
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    var host = Optional.ofNullable(engine).map(SSLEngine::getPeerHost);
    judge(List.of(chain), Purpose.SERVER, host, j -> j.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    judge(
        List.of(chain),
        Purpose.CLIENT,
        Optional.empty(),
        j -> j.checkClientTrusted(chain, authType, engine));
  }

  /**
   * Judges a chain once more, whose name fitted before.
   *
   * @param purpose what the other end is
   * @throws PeerRefusal if it is not trusted
   */
  void judgeAgain(List<X509Certificate> chain, Purpose purpose) throws PeerRefusal {
    judge(chain, purpose, Optional.empty(), purpose.judgement(chain));
  }

  /** What the other end is. */
  enum Purpose {
    /** It accepted the line. */
    SERVER("servers", "1.3.6.1.5.5.7.3.1"),
    /** It opened the line. */
    CLIENT("clients", "1.3.6.1.5.5.7.3.2");

    private static final String ANY = "2.5.29.37.0";

    private final String words;
    private final String usage;

    Purpose(String words, String usage) {
      this.words = words;
      this.usage = usage;
    }

    String words() {
      return words;
    }

    private boolean fits(X509Certificate certificate) throws CertificateException {
      var usages = certificate.getExtendedKeyUsage();
      var bits = certificate.getKeyUsage();
      return (usages == null || usages.contains(usage) || usages.contains(ANY))
          && (bits == null || bits[0]);
    }

    private Judgement judgement(List<X509Certificate> chain) {
      var shown = chain.toArray(X509Certificate[]::new);
      return this == SERVER
          ? judge -> judge.checkServerTrusted(shown, ANY_EXCHANGE)
          : judge -> judge.checkClientTrusted(shown, ANY_EXCHANGE);
    }
  }

  private void judge(
      List<X509Certificate> chain, Purpose purpose, Optional<String> host, Judgement judgement)
      throws PeerRefusal {
    refuseListed(chain);
    Optional<CertificateException> refusal = Optional.empty();
    for (var judge : judges) {
      try {
        judgement.by(judge);
        return;
      } catch (CertificateException e) {
        if (refusal.isEmpty() || unknownIssuer(refusal.get())) {
          refusal = Optional.of(e);
        }
      }
    }
    throw explained(chain, purpose, host, refusal);
  }

  /** Whatever a list names is refused, also by a list out of date and where none is required. */
  private void refuseListed(List<X509Certificate> chain) throws PeerRefusal {
    for (int i = 0; i < chain.size(); i++) {
      var certificate = chain.get(i);
      for (var list : listsOf(certificate)) {
        var entry = list.getRevokedCertificate(certificate);
        if (entry != null && signed(list, chain, i)) {
          throw PeerRefusal.revoked(certificate, entry);
        }
      }
    }
  }

  private List<X509CRL> listsOf(X509Certificate certificate) {
    return lists.stream()
        .filter(list -> list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal()))
        .toList();
  }

  private boolean signed(X509CRL list, List<X509Certificate> chain, int of) {
    var issuers = new ArrayList<>(anchors);
    if (of + 1 < chain.size()) {
      issuers.add(chain.get(of + 1));
    }
    return issuers.stream()
        .filter(issuer -> issuer.getSubjectX500Principal().equals(list.getIssuerX500Principal()))
        .map(X509Certificate::getPublicKey)
        .anyMatch(key -> verifies(list, key));
  }

  private static boolean verifies(X509CRL list, PublicKey key) {
    try {
      list.verify(key);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean unknownIssuer(CertificateException refusal) {
    return cause(refusal).isEmpty();
  }

  private static Optional<CertPathValidatorException> cause(Throwable refusal) {
    for (Throwable t = refusal; t != null; t = t.getCause()) {
      if (t instanceof CertPathValidatorException fault) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  private PeerRefusal explained(
      List<X509Certificate> chain,
      Purpose purpose,
      Optional<String> host,
      Optional<CertificateException> refusal) {
    var leaf = chain.getFirst();
    if (refusal.isEmpty()) {
      return PeerRefusal.nobodyTrusted(leaf);
    }
    var fault = refusal.flatMap(PeerTrust::cause);
    if (fault.isPresent()) {
      var at = chain.get(Math.clamp(fault.get().getIndex(), 0, chain.size() - 1));
      return PeerRefusal.invalid(at, listsOf(at), fault.get());
    }
    if (!fits(purpose, leaf)) {
      return PeerRefusal.wrongUsage(leaf, purpose.words, refusal.get());
    }
    if (host.isPresent() && trustedAs(chain, purpose)) {
      return PeerRefusal.wrongHost(leaf, host.get(), refusal.get());
    }
    return PeerRefusal.unknownIssuer(leaf, chain.getLast(), refusal.get());
  }

  private static boolean fits(Purpose purpose, X509Certificate leaf) {
    try {
      return purpose.fits(leaf);
    } catch (CertificateException e) {
      return false;
    }
  }

  private boolean trustedAs(List<X509Certificate> chain, Purpose purpose) {
    for (var judge : judges) {
      try {
        purpose.judgement(chain).by(judge);
        return true;
      } catch (CertificateException e) {
        // the next one may
      }
    }
    return false;
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return anchors.toArray(X509Certificate[]::new);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    checkClientTrusted(chain, authType, (@Nullable SSLEngine) null);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    checkServerTrusted(chain, authType, (@Nullable SSLEngine) null);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("sockets are not served here");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("sockets are not served here");
  }
}
