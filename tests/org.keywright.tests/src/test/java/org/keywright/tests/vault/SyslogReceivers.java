// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Syslog receivers on loopback, as a collector of logs has them. */
final class SyslogReceivers {
  private static final Pattern NUMBER = Pattern.compile(" number=\"(\\d+)\"");

  private SyslogReceivers() {}

  /** What came in, message by message. */
  abstract static class Receiver implements AutoCloseable {
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    abstract String address();

    String next() throws InterruptedException {
      String message = messages.poll(20, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message came");
      }
      return message;
    }

    /** The number of the entry in the next message. */
    long nextNumber() throws InterruptedException {
      String message = next();
      Matcher number = NUMBER.matcher(message);
      if (!number.find()) {
        throw new AssertionError("no number in " + message);
      }
      return Long.parseLong(number.group(1));
    }

    @Override
    public abstract void close() throws IOException;
  }

  /** One that takes datagrams. */
  static final class Datagrams extends Receiver {
    private final DatagramSocket socket;

    /** A port that nobody has, as long as nobody else takes it. */
    static int freePort() throws IOException {
      try (var free =
          new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
        return free.getLocalPort();
      }
    }

    Datagrams() throws IOException {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread.ofVirtual().start(this::receive);
    }

    private void receive() {
      var packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
      try {
        while (true) {
          socket.receive(packet);
          messages.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        // it was closed
      }
    }

    @Override
    String address() {
      return "udp://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  /** One that takes lines with counted octets, and can be slow or die. */
  static final class Lines extends Receiver {
    private static final int SMALL = 4 << 10;

    private final ServerSocket server = new ServerSocket();
    private final CountDownLatch reading;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    /** A connection, and the thread that reads it. */
    private record Line(Socket socket, Thread reader) {}

    /** A port that nobody listens at, as long as nobody else takes it. */
    static int freePort() throws IOException {
      try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      }
    }

    Lines() throws IOException {
      this(0, true);
    }

    /**
     * Listens.
     *
     * @param reads whether it reads what comes; else not before {@link #read}
     */
    Lines(int port, boolean reads) throws IOException {
      reading = new CountDownLatch(reads ? 0 : 1);
      server.setReuseAddress(true);
      server.setReceiveBufferSize(SMALL);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
      try {
        while (true) {
          Socket socket = server.accept();
          lines.add(new Line(socket, Thread.ofVirtual().start(() -> read(socket))));
        }
      } catch (IOException e) {
        // it was closed
      }
    }

    private void read(Socket line) {
      try (line) {
        reading.await();
        InputStream in = new BufferedInputStream(line.getInputStream());
        for (int c = in.read(); c >= 0; c = in.read()) {
          int length = 0;
          for (; c != ' '; c = in.read()) {
            length = 10 * length + Character.digit(c, 10);
          }
          messages.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
      } catch (IOException | InterruptedException e) {
        // it was cut
      }
    }

    void read() {
      reading.countDown();
    }

    /** Cuts the line that was opened next, as a machine does that loses its power. */
    void cut() throws Exception {
      Line line = lines.poll(20, TimeUnit.SECONDS);
      line.socket().setSoLinger(true, 0);
      line.socket().close();
      // As long as somebody reads, the system does not end the connection.
      line.reader().join();
    }

    @Override
    String address() {
      return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (Line line : lines) {
        line.socket().close();
      }
    }
  }
}
