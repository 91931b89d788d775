// SPDX-License-Identifier: EPL-2.0
package com.acme.keywright;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;

/** A line to one module: each command and each answer is a line of hex digits. */
final class AcmeLink implements Link {
  private static final HexFormat HEX = HexFormat.of();

  private final Endpoint endpoint;
  private final SocketChannel line;
  private final BufferedReader answers;

  AcmeLink(Endpoint endpoint, SocketChannel line) {
    this.endpoint = endpoint;
    this.line = line;
    this.answers = new BufferedReader(Channels.newReader(line, StandardCharsets.US_ASCII));
  }

  /** The rack has no answer to reset of its own; this one says nothing. */
  @Override
  public Atr atr() {
    return Atr.of(new byte[] {0x3B, 0x00});
  }

  /** An interrupt, and a close from another thread, end a channel's read by an IOException. */
  @Override
  public byte[] transceive(byte[] command) throws LinkException {
    try {
      var bytes = (HEX.formatHex(command) + "\n").getBytes(StandardCharsets.US_ASCII);
      for (var buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
        line.write(buffer);
      }
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException("the rack has hung up");
      }
      return HEX.parseHex(answer);
    } catch (IOException | IllegalArgumentException e) {
      close();
      throw new LinkException(endpoint + ": no answer: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      line.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
