// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsProtocol;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.pki.CertificateChain;

/** A channel over one connection of Bouncy Castle's TLS whose handshake is done. */
final class TlsChannel implements SecureChannel {
  private static final String BINDING_LABEL = "EXPORTER-Channel-Binding";
  private static final byte[] NO_CONTEXT = {};
  private static final int BINDING_LENGTH = 32;

  private final Socket socket;
  private final DeadlineInput received;
  private final TlsProtocol protocol;
  private final ChannelEnd end;
  private final Bytes binding;
  private final String cipherSuite;
  private final InputStream input;
  private final OutputStream output;
  private final ReentrantLock writing = new ReentrantLock();

  TlsChannel(Socket socket, DeadlineInput received, TlsProtocol protocol, ChannelEnd end) {
    this.socket = socket;
    this.received = received;
    this.protocol = protocol;
    this.end = end;
    this.binding =
        Bytes.of(end.exporter().export(BINDING_LABEL, NO_CONTEXT, BINDING_LENGTH).orElseThrow());
    this.cipherSuite =
        ChannelTerms.name(end.context().getSecurityParametersConnection().getCipherSuite());
    this.input = new Input(protocol.getInputStream());
    this.output = new BufferedOutputStream(new Output(protocol.getOutputStream()));
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public void limit(Duration limit) {
    received.limit(limit);
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public Optional<CertificateChain> peer() {
    return end.peer();
  }

  @Override
  public Optional<Bytes> presharedIdentity() {
    return end.sharedSecret().map(SharedSecret::identity);
  }

  @Override
  public Bytes binding() {
    return binding;
  }

  @Override
  public Key exportKey(String label, byte[] context, KeySpec spec) throws KeyException {
    KeyChecks.symmetric(spec, "a channel");
    byte[] made =
        end.exporter()
            .export(label, context, spec.length())
            .orElseThrow(
                () -> new KeyException("the channel is closed: no key is made of it any more"));
    if (spec.algorithm() == KeyAlgorithm.TDES) {
      Blocks.oddParity(made);
    }
    return Key.of(spec, KeyMaterial.consume(made));
  }

  @Override
  public String cipherSuite() {
    return cipherSuite;
  }

  /** Closing the socket alone if a writer is at work: it may be stuck, and the end with it. */
  @Override
  public void close() throws IOException {
    end.exporter().close();
    try (socket) {
      if (writing.tryLock()) {
        try {
          protocol.close();
        } finally {
          writing.unlock();
        }
      }
    }
  }

  /** Until the first byte has come, a refusal of the other end belongs to the handshake. */
  private final class Input extends InputStream {
    private final InputStream inner;
    private boolean begun;

    Input(InputStream inner) {
      this.inner = inner;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      try {
        int count = inner.read(buffer, from, length);
        begun = true;
        return count;
      } catch (TlsFatalAlertReceived alert) {
        if (begun) {
          throw alert;
        }
        throw HandshakeFailures.said(alert, end.sharedSecret().isPresent());
      }
    }

    @Override
    public int available() throws IOException {
      return inner.available();
    }

    @Override
    public void close() throws IOException {
      TlsChannel.this.close();
    }
  }

  private final class Output extends OutputStream {
    private final OutputStream inner;

    Output(OutputStream inner) {
      this.inner = inner;
    }

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      writing.lock();
      try {
        inner.write(bytes, from, length);
      } finally {
        writing.unlock();
      }
    }

    @Override
    public void flush() throws IOException {
      writing.lock();
      try {
        inner.flush();
      } finally {
        writing.unlock();
      }
    }

    @Override
    public void close() throws IOException {
      TlsChannel.this.close();
    }
  }
}
