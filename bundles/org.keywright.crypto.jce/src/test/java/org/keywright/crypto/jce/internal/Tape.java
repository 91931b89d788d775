// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A socket that takes what comes down, or one that says again what was taken down. */
final class Tape extends Socket {
  private final ByteArrayOutputStream came = new ByteArrayOutputStream();
  private final InputStream input;
  private final OutputStream output;

  private Tape(InputStream input, OutputStream output) {
    this.input = input;
    this.output = output;
  }

  /** Takes down what comes to a socket. */
  static Tape of(Socket socket) throws IOException {
    return new Tape(socket.getInputStream(), socket.getOutputStream());
  }

  /** Says this, and hears nothing. */
  static Tape saying(byte[] recorded) {
    return new Tape(new ByteArrayInputStream(recorded), OutputStream.nullOutputStream());
  }

  /** What has come. */
  byte[] came() {
    return came.toByteArray();
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        int count = input.read(buffer, from, length);
        if (count > 0) {
          came.write(buffer, from, count);
        }
        return count;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return output;
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public void setSoTimeout(int timeout) {}

  @Override
  public void shutdownOutput() throws IOException {
    output.flush();
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
