// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.PskIdentity;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.channel.PresharedKeys;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.Credential;

/** The end that was connected to: takes a shared key that it knows, else wants a certificate. */
final class ChannelServer extends AbstractTlsServer implements ChannelEnd {
  private final Ecdsa ecdsa;
  private final Credential own;
  private final PeerWitness witness;
  private final PresharedKeys keys;
  private Optional<SharedSecret> shared = Optional.empty();
  private Optional<ChannelExporter> exporter = Optional.empty();

  ChannelServer(
      TlsCrypto crypto, Ecdsa ecdsa, Credential own, PeerWitness witness, PresharedKeys keys) {
    super(crypto);
    this.ecdsa = ecdsa;
    this.own = own;
    this.witness = witness;
    this.keys = keys;
  }

  @Override
  public TlsContext context() {
    return context;
  }

  @Override
  public ChannelExporter exporter() {
    return exporter.orElseThrow();
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    exporter =
        Optional.of(new ChannelExporter(context.getSecurityParametersConnection(), getCrypto()));
  }

  @Override
  public Optional<CertificateChain> peer() {
    return witness.chain();
  }

  @Override
  public Optional<SharedSecret> sharedSecret() {
    return shared;
  }

  @Override
  @SuppressWarnings("rawtypes") // Bouncy Castle's signature
  public @Nullable SharedSecret getExternalPSK(Vector identities) {
    for (Object each : identities) {
      var identity = Bytes.of(((PskIdentity) each).getIdentity());
      var found = keys.find(identity);
      if (found.isPresent()) {
        try (var key = found.get()) {
          shared = Optional.of(new SharedSecret(key, getCrypto()));
          return shared.get();
        }
      }
    }
    return null;
  }

  @Override
  public TlsCredentials getCredentials() throws IOException {
    return new OwnCredentials(own, ecdsa, getCrypto(), TlsUtils.EMPTY_BYTES);
  }

  @Override
  public CertificateRequest getCertificateRequest() throws IOException {
    return new CertificateRequest(TlsUtils.EMPTY_BYTES, ChannelTerms.signatures(), null, null);
  }

  @Override
  public void notifyClientCertificate(Certificate shown) throws IOException {
    witness.check(shown);
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ChannelTerms.versions();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return ChannelTerms.cipherSuites();
  }

  @Override
  public int[] getSupportedGroups() {
    return ChannelTerms.groups();
  }

  @Override
  public int getMaxCertificateChainLength() {
    return ChannelTerms.LONGEST_CHAIN;
  }

  @Override
  public int getMaxHandshakeMessageSize() {
    return ChannelTerms.LONGEST_MESSAGE;
  }
}
