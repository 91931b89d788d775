// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.UnitServer;

/** The server among clients that do not keep the rules; a good client is served throughout. */
@Timeout(30)
class TcpUnitServerTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final byte[] COMMAND = {(byte) 0x80, 0x40, 0, 0, 0};
  private static final String HELLO = "000000044B575431";

  private final Units units = new Units();
  private final TcpTransport transport = TcpTransport.withTimeouts(LONG, LONG);
  private final List<AutoCloseable> opened = new ArrayList<>();
  private UnitServer.Serving serving;

  private void serve(int connections, Duration hello, Duration stall) throws IOException {
    serve(new TcpUnitServer.Limits(connections, 100, hello, stall));
  }

  private void serve(TcpUnitServer.Limits limits) throws IOException {
    var server = TcpUnitServer.withLimits(limits);
    opened.add(server::close);
    serving = units.serve(server);
  }

  private void serve() throws IOException {
    serve(100, LONG, LONG);
  }

  @AfterEach
  void stop() throws Exception {
    for (var closeable : opened.reversed()) {
      closeable.close();
    }
  }

  private Socket rude(String hex) throws IOException {
    var socket = new Socket(serving.address().getAddress(), serving.address().getPort());
    opened.add(socket);
    socket.setTcpNoDelay(true);
    socket.getOutputStream().write(HexFormat.of().parseHex(hex));
    return socket;
  }

  private void assertServed() throws LinkException {
    try (var link = transport.open(Units.endpoint(serving, "echo"))) {
      for (int i = 0; i < 20; i++) {
        assertThat(link.transceive(COMMAND)).isEqualTo(Units.echo(COMMAND));
      }
    }
  }

  /** Whatever it sends first, a client that was cut reads the end, or learns of a reset. */
  private static byte[] untilTheEnd(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      return new byte[0];
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000", // no magic
        "000000034B5754",
        "000000044B575432",
        "00000005474554202F", // GET /
        "474554202F20485454502F312E310D0A", // GET / HTTP/1.1 without a frame
        "7FFFFFFF",
        "80000000",
        "FFFFFFFF",
        "00010009",
        "000000064B575431C328" // a name that is not UTF-8
      })
  void closesWhatDoesNotBeginWithAHello(String hex) throws Exception {
    serve();
    assertThat(untilTheEnd(rude(hex))).isEmpty();
    assertServed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "a directory that throws"})
  void answersAnUnknownUnitByAnEmptyFrameOrTheEnd(String name) throws Exception {
    serve();
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> transport.open(Units.endpoint(serving, name)));
    assertServed();
  }

  @Test
  void anUnknownUnitIsToldByAnEmptyFrame() throws Exception {
    serve();
    assertThat(untilTheEnd(rude("0000000B4B5754316D697373696E67"))).containsExactly(0, 0, 0, 0);
  }

  @Test
  void aClientThatStallsStopsNobody() throws Exception {
    serve();
    rude("");
    rude("000000");
    rude("0000001F4B5754");
    rude(HELLO + "0000FFFF8040");
    rude(HELLO + "00");
    assertServed();
    assertThat(serving.connections()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void aClientThatNamesNoUnitInTimeIsCut() throws Exception {
    serve(100, SHORT, LONG);
    assertThat(untilTheEnd(rude(""))).isEmpty();
    assertThat(untilTheEnd(rude("0000001F4B5754"))).isEmpty();
    assertServed();
  }

  @Test
  void aClientThatSaysNothingGivesItsPlaceToOneThatDoes() throws Exception {
    serve(new TcpUnitServer.Limits(100, 3, LONG, LONG));
    for (int i = 0; i < 6; i++) {
      rude("");
    }
    assertServed();
    assertServed();
  }

  @Test
  void aClientThatStallsWithinAFrameIsCut() throws Exception {
    serve(100, LONG, SHORT);
    var socket = rude(HELLO + "00000005804000000000000005804000");
    assertThat(HexFormat.of().formatHex(untilTheEnd(socket)))
        .isEqualTo("000000043b024b57" + "0000000780400000009000");
    assertServed();
  }

  @Test
  void aClientThatDoesNotTakeItsAnswersIsCut() throws Exception {
    serve(100, LONG, SHORT);
    var socket = rude("000000084B5754316C6F6E67");
    var flood = ByteBuffer.allocate(9 * 2000);
    while (flood.hasRemaining()) {
      flood.putInt(5).put(COMMAND);
    }
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> {
              while (true) {
                socket.getOutputStream().write(flood.array());
              }
            });
    assertServed();
  }

  @Test
  void aClientThatFloodsStopsNobody() throws Exception {
    serve();
    var floods = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      var socket = rude(HELLO);
      floods.add(Thread.ofVirtual().start(() -> flood(socket)));
      floods.add(Thread.ofVirtual().start(() -> untilTheEnd(socket)));
    }
    assertServed();
    assertServed();
    serving.close();
    for (var thread : floods) {
      thread.join();
    }
  }

  private static void flood(Socket socket) {
    var many = ByteBuffer.allocate(9 * 500);
    while (many.hasRemaining()) {
      many.putInt(5).put(COMMAND);
    }
    try {
      while (true) {
        socket.getOutputStream().write(many.array());
        Thread.yield();
      }
    } catch (IOException e) {
      // The server was closed.
    }
  }

  @Test
  void answersInOrderHoweverTheFramesAreCut() throws Exception {
    serve();
    var socket = rude("");
    var sent = ByteBuffer.allocate(8 + 200 * 9);
    sent.put(HexFormat.of().parseHex(HELLO));
    for (int i = 0; i < 200; i++) {
      sent.putInt(5).put((byte) 0x80).put((byte) 0x40).putShort((short) i).put((byte) 0);
    }
    for (int at = 0; at < sent.capacity(); at += 7) {
      socket.getOutputStream().write(sent.array(), at, Math.min(7, sent.capacity() - at));
    }
    var in = new DataInputStream(socket.getInputStream());
    assertThat(in.readNBytes(in.readInt())).isEqualTo(Units.ATR.toBytes());
    for (int i = 0; i < 200; i++) {
      byte[] answer = in.readNBytes(in.readInt());
      assertThat(answer).hasSize(7);
      assertThat(ByteBuffer.wrap(answer).getShort(2)).isEqualTo((short) i);
    }
  }

  @Test
  void aClientThatEndsItsHalfGetsItsAnswers() throws Exception {
    serve();
    var socket = rude(HELLO + "000000058040000000" + "000000058040000100");
    socket.shutdownOutput();
    assertThat(HexFormat.of().formatHex(untilTheEnd(socket)))
        .isEqualTo("000000043b024b57" + "0000000780400000009000" + "0000000780400001009000");
  }

  @Test
  void holdsNoMoreConnectionsThanAllowed() throws Exception {
    serve(2, LONG, LONG);
    var first = transport.open(Units.endpoint(serving, "echo"));
    var second = transport.open(Units.endpoint(serving, "echo"));
    opened.add(first::close);
    opened.add(second::close);
    assertThat(serving.connections()).isEqualTo(2);
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> transport.open(Units.endpoint(serving, "echo")));
    assertThat(first.transceive(COMMAND)).isEqualTo(Units.echo(COMMAND));
  }

  @Test
  void closingCutsConnectionsAndWaitsForTheirThreads() throws Exception {
    serve();
    var idle = transport.open(Units.endpoint(serving, "echo"));
    var busy = transport.open(Units.endpoint(serving, "silent"));
    var call =
        new FutureTask<>(
            () -> {
              assertThatExceptionOfType(LinkException.class)
                  .isThrownBy(() -> busy.transceive(COMMAND));
              return true;
            });
    Thread.ofVirtual().start(call);
    units.silence.acquire();
    serving.close();
    serving.close();
    assertThat(serving.connections()).isZero();
    assertThat(call.get(10, TimeUnit.SECONDS)).isTrue();
    assertThatExceptionOfType(LinkException.class).isThrownBy(() -> idle.transceive(COMMAND));
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> transport.open(Units.endpoint(serving, "echo")));
    serve();
    assertServed();
  }

  @Test
  void aDelayedAnswerComesWhenTheUnitGivesIt() throws Exception {
    serve();
    try (var link = transport.open(Units.endpoint(serving, "silent"))) {
      var call = new FutureTask<>(() -> link.transceive(COMMAND));
      Thread.ofVirtual().start(call);
      units.silence.acquire();
      assertThat(call).isNotDone();
      units.release.countDown();
      assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(Units.echo(COMMAND));
    }
  }

  @Test
  void saysWhichAddressItCannotHave() throws Exception {
    serve();
    var taken = serving.address();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> TcpUnitServer.withDefaults().serve(taken, units))
        .withMessageStartingWith("cannot listen on ")
        .withMessageContaining(":" + taken.getPort());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                TcpUnitServer.withDefaults()
                    .serve(InetSocketAddress.createUnresolved("no-such-host.invalid", 0), units))
        .withMessageContaining("the host is unknown");
  }

  @Test
  void servesAThousandClientsAtOnce() throws Exception {
    serve(2000, LONG, LONG);
    var links = new ArrayList<Link>();
    for (int i = 0; i < 1000; i++) {
      var link = transport.open(Units.endpoint(serving, "echo"));
      links.add(link);
      opened.add(link::close);
    }
    for (var link : links) {
      assertThat(link.transceive(COMMAND)).isEqualTo(Units.echo(COMMAND));
    }
    assertThat(serving.connections()).isEqualTo(1000);
  }
}
