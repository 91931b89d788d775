// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvReader;

/**
 * Messages over a stream: a length of 4 bytes, big-endian, then that many bytes, 1 to 2,048.
 *
 * <p>The streams stay their owner's. One thread reads, one writes.
 */
public final class MessageStream {
  private final DataInputStream in;
  private final OutputStream out;

  /** Makes it over the two directions of a protected link. */
  public MessageStream(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.out = out;
  }

  /** Sends one message in one write. */
  public void write(Bytes message) throws IOException {
    byte[] content = message.toArray();
    out.write(ByteBuffer.allocate(4 + content.length).putInt(content.length).put(content).array());
    out.flush();
  }

  /**
   * Waits for the next message.
   *
   * @return empty if the other side closed between two messages
   * @throws IOException if the stream breaks or a length is out of its range
   */
  public Optional<byte[]> read() throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    if (length < 1 || length > TlvReader.LIMIT) {
      throw new IOException(
          "a message of %d bytes; 1 to %d are allowed"
              .formatted(Integer.toUnsignedLong(length), TlvReader.LIMIT));
    }
    byte[] message = in.readNBytes(length);
    if (message.length < length) {
      throw new EOFException("the link was closed in the middle of a message");
    }
    return Optional.of(message);
  }
}
