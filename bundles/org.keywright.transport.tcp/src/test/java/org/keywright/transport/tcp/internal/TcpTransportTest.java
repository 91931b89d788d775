// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.UnitServer;

class TcpTransportTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final byte[] COMMAND = {(byte) 0x80, 0x40, 0, 0, 0};

  private final Units units = new Units();
  private final TcpUnitServer server = TcpUnitServer.withDefaults();
  private final TcpTransport transport = TcpTransport.withTimeouts(LONG, LONG);
  private UnitServer.Serving serving;
  private int unusedPort;

  @BeforeEach
  void serve() throws IOException {
    serving = units.serve(server);
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unusedPort = probe.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Endpoint answering() {
    return Units.endpoint(serving, "echo");
  }

  private Endpoint silent() {
    return Units.endpoint(serving, "silent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//",
        "//host",
        "//host:",
        "//host:x/u",
        "//:9/u",
        "host:9/u",
        "//host:0/u",
        "//host:65536",
        "//host:123456/u",
        "//::1:9/u",
        "//[::1]/u",
        "//[::1:9/u",
        "//[zz]:9/u",
        "//ho st:9/u",
        "//a@b:9/u",
        "/host:9/u"
      })
  void namesAMalformedEndpoint(String address) {
    var endpoint = new Endpoint("tcp", address);
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> transport.open(endpoint))
        .withMessageStartingWith(endpoint + ": ")
        .withMessageMatching(".*(tcp://HOST:PORT/UNIT|65535).*");
  }

  @ParameterizedTest
  @CsvSource({
    "//host:9/u, host, 9, u",
    "//host:9, host, 9, ''",
    "//host:9/, host, 9, ''",
    "//10.0.0.1:65535/a/b:c, 10.0.0.1, 65535, a/b:c",
    "//[::1]:9000/ei 7, ::1, 9000, ei 7",
    "//[fe80::1%eth0]:9000, fe80::1%eth0, 9000, ''"
  })
  void readsAnEndpoint(String text, String host, int port, String unit) throws Exception {
    assertThat(TcpAddress.of(new Endpoint("tcp", text)))
        .isEqualTo(new TcpAddress(host, port, unit));
  }

  @Test
  void reachesTheOnlyUnitByTheEmptyNameAndOthersByUtf8() throws Exception {
    for (var unit : List.of("", "äußere")) {
      try (var link = transport.open(Units.endpoint(serving, unit))) {
        assertThat(link.atr()).isEqualTo(Units.ATR);
        assertThat(link.transceive(COMMAND)).isEqualTo(Units.echo(COMMAND));
      }
    }
  }

  @Test
  void saysWhyNobodyIsThere() {
    assertRefused("tcp://127.0.0.1:" + unusedPort, "refused");
    assertRefused("tcp://no-such-host.invalid:9/u", "'no-such-host.invalid' is unknown");
    assertRefused(Units.endpoint(serving, "missing").toString(), "there is no unit 'missing'");
  }

  private void assertRefused(String endpoint, String reason) {
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> transport.open(Endpoint.parse(endpoint)))
        .withMessageStartingWith(endpoint)
        .withMessageContaining(reason);
  }

  @Test
  void carriesFramesUpToTheLimit() throws Exception {
    try (var link = transport.open(answering())) {
      byte[] longest = new byte[65_542];
      new Random(1).nextBytes(longest);
      assertThat(link.transceive(longest)).isEqualTo(Units.echo(longest));
      assertThatExceptionOfType(LinkException.class)
          .isThrownBy(() -> link.transceive(new byte[65_545]))
          .withMessageContaining("65545 bytes cannot be sent");
      assertThat(link.transceive(COMMAND)).isEqualTo(Units.echo(COMMAND));
    }
  }

  @Test
  void carriesAnySizesInOrderAloneAndInBatches() throws Exception {
    var random = new Random(2);
    try (var link = transport.open(answering())) {
      for (int round = 0; round < 60; round++) {
        var commands = new ArrayList<byte[]>();
        for (int i = random.nextInt(40); i >= 0; i--) {
          byte[] command = new byte[random.nextInt(round % 10 == 0 ? 65_000 : 400)];
          random.nextBytes(command);
          commands.add(command);
        }
        var answers = link.transceiveAll(commands);
        for (int i = 0; i < commands.size(); i++) {
          assertThat(answers.get(i)).isEqualTo(Units.echo(commands.get(i)));
        }
      }
    }
  }

  @Test
  void aBatchLargerThanAllBuffersDoesNotLockUp() throws Exception {
    try (var link = transport.open(Units.endpoint(serving, "long"))) {
      var small = new ArrayList<byte[]>();
      for (int i = 0; i < 500; i++) {
        small.add(COMMAND);
      }
      assertThat(link.transceiveAll(small)).hasSize(500).allMatch(r -> r.length == 65_538);
      var large = new ArrayList<byte[]>();
      for (int i = 0; i < 200; i++) {
        large.add(new byte[65_544]);
      }
      assertThat(link.transceiveAll(large)).hasSize(200).allMatch(r -> r.length == 65_538);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mute", "broken", "over"})
  void aUnitThatGivesNoAnswerCutsTheConnection(String unit) throws Exception {
    try (var link = transport.open(Units.endpoint(serving, unit))) {
      assertBroken(link, "closed the connection");
      assertBroken(link, "the link is closed: an earlier command failed");
    }
    try (var link = transport.open(answering())) {
      assertThat(link.transceive(COMMAND)).isEqualTo(Units.echo(COMMAND));
    }
  }

  @Test
  void aUnitThatNeverAnswersIsGivenUp() throws Exception {
    var impatient = TcpTransport.withTimeouts(LONG, SHORT);
    try (var link = impatient.open(silent())) {
      assertBroken(link, "no answer within 50 ms");
    }
    try (var link = impatient.open(silent())) {
      assertThatExceptionOfType(LinkException.class)
          .isThrownBy(() -> link.transceiveAll(List.of(COMMAND, new byte[60_000])))
          .withMessageContaining("no answer within 50 ms");
    }
  }

  @Test
  void aUnitThatDoesNotTakeTheCommandIsGivenUp() throws Exception {
    try (var peer = new Peer(Peer.ATR)) {
      try (var link = TcpTransport.withTimeouts(LONG, SHORT).open(peer.endpoint())) {
        var commands = new ArrayList<byte[]>();
        for (int i = 0; i < 300; i++) {
          commands.add(new byte[65_544]);
        }
        assertThatExceptionOfType(LinkException.class)
            .isThrownBy(() -> link.transceiveAll(commands))
            .withMessageContaining("no answer within 50 ms");
      }
    }
  }

  @Test
  void aListenerThatSaysNothingIsGivenUp() throws Exception {
    try (var peer = new Peer("")) {
      assertThatExceptionOfType(LinkException.class)
          .isThrownBy(() -> TcpTransport.withTimeouts(SHORT, LONG).open(peer.endpoint()))
          .withMessage(peer.endpoint() + ": no answer within 50 ms");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7FFFFFFF, 'a frame of 2147483647 bytes is announced; the limit is 65544'",
    "FFFFFFFF, 'a frame of 4294967295 bytes is announced'",
    "00010009, 'a frame of 65545 bytes is announced'",
    "00000001AA, an answer of 1 bytes has no room for a status word",
    "00000000, an answer of 0 bytes has no room for a status word",
    "END, the other side closed the connection",
    "000000049000END, the other side closed the connection in the middle of a frame",
    "000000END, the other side closed the connection in the middle of a frame"
  })
  void aGarbledAnswerBreaksTheLink(String answer, String reason) throws Exception {
    try (var peer = new Peer(Peer.ATR, answer);
        var link = transport.open(peer.endpoint())) {
      assertThatExceptionOfType(LinkException.class)
          .isThrownBy(() -> link.transceive(COMMAND))
          .withMessageStartingWith(peer.endpoint() + ": " + reason);
      assertBroken(link, "the link is closed: an earlier command failed");
    }
  }

  @Test
  void anAnswerTooManyBreaksTheLink() throws Exception {
    try (var peer = new Peer(Peer.ATR, "000000029000000000029000");
        var link = transport.open(peer.endpoint())) {
      assertThat(link.transceive(COMMAND)).hasSize(2);
      assertBroken(link, "answered more than it was asked");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "00000001AA, 'an answer to reset has 2 to 33 bytes, not 1'",
    "LONG, 'an answer to reset has 2 to 33 bytes, not 34'",
    "48545450, 'a frame of 1213486160 bytes is announced'",
    "END, the other side closed the connection"
  })
  void aGarbledAnswerToResetIsAnError(String hello, String reason) throws Exception {
    var text = hello.replace("LONG", "00000022" + "3B".repeat(34));
    try (var peer = new Peer(text)) {
      assertThatExceptionOfType(LinkException.class)
          .isThrownBy(() -> transport.open(peer.endpoint()))
          .withMessageStartingWith(peer.endpoint() + ": " + reason);
    }
  }

  private static void assertBroken(Link link, String reason) {
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> link.transceive(COMMAND))
        .withMessageStartingWith("tcp://127.0.0.1:")
        .withMessageContaining(reason);
  }

  /**
   * A listener that says what it is told: some hex after the hello, some after the first command,
   * and then, unless END follows, keeps the connection until it is closed.
   */
  private static final class Peer implements AutoCloseable {
    static final String ATR = "000000043B024B57";

    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new ArrayList<>();

    Peer(String... lines) throws IOException {
      Thread.ofVirtual().start(() -> speak(lines));
    }

    Endpoint endpoint() {
      return Units.endpoint(listener.getLocalPort(), "u");
    }

    private void speak(String... lines) {
      try {
        var socket = listener.accept();
        synchronized (sockets) {
          sockets.add(socket);
        }
        var in = new DataInputStream(socket.getInputStream());
        for (var line : lines) {
          in.readNBytes(in.readInt());
          say(socket.getOutputStream(), line);
          if (line.endsWith("END")) {
            socket.close();
            return;
          }
        }
      } catch (IOException e) {
        // The test has ended.
      }
    }

    private static void say(OutputStream out, String line) throws IOException {
      out.write(HexFormat.of().parseHex(line.replace("END", "")));
      out.flush();
    }

    @Override
    public void close() throws IOException {
      listener.close();
      synchronized (sockets) {
        for (var socket : sockets) {
          socket.close();
        }
      }
    }
  }
}
