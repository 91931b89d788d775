// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.keywright.transport.LinkException;
import org.keywright.transport.TlsCredential;

/**
 * A credential made ready for handshakes. Sessions and the keys of tickets belong to the terms:
 * with new ones nothing is resumed that was agreed under the old.
 *
 * @param credential what they were made of
 * @param context makes engines, and keeps sessions
 * @param trust whom it trusts
 * @param until when the first of the revocation lists runs out that are in date now
 */
record TlsTerms(TlsCredential credential, SSLContext context, PeerTrust trust, Instant until) {
  private static final String[] VERSIONS = {"TLSv1.3"};
  private static final String[] SUITES = {
    "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256"
  };
  private static final int SESSION_SECONDS = 3600;
  private static final int SESSIONS = 2048;

  static TlsTerms of(TlsCredential credential, Instant now) throws LinkException {
    try {
      var trust = new PeerTrust(credential);
      var context = SSLContext.getInstance(VERSIONS[0]);
      context.init(
          new KeyManager[] {new OwnIdentity(credential)},
          new TrustManager[] {trust},
          new SecureRandom());
      for (var sessions :
          new javax.net.ssl.SSLSessionContext[] {
            context.getClientSessionContext(), context.getServerSessionContext()
          }) {
        sessions.setSessionTimeout(SESSION_SECONDS);
        sessions.setSessionCacheSize(SESSIONS);
      }
      return new TlsTerms(credential, context, trust, firstEnd(credential, now));
    } catch (GeneralSecurityException e) {
      throw new LinkException(
          "the identity '" + credential.name() + "' cannot be used for TLS: " + e.getMessage(), e);
    }
  }

  private static Instant firstEnd(TlsCredential credential, Instant now) {
    return credential.revocationLists().stream()
        .map(X509CRL::getNextUpdate)
        .filter(Objects::nonNull)
        .map(Date::toInstant)
        .filter(now::isBefore)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  boolean hold(Instant now) {
    return credential.inForce().getAsBoolean() && now.isBefore(until);
  }

  /** The engine of an end that connects to a host by name or address. */
  SSLEngine connecting(String host, int port) {
    var engine = context.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    var parameters = parameters(engine);
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** The engine of an end that accepts. */
  SSLEngine accepting() {
    var engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    var parameters = parameters(engine);
    parameters.setNeedClientAuth(true);
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static SSLParameters parameters(SSLEngine engine) {
    var parameters = engine.getSSLParameters();
    parameters.setProtocols(VERSIONS);
    parameters.setCipherSuites(SUITES);
    return parameters;
  }
}
