// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.UnitServer;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.transport.tcp.internal.TcpTransport;
import org.keywright.transport.tcp.internal.TcpUnitServer;
import org.keywright.transport.tcp.internal.TlsTransport;

/**
 * Links under TLS on loopback: handshakes against those of the JDK's own sockets with the same
 * certificates and rules, loads against those over plain TCP, and what a link at rest holds.
 */
final class LinksBenchmark implements Bench.Benchmark {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Atr ATR = Atr.of(new byte[] {0x3B, 0x00});
  private static final byte[] HELLO = {0, 0, 0, 4, 'K', 'W', 'T', '1'};
  private static final int HANDSHAKES = 60;
  private static final int AT_ONCE = 4;
  private static final int WARM_UP = 5;
  private static final int TURNS = 9;
  private static final int AT_REST = 1_000;
  private static final int COLLECTIONS = 4;

  private final TcpUnitServer server;
  private final TlsRig rig;

  LinksBenchmark() throws Exception {
    rig = new TlsRig();
    server = TcpUnitServer.with(rig.end("station", "localhost"), TcpUnitServer.Limits.USUAL);
  }

  /** Makes it when it is run: keys and certificates take their time. */
  static Bench.Benchmark whenRun() {
    return () -> new LinksBenchmark().run();
  }

  @Override
  public Map<String, Object> run() throws Exception {
    var figures = new LinkedHashMap<String, Object>();
    try (var tls = server.serve(loopback(), "station", name -> Optional.of(new Silent()));
        var tcp = server.serve(loopback(), name -> Optional.of(new Silent()));
        var bare = new BareServer(rig.bareEnd("bare", "localhost").context())) {
      // First, while there is nothing else to be cleared away.
      figures.put("bytesAtRestTls", atRest(client(), endpoint("tls", tls)));
      figures.put("bytesAtRestTcp", atRest(plain(), endpoint("tcp", tcp)));
      handshakes(figures, tls, bare);
    }
    figures.put("loads", new LoopbackBenchmark().underTls(server, "station", client()));
    return figures;
  }

  private void handshakes(Map<String, Object> figures, UnitServer.Serving tls, BareServer bare)
      throws Exception {
    var endpoint = endpoint("tls", tls);
    var desk = rig.end("desk");
    var bareDesk = rig.bareEnd("desk");
    var known = TlsTransport.withTimeouts(desk, LONG, LONG);
    var bareKnown = bareDesk.context().getSocketFactory();
    var turns =
        Turns.measure(
            WARM_UP,
            TURNS,
            HANDSHAKES,
            () -> often(() -> opened(TlsTransport.withTimeouts(desk, LONG, LONG), endpoint)),
            () -> often(() -> bare.shaken(bareDesk.context().getSocketFactory())),
            () -> often(() -> opened(known, endpoint)),
            () -> often(() -> bare.shaken(bareKnown)));
    figures.put("fullHandshakesPerSecond", Turns.rounded(1e9 / turns.nanos(0)));
    figures.put("bareFullHandshakesPerSecond", Turns.rounded(1e9 / turns.nanos(1)));
    figures.put("ratioFull", Turns.rounded(turns.ratio(1, 0)));
    figures.put("resumedHandshakesPerSecond", Turns.rounded(1e9 / turns.nanos(2)));
    figures.put("bareResumedHandshakesPerSecond", Turns.rounded(1e9 / turns.nanos(3)));
    figures.put("ratioResumed", Turns.rounded(turns.ratio(3, 2)));
  }

  private static long often(Callable<Void> handshake) throws Exception {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var tasks = new ArrayList<Callable<Void>>();
      for (int i = 0; i < HANDSHAKES; i++) {
        tasks.add(handshake);
      }
      long begun = System.nanoTime();
      for (var done : threads.invokeAll(tasks)) {
        done.get();
      }
      return System.nanoTime() - begun;
    }
  }

  private static Void opened(TlsTransport transport, Endpoint endpoint) throws IOException {
    transport.open(endpoint).close();
    return null;
  }

  /** What the two ends of a link hold together while nothing goes over it. */
  private static long atRest(TransportProvider transport, Endpoint endpoint) throws IOException {
    var links = new ArrayList<Link>(2 * AT_REST);
    long before = 0;
    for (int i = 0; i < 2 * AT_REST; i++) {
      if (i == AT_REST) {
        before = held();
      }
      links.add(transport.open(endpoint));
    }
    long each = (held() - before) / AT_REST;
    links.forEach(Link::close);
    return each;
  }

  private static long held() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }

  private TlsTransport client() throws Exception {
    return TlsTransport.withTimeouts(rig.end("desk"), LONG, LONG);
  }

  private static TcpTransport plain() {
    return TcpTransport.withTimeouts(LONG, LONG);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static Endpoint endpoint(String scheme, UnitServer.Serving serving) {
    return Endpoint.parse("%s://localhost:%d/x".formatted(scheme, serving.address().getPort()));
  }

  /** A unit that is only linked to. */
  private record Silent() implements ApduResponder {
    @Override
    public Atr atr() {
      return ATR;
    }

    @Override
    public byte[] respond(byte[] command) {
      return new byte[2];
    }
  }

  /** A listener of the JDK's own sockets, a thread for each, that answers a hello. */
  private static final class BareServer implements AutoCloseable {
    private final SSLServerSocket socket;

    BareServer(SSLContext context) throws IOException {
      socket =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
      socket.setNeedClientAuth(true);
      Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
      while (!socket.isClosed()) {
        try {
          var accepted = socket.accept();
          Thread.ofVirtual().start(() -> answer(accepted));
        } catch (IOException e) {
          return;
        }
      }
    }

    private static void answer(Socket accepted) {
      try (accepted) {
        accepted.setTcpNoDelay(true);
        accepted.getInputStream().readNBytes(HELLO.length);
        accepted.getOutputStream().write(new byte[] {0, 0, 0, 2, 0x3B, 0});
        accepted.getInputStream().read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Void shaken(SSLSocketFactory factory) throws IOException {
      try (var line = (SSLSocket) factory.createSocket("localhost", socket.getLocalPort())) {
        line.setTcpNoDelay(true);
        var parameters = line.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        line.setSSLParameters(parameters);
        line.getOutputStream().write(HELLO);
        new DataInputStream(line.getInputStream()).readFully(new byte[6]);
      }
      return null;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
