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
  private volatile Watch watch = new Watch(new Change(true, NOBODY));

  /**
   * What to change.
   *
   * @param ofDialler whether of what the one that has dialled says
   * @param record which record of that direction, from 0
   */
  record Change(boolean ofDialler, int record) {}

  /** What is to be changed, and what was seen; a connection that ends late sees for its own. */
  private record Watch(Change change, List<Bytes> toListener, List<Bytes> toDialler) {
    Watch(Change change) {
      this(
          change,
          Collections.synchronizedList(new ArrayList<>()),
          Collections.synchronizedList(new ArrayList<>()));
    }

    List<Bytes> seen(boolean ofDialler) {
      return ofDialler ? toListener : toDialler;
    }

    int changed(boolean ofDialler) {
      return change.ofDialler == ofDialler ? change.record : NOBODY;
    }
  }

  Tap(LoopbackDoor<?> listener) throws IOException {
    door = new LoopbackDoor<>(socket -> relay(socket, listener));
  }

  /** Forgets what was seen, and says what to change from now on. */
  void begin(Change next) {
    watch = new Watch(next);
  }

  /** All records that came since the beginning. */
  List<Bytes> all() {
    var all = new ArrayList<>(seen(true));
    all.addAll(seen(false));
    return all;
  }

  /** The records that came from one of the ends. */
  List<Bytes> seen(boolean ofDialler) {
    return watch.seen(ofDialler);
  }

  private boolean relay(Socket dialler, LoopbackDoor<?> listener) throws IOException {
    var now = watch;
    try (Socket onward = listener.dial()) {
      var back =
          Thread.ofVirtual()
              .start(() -> pass(onward, dialler, now.seen(false), now.changed(false)));
      pass(dialler, onward, now.seen(true), now.changed(true));
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
