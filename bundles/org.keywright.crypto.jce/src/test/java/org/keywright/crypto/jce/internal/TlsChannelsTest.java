// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.hex;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.channel.HandshakeException;
import org.keywright.crypto.channel.HandshakeFault;
import org.keywright.crypto.channel.PresharedKey;
import org.keywright.crypto.channel.PresharedKeys;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;

/** Channels come to be between ends that know each other, and say why they do not. */
@Timeout(60)
class TlsChannelsTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Authority MAKER = new Authority();
  private static final Authority OTHER_MAKER = new Authority();
  private static final Credential MODULE = MAKER.identity("0007");
  private static final Trust UNITS = MAKER.trust(KeyPurpose.PERSONALIZER);
  private static final Trust MODULES = MAKER.trust(KeyPurpose.IDENTITY);
  private static final Bytes TICKET = Bytes.ofHex("54494B4554");
  private static final String SECRET = "42".repeat(32);

  private final TlsChannels channels =
      new TlsChannels(Samples.CURVES, InstantSource.fixed(Authority.NOW.plusSeconds(60)));

  @Test
  void bothEndsKnowEachOtherAndTalk() throws IOException {
    try (var wire = Wire.lay()) {
      var ends = certified(wire, channels, MODULE, UNITS, MAKER.unit, MODULES);
      try (var far = ends.far().get()) {
        try (var near = ends.near().get()) {
          assertThat(near.peer()).contains(MAKER.unit.chain());
          assertThat(far.peer()).contains(MODULE.chain());
          assertThat(near.presharedIdentity()).isEmpty();
          assertThat(near.cipherSuite()).isEqualTo("TLS_AES_256_GCM_SHA384");
          say(near, "hello");
          assertThat(hear(far, 5)).isEqualTo("hello");
          say(far, "and back");
          assertThat(hear(near, 8)).isEqualTo("and back");
        }
        assertThat(far.input().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void bothEndsHaveTheSameBindingAndTheSameExportedKeysAndNoOtherChannelHas() throws Exception {
    try (var wire = Wire.lay();
        var another = Wire.lay()) {
      var ends = certified(wire, channels, MODULE, UNITS, MAKER.unit, MODULES);
      var others = certified(another, channels, MODULE, UNITS, MAKER.unit, MODULES);
      var near = ends.near().get();
      var far = ends.far().get();
      assertThat(near.binding().length()).isEqualTo(32);
      assertThat(near.binding()).isEqualTo(far.binding());
      assertThat(others.near().get().binding()).isNotEqualTo(near.binding());
      byte[] context = {1, 2, 3};
      String key = hex(near.exportKey("EXPORTER-KW2-KBPK", context, KeySpec.AES_256));
      assertThat(hex(far.exportKey("EXPORTER-KW2-KBPK", context, KeySpec.AES_256))).isEqualTo(key);
      assertThat(hex(far.exportKey("EXPORTER-KW2-KBPK", new byte[0], KeySpec.AES_256)))
          .isNotEqualTo(key);
      assertThat(hex(far.exportKey("EXPORTER-KW2-OTHER", context, KeySpec.AES_256)))
          .isNotEqualTo(key);
      assertThat(near.binding().hex()).isNotEqualTo(key);
    }
  }

  @Test
  void aClosedChannelMakesNoKeysAndSaysNothing() throws IOException {
    try (var wire = Wire.lay()) {
      var ends = certified(wire, channels, MODULE, UNITS, MAKER.unit, MODULES);
      var near = ends.near().get();
      near.close();
      near.close();
      assertThatThrownBy(() -> near.exportKey("EXPORTER-KW2-KBPK", new byte[0], KeySpec.AES_256))
          .isInstanceOf(KeyException.class)
          .hasMessage("the channel is closed: no key is made of it any more");
      assertThatThrownBy(() -> say(near, "x")).isInstanceOf(IOException.class);
      assertThat(wire.near().isClosed()).isTrue();
    }
  }

  @Test
  void aLineThatBreaksIsNoEndOfStream() throws IOException {
    try (var wire = Wire.lay()) {
      var ends = certified(wire, channels, MODULE, UNITS, MAKER.unit, MODULES);
      wire.near().close();
      assertThatThrownBy(() -> ends.far().get().input().read()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void closingFromAnotherThreadEndsAReader() throws IOException {
    try (var wire = Wire.lay()) {
      var ends = certified(wire, channels, MODULE, UNITS, MAKER.unit, MODULES);
      var near = ends.near().get();
      var reading =
          Wire.both(
              () -> {
                near.close();
                return true;
              },
              () -> near.input().read());
      assertThat(reading.near().get()).isTrue();
      assertThat(reading.far().failure() instanceof IOException || reading.far().value() == -1)
          .isTrue();
    }
  }

  @Test
  void aSharedKeyOpensAChannelOnAPortForBoth() throws Exception {
    try (var wire = Wire.lay()) {
      var ends = shared(wire, SECRET, knowing(SECRET));
      try (var near = ends.near().get();
          var far = ends.far().get()) {
        assertThat(near.peer()).isEmpty();
        assertThat(far.presharedIdentity()).contains(TICKET);
        assertThat(near.binding()).isEqualTo(far.binding());
        assertThat(hex(near.exportKey("EXPORTER-X", new byte[0], KeySpec.AES_128)))
            .isEqualTo(hex(far.exportKey("EXPORTER-X", new byte[0], KeySpec.AES_128)));
        say(far, "hello");
        assertThat(hear(near, 5)).isEqualTo("hello");
      }
    }
    try (var wire = Wire.lay()) {
      var ends =
          Wire.both(
              () -> channels.connect(wire.near(), MODULE, UNITS, LIMIT),
              () -> channels.accept(wire.far(), MAKER.unit, MODULES, knowing(SECRET), LIMIT));
      assertThat(ends.far().get().peer()).contains(MODULE.chain());
      assertThat(ends.near().get().presharedIdentity()).isEmpty();
    }
  }

  @Test
  void anotherOrAnUnknownSharedKeyOpensNone() throws IOException {
    try (var wire = Wire.lay()) {
      var ends = shared(wire, "43".repeat(32), knowing(SECRET));
      fails(ends.near(), HandshakeFault.SHARED_KEY, "the other end has another shared key");
      fails(ends.far(), HandshakeFault.SHARED_KEY, "the other end has another shared key");
    }
    try (var wire = Wire.lay()) {
      var ends = shared(wire, SECRET, identity -> Optional.empty());
      fails(ends.near(), HandshakeFault.SHARED_KEY, "the other end does not know the shared key");
      fails(ends.far(), HandshakeFault.SHARED_KEY, "the other end does not know the shared key");
    }
  }

  @Test
  void theServersChainIsCheckedByTheClient() throws IOException {
    refusedByClient(OTHER_MAKER.unit, UNITS, ChainFault.UNKNOWN_ISSUER, "does not trust");
    refusedByClient(MODULE, UNITS, ChainFault.PURPOSE, "not for this purpose");
    refusedByClient(
        MAKER.unit,
        UNITS.only(MODULE.certificate().publicKey()),
        ChainFault.OTHER_KEY,
        "awaits another key");
    refusedByClient(
        MAKER.unit, UNITS.requiring(List.of()), ChainFault.REVOCATION_UNKNOWN, "was revoked");
  }

  @Test
  void theClientsChainIsCheckedByTheServerAndTheClientLearnsWhyWhenItReads() throws IOException {
    refusedByServer(OTHER_MAKER.identity("0008"), channels, ChainFault.UNKNOWN_ISSUER, "trust");
    refusedByServer(MAKER.unit, channels, ChainFault.PURPOSE, "not for this purpose");
    var later =
        new TlsChannels(
            Samples.CURVES, InstantSource.fixed(Authority.NOW.plus(Duration.ofDays(5000))));
    refusedByServer(MODULE, later, ChainFault.EXPIRED, "not valid now");
  }

  @Test
  void whoShowsACertificateWithoutItsKeyIsRefused() throws IOException {
    var thief = new Credential(OTHER_MAKER.unit.privateKey(), MAKER.unit.chain());
    try (var wire = Wire.lay()) {
      var ends = certified(wire, channels, MODULE, UNITS, thief, MODULES);
      fails(
          ends.near(),
          HandshakeFault.GARBLED,
          "the other end has not the key of its certificate, or the line was tampered with");
    }
    try (var wire = Wire.lay()) {
      var ends =
          certified(wire, channels, thief, UNITS, MAKER.unit, MAKER.trust(KeyPurpose.PERSONALIZER));
      fails(
          ends.far(),
          HandshakeFault.GARBLED,
          "the other end has not the key of its certificate, or the line was tampered with");
    }
  }

  @Test
  void whoSendsNoTlsIsToldApartFromWhoClosesOrStalls() throws IOException {
    try (var wire = Wire.lay()) {
      write(wire.near().getOutputStream(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      fault(accepting(wire, LIMIT), HandshakeFault.GARBLED);
    }
    try (var wire = Wire.lay()) {
      wire.near().close();
      fault(accepting(wire, LIMIT), HandshakeFault.CLOSED);
    }
    try (var wire = Wire.lay()) {
      fails(
          accepting(wire, Duration.ofMillis(50)),
          HandshakeFault.TIMED_OUT,
          "the other end took too long");
      assertThat(wire.far().isClosed()).isTrue();
    }
  }

  @Test
  void whoSendsAByteNowAndThenDoesNotHoldAHandshakeUp() throws IOException {
    try (var wire = Wire.lay()) {
      var drops =
          Wire.both(
              () -> drip(wire, 0x16, 3, 1, 0x02, 0),
              () -> channels.accept(wire.far(), MAKER.unit, MODULES, Duration.ofMillis(300)));
      fault(drops.far(), HandshakeFault.TIMED_OUT);
    }
  }

  @Test
  void whoIsRefusedAndSendsOnDoesNotHoldTheOtherEndUp() throws IOException {
    try (var wire = Wire.lay()) {
      var drops =
          Wire.both(
              () -> drip(wire, 'G', 'E', 'T', ' ', '/'),
              () -> channels.accept(wire.far(), MAKER.unit, MODULES, LIMIT));
      fault(drops.far(), HandshakeFault.GARBLED);
    }
  }

  @Test
  void aLimitHoldsForAMessageHoweverSlowlyItComes() throws IOException {
    try (var wire = Wire.lay()) {
      var ends = certified(wire, channels, MODULE, UNITS, MAKER.unit, MODULES);
      say(ends.near().get(), "in time");
      var far = ends.far().get();
      far.limit(LIMIT);
      assertThat(hear(far, 7)).isEqualTo("in time");
      far.limit(Duration.ofMillis(300));
      var drops =
          Wire.both(
              () -> drip(wire, 0x17, 3, 3, 0x02, 0),
              () -> {
                try (far) {
                  return far.input().read();
                }
              });
      assertThat(drops.far().failure()).isInstanceOf(SocketTimeoutException.class);
    }
  }

  /** Sends some bytes, and further ones now and then, until the far end is closed. */
  private static boolean drip(Wire wire, int... start) throws IOException {
    wire.near().setSoTimeout(5);
    for (int i = 0; !wire.far().isClosed(); i++) {
      wire.near().getOutputStream().write(i < start.length ? start[i] : 1);
      try {
        wire.near().getInputStream().read();
      } catch (SocketTimeoutException e) {
        // As wanted: nothing comes back, and some time has gone.
      }
    }
    return true;
  }

  @Test
  void theSocketsOwnTimeLimitIsBackAfterTheHandshake() throws IOException {
    try (var wire = Wire.lay()) {
      wire.near().setSoTimeout(1234);
      var ends = certified(wire, channels, MODULE, UNITS, MAKER.unit, MODULES);
      ends.near().get();
      assertThat(wire.near().getSoTimeout()).isEqualTo(1234);
      assertThat(wire.far().getSoTimeout()).isZero();
    }
  }

  @Test
  void aLongTalkGoesThroughInBothDirectionsAtATime() throws IOException {
    byte[] talk = new byte[300_000];
    Samples.PRIMITIVES.random().nonce(talk);
    try (var wire = Wire.lay()) {
      var ends = certified(wire, channels, MODULE, UNITS, MAKER.unit, MODULES);
      var near = ends.near().get();
      var far = ends.far().get();
      var written = Wire.both(() -> talk(near, talk), () -> talk(far, talk));
      assertThat(written.near().get()).isEqualTo(talk);
      assertThat(written.far().get()).isEqualTo(talk);
    }
  }

  @Test
  void aChangedByteOnTheLineOpensNoChannelOrOneThatIsTheSameAtBothEnds() throws Exception {
    int refused = 0;
    for (int i = 0; i < 24; i++) {
      try (var nearWire = Wire.lay();
          var farWire = Wire.lay()) {
        boolean toServer = i % 2 == 0;
        relay(nearWire.far(), farWire.near(), toServer ? 47 * i : -1);
        relay(farWire.near(), nearWire.far(), toServer ? -1 : 47 * i);
        var ends =
            Wire.both(
                () -> channels.connect(nearWire.near(), MODULE, UNITS, LIMIT),
                () -> channels.accept(farWire.far(), MAKER.unit, MODULES, LIMIT));
        if (ends.near().failure() == null && ends.far().failure() == null) {
          assertThat(ends.near().get().binding()).isEqualTo(ends.far().get().binding());
        } else {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(15);
  }

  /** Carries bytes one way, one of them with a bit changed, until either end is closed. */
  private static void relay(Socket from, Socket to, int changedAt) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                int at = 0;
                for (int next = from.getInputStream().read();
                    next >= 0;
                    next = from.getInputStream().read()) {
                  to.getOutputStream().write(at == changedAt ? next ^ 4 : next);
                  at++;
                }
                to.shutdownOutput();
              } catch (IOException e) {
                // An end is closed: there is nothing more to carry.
              }
            });
  }

  private static byte[] talk(SecureChannel channel, byte[] talk) throws Exception {
    return Wire.both(
            () -> channel.input().readNBytes(talk.length),
            () -> {
              channel.output().write(talk);
              channel.output().flush();
              return true;
            })
        .near()
        .get();
  }

  private void refusedByClient(Credential server, Trust wanted, ChainFault fault, String said)
      throws IOException {
    try (var wire = Wire.lay()) {
      var ends = certified(wire, channels, MODULE, wanted, server, MODULES);
      refused(ends.near(), fault);
      assertThat(ends.far().failure()).hasMessageContaining(said);
      fault(ends.far(), HandshakeFault.REFUSED_BY_PEER);
    }
  }

  private void refusedByServer(Credential client, TlsChannels server, ChainFault fault, String said)
      throws IOException {
    try (var wire = Wire.lay()) {
      var ends =
          Wire.both(
              () -> {
                var channel = channels.connect(wire.near(), client, UNITS, LIMIT);
                return channel.input().read();
              },
              () -> server.accept(wire.far(), MAKER.unit, MODULES, LIMIT));
      refused(ends.far(), fault);
      assertThat(ends.near().failure()).hasMessageContaining(said);
      fault(ends.near(), HandshakeFault.REFUSED_BY_PEER);
    }
  }

  private Wire.Outcome<SecureChannel> accepting(Wire wire, Duration limit) {
    return Wire.both(() -> true, () -> channels.accept(wire.far(), MAKER.unit, MODULES, limit))
        .far();
  }

  private static Wire.Ends<SecureChannel, SecureChannel> certified(
      Wire wire,
      TlsChannels channels,
      Credential near,
      Trust nearTrust,
      Credential far,
      Trust farTrust) {
    return Wire.both(
        () -> channels.connect(wire.near(), near, nearTrust, LIMIT),
        () -> channels.accept(wire.far(), far, farTrust, LIMIT));
  }

  private Wire.Ends<SecureChannel, SecureChannel> shared(
      Wire wire, String secret, PresharedKeys keys) {
    return Wire.both(
        () -> {
          try (var key = new PresharedKey(TICKET, aes(secret))) {
            return channels.connect(wire.near(), key, LIMIT);
          }
        },
        () -> channels.accept(wire.far(), MAKER.unit, MODULES, keys, LIMIT));
  }

  private static PresharedKeys knowing(String secret) {
    return identity ->
        identity.equals(TICKET)
            ? Optional.of(new PresharedKey(identity, aes(secret)))
            : Optional.empty();
  }

  private static void fails(Wire.Outcome<?> end, HandshakeFault fault, String message) {
    fault(end, fault);
    assertThat(end.failure()).hasMessage(message);
  }

  private static void fault(Wire.Outcome<?> end, HandshakeFault fault) {
    assertThat(end.failure())
        .isInstanceOfSatisfying(
            HandshakeException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  private static void refused(Wire.Outcome<?> end, ChainFault fault) {
    fault(end, HandshakeFault.CERTIFICATE_REFUSED);
    assertThat(((HandshakeException) end.failure()).chainFault()).contains(fault);
  }

  private static void say(SecureChannel channel, String text) throws IOException {
    write(channel.output(), text);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String hear(SecureChannel channel, int length) throws IOException {
    return new String(channel.input().readNBytes(length), StandardCharsets.US_ASCII);
  }
}
