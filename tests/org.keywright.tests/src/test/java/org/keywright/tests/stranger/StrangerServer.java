// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Serves units over TCP frames: transport.md, section 5. */
final class StrangerServer implements AutoCloseable {
  private static final int LONGEST_FRAME = 65_544;
  private static final byte[] HELLO = StrangerCrypto.ascii("KWT1");
  private static final byte[] ANSWER_TO_RESET = {0x3B, 0x00};

  /** What stands behind a name: frames in, frames out. */
  interface Unit {
    /** The response APDU, or empty to hang up. */
    Optional<byte[]> answer(byte[] command);

    /** The connection is gone, and with it what is volatile. */
    void disconnected();
  }

  private final ServerSocket listener;
  private final Map<String, Unit> units;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  StrangerServer(Map<String, Unit> units) throws IOException {
    this.units = Map.copyOf(units);
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        var socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The listener was closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      var unit = hello(receive(in));
      send(out, unit.isPresent() ? ANSWER_TO_RESET : new byte[0]);
      out.flush();
      if (unit.isPresent()) {
        converse(unit.get(), in, out);
      }
    } catch (IOException e) {
      // The client went, or did not keep to the frames: nothing more is said to it.
    } finally {
      open.remove(socket);
    }
  }

  private void converse(Unit unit, DataInputStream in, DataOutputStream out) throws IOException {
    try {
      while (true) {
        var answer = unit.answer(receive(in)).orElseThrow(EOFException::new);
        send(out, answer);
        if (in.available() == 0) {
          out.flush();
        }
      }
    } finally {
      unit.disconnected();
    }
  }

  private Optional<Unit> hello(byte[] frame) throws IOException {
    if (!Arrays.equals(HELLO, Arrays.copyOf(frame, HELLO.length))) {
      throw new IOException("no hello");
    }
    var name = name(ByteBuffer.wrap(frame, HELLO.length, frame.length - HELLO.length));
    if (name.isEmpty()) {
      return units.size() == 1 ? units.values().stream().findFirst() : Optional.empty();
    }
    return Optional.ofNullable(units.get(name));
  }

  private static String name(ByteBuffer bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
  }

  private static byte[] receive(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST_FRAME) {
      throw new IOException("frame too long");
    }
    var frame = new byte[length];
    in.readFully(frame);
    return frame;
  }

  private static void send(DataOutputStream out, byte[] frame) throws IOException {
    out.writeInt(frame.length);
    out.write(frame);
  }
}
