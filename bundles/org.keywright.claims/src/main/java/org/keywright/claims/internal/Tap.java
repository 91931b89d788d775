// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.keywright.crypto.Bytes;

/**
 * A man in the middle of a connection by TLS: he passes the records on, sees them all, and may
 * change one bit of one of them.
 */
final class Tap implements AutoCloseable {
  private static final int HEADER = 5;
  private static final int NOBODY = -1;

  final LoopbackDoor<Boolean> door;
  final List<Bytes> toListener = Collections.synchronizedList(new ArrayList<>());
  final List<Bytes> toDialler = Collections.synchronizedList(new ArrayList<>());
  private volatile Change change = new Change(true, NOBODY);

  /**
   * What to change.
   *
   * @param ofDialler whether of what the one that has dialled says
   * @param record which record of that direction, from 0
   */
  record Change(boolean ofDialler, int record) {}

  Tap(LoopbackDoor<?> listener) throws IOException {
    door = new LoopbackDoor<>(socket -> relay(socket, listener));
  }

  /** Forgets what was seen, and says what to change from now on. */
  void begin(Change next) {
    toListener.clear();
    toDialler.clear();
    change = next;
  }

  /** All records that came since the beginning. */
  List<Bytes> all() {
    var all = new ArrayList<>(toListener);
    all.addAll(toDialler);
    return all;
  }

  /** The records that came from one of the ends. */
  List<Bytes> seen(boolean ofDialler) {
    return ofDialler ? toListener : toDialler;
  }

  private boolean relay(Socket dialler, LoopbackDoor<?> listener) throws IOException {
    var now = change;
    try (Socket onward = listener.dial()) {
      var back =
          Thread.ofVirtual()
              .start(() -> pass(onward, dialler, toDialler, now.ofDialler ? NOBODY : now.record));
      pass(dialler, onward, toListener, now.ofDialler ? now.record : NOBODY);
      back.join();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void pass(Socket from, Socket to, List<Bytes> seen, int changed) {
    try {
      var in = new DataInputStream(from.getInputStream());
      OutputStream out = to.getOutputStream();
      while (true) {
        byte[] header = in.readNBytes(HEADER);
        if (header.length < HEADER) {
          break;
        }
        byte[] body = in.readNBytes((header[3] & 0xFF) << 8 | (header[4] & 0xFF));
        if (seen.size() == changed) {
          body[body.length / 2] ^= 0x10;
        }
        seen.add(joined(header, body));
        out.write(header);
        out.write(body);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // Either end has closed; the other one learns it by the same.
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static Bytes joined(byte[] header, byte[] body) {
    byte[] all = new byte[header.length + body.length];
    System.arraycopy(header, 0, all, 0, header.length);
    System.arraycopy(body, 0, all, header.length, body.length);
    return Bytes.of(all);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was closed already.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
