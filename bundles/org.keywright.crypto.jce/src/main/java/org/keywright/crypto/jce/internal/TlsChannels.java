// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsProtocol;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.keywright.crypto.channel.PresharedKey;
import org.keywright.crypto.channel.PresharedKeys;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.channel.SecureChannels;
import org.keywright.crypto.pki.Certificates;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.Trust;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Secure channels by Bouncy Castle's TLS, with certificates and with shared keys alike. */
@Component
public final class TlsChannels implements SecureChannels {
  private static final PresharedKeys NONE = identity -> Optional.empty();

  private final TlsCrypto crypto;
  private final Ecdsa ecdsa;
  private final Certificates certificates;
  private final InstantSource clock;

  /** Takes the proved algorithms; certificates are checked for the present. */
  @Activate
  public TlsChannels(@Reference CurvePrimitives primitives) {
    this(primitives, InstantSource.system());
  }

  /** With a clock that says for which instant certificates are checked. */
  public TlsChannels(CurvePrimitives primitives, InstantSource clock) {
    this(primitives, clock, new BcTlsCrypto(new SourceRandom(primitives.random())));
  }

  TlsChannels(CurvePrimitives primitives, InstantSource clock, TlsCrypto crypto) {
    this.crypto = crypto;
    this.ecdsa = primitives.ecdsa();
    this.certificates = new BouncyCastleCertificates(primitives);
    this.clock = clock;
  }

  @Override
  public SecureChannel connect(Socket socket, Credential own, Trust peer, Duration limit)
      throws IOException {
    var end = ChannelClient.certified(crypto, ecdsa, own, witness(peer));
    return open(socket, limit, end, streams -> connected(streams, end));
  }

  @Override
  public SecureChannel connect(Socket socket, PresharedKey key, Duration limit) throws IOException {
    try (var secret = new SharedSecret(key, crypto)) {
      var end = ChannelClient.shared(crypto, ecdsa, secret);
      return open(socket, limit, end, streams -> connected(streams, end));
    }
  }

  @Override
  public SecureChannel accept(Socket socket, Credential own, Trust peer, Duration limit)
      throws IOException {
    return accept(socket, own, peer, NONE, limit);
  }

  @Override
  public SecureChannel accept(
      Socket socket, Credential own, Trust peer, PresharedKeys keys, Duration limit)
      throws IOException {
    var end = new ChannelServer(crypto, ecdsa, own, witness(peer), keys);
    try {
      return open(socket, limit, end, streams -> accepted(streams, end));
    } finally {
      end.sharedSecret().ifPresent(SharedSecret::close);
    }
  }

  private PeerWitness witness(Trust peer) {
    return new PeerWitness(certificates, peer, clock);
  }

  private static TlsProtocol connected(Streams streams, ChannelClient end) throws IOException {
    var protocol = new TlsClientProtocol(streams.input(), streams.output());
    protocol.connect(end);
    return protocol;
  }

  private static TlsProtocol accepted(Streams streams, ChannelServer end) throws IOException {
    var protocol = new TlsServerProtocol(streams.input(), streams.output());
    protocol.accept(end);
    return protocol;
  }

  private static SecureChannel open(
      Socket socket, Duration limit, ChannelEnd end, Handshake handshake) throws IOException {
    boolean open = false;
    try {
      socket.setTcpNoDelay(true);
      // A channel may be silent for long; an end whose machine is gone is found out by this.
      socket.setKeepAlive(true);
      var channel = shaken(socket, new DeadlineInput(socket, limit), end, handshake);
      open = true;
      return channel;
    } finally {
      if (!open) {
        socket.close();
      }
    }
  }

  private static SecureChannel shaken(
      Socket socket, DeadlineInput input, ChannelEnd end, Handshake handshake) throws IOException {
    try {
      var output = new Output(socket.getOutputStream());
      var protocol = handshake.shake(new Streams(input, output));
      input.lift();
      return new TlsChannel(socket, input, protocol, end);
    } catch (TlsFatalAlert alert) {
      boolean closedBefore = input.ended();
      input.drain();
      throw HandshakeFailures.found(alert, end.sharedSecret().isPresent(), closedBefore);
    } catch (TlsFatalAlertReceived alert) {
      throw HandshakeFailures.said(alert, end.sharedSecret().isPresent());
    } catch (IOException e) {
      throw HandshakeFailures.broken(e);
    }
  }

  private record Streams(DeadlineInput input, Output output) {}

  /** What goes to the socket, a message at a time; as with what comes, closing is not its part. */
  private static final class Output extends BufferedOutputStream {
    Output(OutputStream out) {
      super(out);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  @FunctionalInterface
  private interface Handshake {
    TlsProtocol shake(Streams streams) throws IOException;
  }
}
