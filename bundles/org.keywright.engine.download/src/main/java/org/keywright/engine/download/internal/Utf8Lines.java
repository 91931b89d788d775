// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes UTF-8 on, without a byte order mark at its begin, and stops at the first byte that is not
 * UTF-8 (RFC 3629), naming its line.
 */
final class Utf8Lines extends FilterInputStream {
  private static final int[] MARK = {0xEF, 0xBB, 0xBF};

  private long line = 1;
  private int more;
  private int least = 0x80;
  private int most = 0xBF;

  /** Reads the mark, if there is one; the source must support marking. */
  Utf8Lines(InputStream source) throws IOException {
    super(source);
    source.mark(MARK.length);
    for (int expected : MARK) {
      if (source.read() != expected) {
        source.reset();
        return;
      }
    }
  }

  /** The bytes that are not UTF-8 are in a line. */
  static final class NotUtf8Exception extends IOException {
    private static final long serialVersionUID = 1L;

    private final long line;

    NotUtf8Exception(long line) {
      super("the text is not UTF-8");
      this.line = line;
    }

    long line() {
      return line;
    }
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      take(b);
    } else {
      atEnd();
    }
    return b;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int count = super.read(buffer, from, length);
    for (int i = 0; i < count; i++) {
      take(buffer[from + i] & 0xFF);
    }
    if (count < 0) {
      atEnd();
    }
    return count;
  }

  private void atEnd() throws NotUtf8Exception {
    if (more > 0) {
      throw new NotUtf8Exception(line);
    }
  }

  private void take(int b) throws NotUtf8Exception {
    if (more > 0) {
      require(b >= least && b <= most);
      more--;
      least = 0x80;
      most = 0xBF;
    } else if (b >= 0x80) {
      begin(b);
    } else if (b == '\n') {
      line++;
    }
  }

  /** The bounds of the second byte keep out overlong forms, surrogates and what is past 10FFFF. */
  private void begin(int b) throws NotUtf8Exception {
    require(b >= 0xC2 && b <= 0xF4);
    more = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    least = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
    most = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
  }

  private void require(boolean fits) throws NotUtf8Exception {
    if (!fits) {
      throw new NotUtf8Exception(line);
    }
  }
}
