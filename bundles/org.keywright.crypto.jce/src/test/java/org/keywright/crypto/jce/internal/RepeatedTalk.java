// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.crypto.TlsNonceGenerator;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.channel.PresharedKey;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;

/**
 * A talk of two ends by TLS that can be had again, bit for bit, by one end alone: all of its random
 * values are pinned. For one thread.
 */
final class RepeatedTalk {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int FRESH = 100;

  /** How long the messages are that the server and the client say in turn, as in a run. */
  private static final List<Integer> RUN = List.of(200, 700, 1_800, 500, 2_000, 130);

  private static final List<Integer> FEW_WORDS = List.of(10, 10);

  private final boolean shared;
  private final List<Integer> lengths;
  private final Authority maker = new Authority();
  private final Credential module = maker.identity("0007");
  private final Trust units = maker.trust(KeyPurpose.PERSONALIZER);
  private final Trust modules = maker.trust(KeyPurpose.IDENTITY);
  private final Pinned forClient = new Pinned(1);
  private final Pinned forServer = new Pinned(2);
  private final TlsChannels client = channels(forClient);
  private final TlsChannels server = channels(forServer);
  private final byte[] toClient;
  private final byte[] toServer;

  /** The n-th block is the digest of the seed and n. */
  private static final class Pinned implements RandomSource {
    private final int seed;
    private int blocks;

    Pinned(int seed) {
      this.seed = seed;
    }

    void rewind() {
      blocks = 0;
    }

    @Override
    public void key(byte[] out) {
      for (int at = 0; at < out.length; at += 32) {
        byte[] counted = ByteBuffer.allocate(8).putInt(seed).putInt(blocks++).array();
        byte[] block = Digests.sha256(counted);
        System.arraycopy(block, 0, out, at, Math.min(32, out.length - at));
      }
    }

    @Override
    public void nonce(byte[] out) {
      key(out);
    }
  }

  /** What one end has heard, and whether the other one has said that it was all. */
  record Heard(List<Bytes> messages, boolean ended) {}

  /**
   * Has the talk once, for the record.
   *
   * @param shared whether by a shared key, in place of certificates; as the handshake is cheap
   *     then, more is said
   */
  RepeatedTalk(boolean shared) throws IOException {
    this.shared = shared;
    this.lengths = shared ? RUN : FEW_WORDS;
    try (var wire = Wire.lay()) {
      var near = Tape.of(wire.near());
      var far = Tape.of(wire.far());
      var ends = Wire.both(() -> asClient(near), () -> asServer(far));
      if (!ends.near().get().ended() || !ends.far().get().ended()) {
        throw new AssertionError("the talk did not come to its end");
      }
      toClient = near.came();
      toServer = far.came();
    }
  }

  private static TlsChannels channels(Pinned random) {
    var curves =
        new CurvePrimitives(
            random, new HmacSha256(), Drbg.BOUNCY_CASTLE, Ecdsa.BOUNCY_CASTLE, Ecdh.BOUNCY_CASTLE);
    var crypto =
        new BcTlsCrypto(new SourceRandom(random)) {
          @Override
          public TlsNonceGenerator createNonceGenerator(byte[] additionalSeed) {
            return size -> {
              byte[] nonce = new byte[size];
              random.nonce(nonce);
              return nonce;
            };
          }
        };
    return new TlsChannels(curves, InstantSource.fixed(Authority.NOW.plusSeconds(60)), crypto);
  }

  /** All that one end was sent. */
  byte[] sent(boolean toTheServer) {
    return (toTheServer ? toServer : toClient).clone();
  }

  /** What one end takes of what it is sent. */
  Heard heard(boolean byTheServer, byte[] sent) {
    return byTheServer ? asServer(Tape.saying(sent)) : asClient(Tape.saying(sent));
  }

  /** What an end has heard if nobody has changed anything. */
  List<Bytes> all(boolean byTheServer) {
    var all = new ArrayList<Bytes>();
    for (int i = byTheServer ? 1 : 0; i < lengths.size(); i += 2) {
      all.add(message(i));
    }
    return all;
  }

  private Bytes message(int number) {
    byte[] message = new byte[lengths.get(number)];
    Arrays.fill(message, (byte) (FRESH + number));
    return Bytes.of(message);
  }

  private Heard asClient(Tape socket) {
    forClient.rewind();
    return converse(
        false,
        () -> {
          if (!shared) {
            return client.connect(socket, module, units, LIMIT);
          }
          try (var key = ticket()) {
            return client.connect(socket, key, LIMIT);
          }
        });
  }

  private Heard asServer(Tape socket) {
    forServer.rewind();
    return converse(
        true,
        () ->
            server.accept(
                socket,
                maker.unit,
                modules,
                identity -> shared ? Optional.of(ticket()) : Optional.empty(),
                LIMIT));
  }

  private static PresharedKey ticket() {
    return new PresharedKey(Bytes.ofHex("54494B4554"), Samples.aes("42".repeat(32)));
  }

  private interface Opening {
    SecureChannel open() throws IOException;
  }

  private Heard converse(boolean speaksFirst, Opening opening) {
    var heard = new ArrayList<Bytes>();
    try (var channel = opening.open()) {
      for (int i = 0; i < lengths.size(); i++) {
        if (i % 2 == 0 == speaksFirst) {
          channel.output().write(message(i).toArray());
          channel.output().flush();
        } else {
          byte[] message = channel.input().readNBytes(lengths.get(i));
          if (message.length > 0) {
            heard.add(Bytes.of(message));
          }
        }
      }
      if (!speaksFirst) {
        // The module ends the link; its own end is what the unit waits for.
        return new Heard(heard, true);
      }
      return new Heard(heard, channel.input().read() < 0);
    } catch (IOException e) {
      return new Heard(heard, false);
    }
  }
}
