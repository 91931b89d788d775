// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Optional;
import org.bouncycastle.tls.TlsContext;
import org.keywright.crypto.pki.CertificateChain;

/** What is known of a handshake from either of its ends. */
interface ChannelEnd {
  /** The terms of the connection, once the handshake has begun. */
  TlsContext context();

  /** What makes values of the connection's secrets, once the handshake is done. */
  ChannelExporter exporter();

  /** The other end's chain, once it was checked. */
  Optional<CertificateChain> peer();

  /** The shared key that was brought or chosen. */
  Optional<SharedSecret> sharedSecret();
}
