// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A line for one connection by TLS, on which somebody does something to one record. It has no time
 * limits, and its ends are shown each other's ends: whoever waits on it waits by himself.
 */
final class RecordLine implements AutoCloseable {
  private static final int HEADER = 5;

  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final List<byte[]> toModule = Collections.synchronizedList(new ArrayList<>());
  private final List<byte[]> toUnit = Collections.synchronizedList(new ArrayList<>());
  private final Change change;

  /** What somebody does to a record. */
  enum Act {
    NOTHING,
    BIT,
    TYPE,
    LENGTHENED,
    SHORTENED,
    DROPPED,
    DOUBLED,
    HALVED;

    /** What goes on in the place of a record. */
    byte[] of(byte[] record) {
      byte[] changed = record.clone();
      var bytes = ByteBuffer.wrap(changed);
      switch (this) {
        case NOTHING -> {}
        case BIT -> changed[HEADER + (changed.length - HEADER) / 2] ^= 0x10;
        case TYPE -> changed[0] ^= 1;
        case LENGTHENED -> bytes.putShort(3, (short) (bytes.getShort(3) + 1));
        case SHORTENED -> bytes.putShort(3, (short) (bytes.getShort(3) - 1));
        case DROPPED -> changed = new byte[0];
        case DOUBLED -> {
          changed = Arrays.copyOf(record, 2 * record.length);
          System.arraycopy(record, 0, changed, record.length, record.length);
        }
        case HALVED -> changed = Arrays.copyOf(record, record.length / 2);
      }
      return changed;
    }
  }

  /**
   * What is done.
   *
   * @param toModule in which direction
   * @param record to which of that direction, from 0
   */
  record Change(boolean toModule, int record, Act act) {}

  RecordLine(int target, Change change) throws IOException {
    this.change = change;
    Thread.ofVirtual().start(() -> carry(target));
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The records that came from the one end. */
  List<byte[]> seen(boolean toModule) {
    return toModule ? this.toModule : toUnit;
  }

  private void carry(int target) {
    try (var module = listener.accept();
        var unit = new Socket(InetAddress.getLoopbackAddress(), target)) {
      var up = Thread.ofVirtual().start(() -> pass(module, unit, false));
      pass(unit, module, true);
      up.join();
    } catch (IOException | InterruptedException e) {
      // The line is down.
    }
  }

  private void pass(Socket from, Socket to, boolean direction) {
    var seen = seen(direction);
    try {
      var in = new DataInputStream(from.getInputStream());
      while (true) {
        byte[] header = in.readNBytes(HEADER);
        if (header.length < HEADER) {
          to.shutdownOutput();
          return;
        }
        byte[] record = Arrays.copyOf(header, HEADER + ByteBuffer.wrap(header).getShort(3));
        in.readFully(record, HEADER, record.length - HEADER);
        boolean struck = change.toModule == direction && change.record == seen.size();
        seen.add(record);
        to.getOutputStream().write(struck ? change.act.of(record) : record);
      }
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
