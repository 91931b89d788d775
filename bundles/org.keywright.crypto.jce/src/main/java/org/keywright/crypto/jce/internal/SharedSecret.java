// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.bouncycastle.tls.TlsPSKExternal;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.channel.PresharedKey;

/** A shared key in the form that Bouncy Castle's TLS takes; closing wipes its copy of the key. */
final class SharedSecret implements TlsPSKExternal, AutoCloseable {
  private final Bytes identity;
  private final TlsSecret secret;

  SharedSecret(PresharedKey shared, TlsCrypto crypto) {
    identity = shared.identity();
    secret = shared.key().material().expose(crypto::createSecret);
  }

  Bytes identity() {
    return identity;
  }

  @Override
  public byte[] getIdentity() {
    return identity.toArray();
  }

  @Override
  public TlsSecret getKey() {
    return secret;
  }

  @Override
  public int getPRFAlgorithm() {
    return ChannelTerms.SHARED_KEY_HASH;
  }

  @Override
  public void close() {
    secret.destroy();
  }
}
