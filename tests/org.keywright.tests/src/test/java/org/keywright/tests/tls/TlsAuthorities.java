// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.tls;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.TlsCertificates;
import org.keywright.crypto.pki.Validity;
import org.keywright.tests.TestCurves;
import org.keywright.transport.LinkException;
import org.keywright.transport.TlsAuthority;
import org.keywright.transport.TlsCredential;
import org.keywright.transport.TlsCredentials;

/** Authorities and identities of tests, and credentials that a test changes as it likes. */
public final class TlsAuthorities {
  static final Validity NOW =
      Validity.of(Instant.now().minus(Duration.ofHours(1)), Duration.ofDays(30));
  static final Validity PAST =
      Validity.of(Instant.now().minus(Duration.ofDays(20)), Duration.ofDays(10));
  static final Validity FUTURE =
      Validity.of(Instant.now().plus(Duration.ofDays(10)), Duration.ofDays(10));

  private static final TlsCertificates CERTIFICATES = TestCurves.tlsCertificates();

  private TlsAuthorities() {}

  /**
   * An authority that certifies what it is asked to.
   *
   * @param key its key
   * @param certificate its own certificate
   */
  public record Authority(EcKeyPair key, X509Certificate certificate) {
    /** A new one. */
    public static Authority named(String name) throws KeyException {
      var pair = TestCurves.ecKeys().generate();
      return new Authority(pair, CERTIFICATES.authority(pair.privateKey(), name, NOW));
    }

    /** A new identity of this authority's. */
    public Identity identity(String name, String... hosts) throws KeyException {
      return identity(NOW, name, hosts);
    }

    Identity identity(Validity validity, String name, String... hosts) throws KeyException {
      var pair = TestCurves.ecKeys().generate();
      var request = CERTIFICATES.request(pair.privateKey(), name, Arrays.asList(hosts));
      return new Identity(pair.privateKey(), List.of(issue(request, validity)));
    }

    /** Certifies what was asked for elsewhere. */
    public X509Certificate issue(Bytes request) throws KeyException {
      return issue(request, NOW);
    }

    private X509Certificate issue(Bytes request, Validity validity) throws KeyException {
      return CERTIFICATES.issue(key.privateKey(), certificate, request, validity);
    }

    X509CRL list(Validity validity, X509Certificate... revoked) throws KeyException {
      return CERTIFICATES.revocationList(
          key.privateKey(), certificate, Optional.empty(), List.of(revoked), validity);
    }
  }

  /**
   * Who an end is.
   *
   * @param key its private key
   * @param chain its certificates
   */
  public record Identity(Key key, List<X509Certificate> chain) {
    X509Certificate own() {
      return chain.getFirst();
    }
  }

  /** What one end goes by, until the test says otherwise. */
  public static final class Ends implements TlsCredentials {
    private final List<TlsAuthority> authorities = new ArrayList<>();
    private final List<X509CRL> lists = new ArrayList<>();
    private AtomicBoolean inForce = new AtomicBoolean();
    private Identity identity;
    private TlsCredential credential;
    private String lost = "";

    /** An end that is this, and trusts that authority without lists. */
    public Ends(Identity identity, Authority trusted) {
      this.identity = identity;
      authorities.add(new TlsAuthority(trusted.certificate(), false));
    }

    @Override
    public synchronized TlsCredential current(Optional<String> name) throws LinkException {
      if (!lost.isEmpty()) {
        throw new LinkException(lost);
      }
      if (!inForce.get()) {
        var force = new AtomicBoolean(true);
        inForce = force;
        credential =
            new TlsCredential(
                name.orElse("own"),
                identity.chain(),
                CERTIFICATES.signing(identity.key()),
                authorities,
                lists,
                force::get);
      }
      return credential;
    }

    synchronized Ends be(Identity other) {
      identity = other;
      inForce.set(false);
      return this;
    }

    synchronized Ends lose(String why) {
      lost = why;
      inForce.set(false);
      return this;
    }

    synchronized Ends trust(Authority authority, boolean listsRequired) {
      authorities.add(new TlsAuthority(authority.certificate(), listsRequired));
      inForce.set(false);
      return this;
    }

    synchronized Ends trustNobody() {
      authorities.clear();
      inForce.set(false);
      return this;
    }

    synchronized Ends take(X509CRL list) {
      lists.add(list);
      inForce.set(false);
      return this;
    }
  }
}
