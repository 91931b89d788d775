// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.channel;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.Trust;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes secure channels of connected sockets: TLS 1.3 (RFC 8446) alone, with TLS_AES_256_GCM_SHA384
 * or TLS_AES_128_GCM_SHA256 and ephemeral keys on P-256 or X25519, without resumption and without
 * early data.
 *
 * <p>Safe for use by many threads. All calls block; they are made for virtual threads. The socket
 * belongs to the channel from the call on, and is closed if the handshake fails or takes longer
 * than its limit. Credentials, keys and trust stay with their owners and are used during the
 * handshake only.
 */
@ProviderType
public interface SecureChannels {
  /**
   * Opens a channel with certificates on both sides, as the one that has connected.
   *
   * @param socket connected
   * @param own what one shows
   * @param peer what the other end has to show
   * @param limit how long the handshake may take
   * @throws HandshakeException naming why it failed
   * @throws IOException if the line broke
   */
  SecureChannel connect(Socket socket, Credential own, Trust peer, Duration limit)
      throws IOException;

  /** Opens a channel with certificates on both sides, as the one that was connected to. */
  SecureChannel accept(Socket socket, Credential own, Trust peer, Duration limit)
      throws IOException;

  /** Opens a channel with a key that both ends hold, as the one that has connected. */
  SecureChannel connect(Socket socket, PresharedKey key, Duration limit) throws IOException;

  /**
   * Opens a channel as the one that was connected to, with whichever the other end brings: a shared
   * key that is known here, or a certificate.
   *
   * @param keys knows the shared keys
   */
  SecureChannel accept(
      Socket socket, Credential own, Trust peer, PresharedKeys keys, Duration limit)
      throws IOException;
}
