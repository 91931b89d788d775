// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.pki.CertificateChain;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An open TLS 1.3 connection (RFC 8446) whose other end is known.
 *
 * <p>Owned by who made it. One thread may read while another writes; closing may come from any
 * thread, ends what the others do with an exception, and closes the socket.
 */
@ProviderType
public interface SecureChannel extends AutoCloseable {
  /**
   * What the other end says; its end of stream is an end that the other one has said, never a line
   * that broke. A certificate of ours that the other end refuses may show only here, as a {@link
   * HandshakeException}.
   */
  InputStream input();

  /**
   * Gives what is read from now on so long in all, in however small pieces it comes; what is not
   * there by then ends in a {@link java.net.SocketTimeoutException}, and the channel is to be
   * closed. A channel that was not told so waits as long as its socket says. For the reading
   * thread.
   */
  void limit(Duration limit);

  /** What is said to the other end; {@code flush} sends it. */
  OutputStream output();

  /**
   * The chain of the other end as it was checked; empty if it showed that it holds a shared key.
   */
  Optional<CertificateChain> peer();

  /** The name of the shared key that the handshake used; empty if it used certificates. */
  Optional<Bytes> presharedIdentity();

  /** The channel binding {@code tls-exporter} (RFC 9266), 32 bytes; both ends have the same. */
  Bytes binding();

  /**
   * Makes a key of the channel's secrets (RFC 8446, clause 7.5), which the caller owns; both ends
   * get the same.
   *
   * @param label what it is for, as in {@code EXPORTER-KW2-KBPK}
   * @param context whom it binds
   * @param spec the kind of key wanted
   * @throws KeyException if the channel is closed or an EC key is wanted
   */
  Key exportKey(String label, byte[] context, KeySpec spec) throws KeyException;

  /** Which algorithms protect it, by the standard's name. */
  String cipherSuite();

  /** Says the end, wipes the channel's keys and closes the socket. */
  @Override
  void close() throws IOException;
}
