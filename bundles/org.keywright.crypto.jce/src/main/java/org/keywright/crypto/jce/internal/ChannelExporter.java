// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.TlsCryptoUtils;
import org.bouncycastle.tls.crypto.TlsSecret;

/**
 * Values that both ends of a channel can make of its secrets (RFC 8446, clause 7.5).
 *
 * <p>Bouncy Castle gives them at the end of the handshake only and then destroys the secret that
 * they come from; this keeps a copy of that secret for as long as the channel is open.
 */
final class ChannelExporter implements AutoCloseable {
  private final TlsSecret secret;
  private final int hash;
  private final byte[] hashOfNothing;
  private final TlsCrypto crypto;

  /** Copies the secret; the handshake must be at its end. */
  ChannelExporter(SecurityParameters parameters, TlsCrypto crypto) {
    this.secret = crypto.adoptSecret(parameters.getExporterMasterSecret());
    this.hash = parameters.getPRFCryptoHashAlgorithm();
    this.hashOfNothing = crypto.createHash(hash).calculateHash();
    this.crypto = crypto;
  }

  /** Makes a value, which the caller wipes if it is secret; empty once this is closed. */
  synchronized Optional<byte[]> export(String label, byte[] context, int length) {
    if (!secret.isAlive()) {
      return Optional.empty();
    }
    var digest = crypto.createHash(hash);
    digest.update(context, 0, context.length);
    try {
      TlsSecret ofLabel =
          TlsCryptoUtils.hkdfExpandLabel(secret, hash, label, hashOfNothing, hashOfNothing.length);
      TlsSecret value =
          TlsCryptoUtils.hkdfExpandLabel(ofLabel, hash, "exporter", digest.calculateHash(), length);
      ofLabel.destroy();
      return Optional.of(value.extract());
    } catch (IOException e) {
      throw new IllegalArgumentException("no exporter value of this label and length", e);
    }
  }

  @Override
  public synchronized void close() {
    secret.destroy();
  }
}
