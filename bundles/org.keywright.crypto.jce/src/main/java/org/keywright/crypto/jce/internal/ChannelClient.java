// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsPSK;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.Credential;

/** The end that has connected: with a credential and a witness, or with a shared key. */
final class ChannelClient extends AbstractTlsClient implements ChannelEnd {
  private final Ecdsa ecdsa;
  private final Optional<Credential> own;
  private final Optional<PeerWitness> witness;
  private final Optional<SharedSecret> shared;

  private Optional<ChannelExporter> exporter = Optional.empty();

  private ChannelClient(
      TlsCrypto crypto,
      Ecdsa ecdsa,
      Optional<Credential> own,
      Optional<PeerWitness> witness,
      Optional<SharedSecret> shared) {
    super(crypto);
    this.ecdsa = ecdsa;
    this.own = own;
    this.witness = witness;
    this.shared = shared;
  }

  static ChannelClient certified(
      TlsCrypto crypto, Ecdsa ecdsa, Credential own, PeerWitness witness) {
    return new ChannelClient(
        crypto, ecdsa, Optional.of(own), Optional.of(witness), Optional.empty());
  }

  static ChannelClient shared(TlsCrypto crypto, Ecdsa ecdsa, SharedSecret shared) {
    return new ChannelClient(
        crypto, ecdsa, Optional.empty(), Optional.empty(), Optional.of(shared));
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
    return witness.flatMap(PeerWitness::chain);
  }

  @Override
  public Optional<SharedSecret> sharedSecret() {
    return shared;
  }

  @Override
  public TlsAuthentication getAuthentication() throws IOException {
    if (witness.isEmpty() || own.isEmpty()) {
      throw new TlsFatalAlert(AlertDescription.unknown_psk_identity);
    }
    var judge = witness.get();
    var credential = own.get();
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
        judge.check(shown.getCertificate());
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        return new OwnCredentials(
            credential, ecdsa, getCrypto(), request.getCertificateRequestContext());
      }
    };
  }

  @Override
  public @Nullable Vector<SharedSecret> getExternalPSKs() {
    return shared.map(secret -> ChannelTerms.vector(List.of(secret))).orElse(null);
  }

  @Override
  public void notifySelectedPSK(@Nullable TlsPSK selected) throws IOException {
    if (shared.isPresent() && selected == null) {
      throw new TlsFatalAlert(AlertDescription.unknown_psk_identity);
    }
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
  @SuppressWarnings("rawtypes") // Bouncy Castle's signature
  protected Vector<Integer> getSupportedGroups(Vector roles) {
    return ChannelTerms.vector(List.of(NamedGroup.x25519, NamedGroup.secp256r1));
  }

  @Override
  protected Vector<SignatureAndHashAlgorithm> getSupportedSignatureAlgorithms() {
    return ChannelTerms.signatures();
  }

  @Override
  @SuppressWarnings("NullAway") // null is how Bouncy Castle is told that none is asked for
  protected CertificateStatusRequest getCertificateStatusRequest() {
    return null;
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
