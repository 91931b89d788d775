// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.tcp.internal.TcpUnitServer.Limits;

/** A listener under TLS among clients that do not keep the rules; good ones are served. */
@Timeout(120)
class TlsRobustnessTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private TlsScene scene;

  private void serve(Limits limits) throws Exception {
    scene = new TlsScene(limits);
    opened.add(scene);
  }

  @AfterEach
  void stop() throws Exception {
    for (var closeable : opened.reversed()) {
      closeable.close();
    }
  }

  private Socket rude(byte[] bytes) throws IOException {
    var socket = new Socket(TlsScene.loopback().getAddress(), scene.port());
    opened.add(socket);
    socket.getOutputStream().write(bytes);
    return socket;
  }

  /** The first message of a handshake, which makes the listener compute. */
  private static byte[] clientHello() throws Exception {
    var engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), record);
    byte[] bytes = new byte[record.flip().remaining()];
    record.get(bytes);
    return bytes;
  }

  private static int untilTheEnd(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes().length;
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void clientsThatStallStopNobody() throws Exception {
    serve(Limits.USUAL);
    byte[] hello = clientHello();
    rude(new byte[0]);
    rude(new byte[] {0x16, 3, 1});
    rude(java.util.Arrays.copyOf(hello, hello.length / 2));
    rude(hello);
    rude("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    scene.assertServed();
  }

  @Test
  void clientsThatTakeTooLongAreCut() throws Exception {
    serve(new Limits(100, 100, SHORT, TlsScene.LONG));
    byte[] hello = clientHello();
    for (byte[] bytes : List.of(new byte[0], new byte[] {0x16, 3, 1, 2}, hello)) {
      untilTheEnd(rude(bytes));
    }
  }

  @Test
  void aClientThatSaysNothingGivesItsPlaceToOneThatDoes() throws Exception {
    serve(new Limits(100, 3, TlsScene.LONG, TlsScene.LONG));
    for (int i = 0; i < 6; i++) {
      rude(new byte[0]);
    }
    scene.assertServed();
    scene.assertServed();
  }

  @Test
  void aFloodOfHandshakesNeitherStopsLinksNorKeepsNewOnesOut() throws Exception {
    serve(Limits.USUAL);
    byte[] hello = clientHello();
    var over = new AtomicBoolean();
    var floods = new ArrayList<Thread>();
    try (var link = scene.open()) {
      for (int i = 0; i < 4; i++) {
        floods.add(Thread.ofVirtual().start(() -> flood(hello, over)));
      }
      for (int i = 0; i < 300; i++) {
        TlsScene.assertAnswers(link);
      }
      scene.assertServed();
      TlsScene.assertAnswers(link);
    } finally {
      over.set(true);
      for (var flood : floods) {
        flood.join();
      }
    }
  }

  private void flood(byte[] hello, AtomicBoolean over) {
    while (!over.get()) {
      try (var socket = new Socket(TlsScene.loopback().getAddress(), scene.port())) {
        socket.getOutputStream().write(hello);
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aDamagedRecordEndsOneLinkAlone() throws Exception {
    serve(Limits.USUAL);
    try (var good = scene.open()) {
      var socket = rude(clientHello());
      socket.getOutputStream().write(new byte[] {0x17, 3, 3, 0, 32});
      socket.getOutputStream().write(new byte[32]);
      untilTheEnd(socket);
      TlsScene.assertAnswers(good);
    }
  }

  @Test
  void holdsNoMoreConnectionsThanAllowed() throws Exception {
    serve(new Limits(2, 2, TlsScene.LONG, TlsScene.LONG));
    try (var first = scene.open();
        var second = scene.open()) {
      assertThatExceptionOfType(LinkException.class).isThrownBy(() -> scene.open());
      TlsScene.assertAnswers(first);
      TlsScene.assertAnswers(second);
    }
  }

  /** Both ends of a link at rest together; a JDK socket alone would hold 66 KB at each. */
  @Test
  void aLinkAtRestHoldsLittle() throws Exception {
    serve(Limits.USUAL);
    int count = 400;
    var links = new ArrayList<Link>(count);
    try {
      for (int i = 0; i < 50; i++) {
        links.add(used());
      }
      long before = held();
      for (int i = 0; i < count; i++) {
        links.add(used());
      }
      long each = (held() - before) / count;
      assertThat(each).as("bytes for each link, both ends").isLessThan(80_000);
      for (var link : links) {
        TlsScene.assertAnswers(link);
      }
    } finally {
      links.forEach(Link::close);
    }
  }

  private Link used() throws LinkException {
    var link = scene.open();
    TlsScene.assertAnswers(link);
    return link;
  }

  private static long held() {
    var memory = java.lang.management.ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
