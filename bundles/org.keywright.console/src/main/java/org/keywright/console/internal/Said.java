// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What one Keywright answers another whose statement it has carried out: on a pipe, the status and
 * whether it is a defect, then two texts, each behind its length.
 *
 * @param status the exit status that the statement would have by itself
 * @param defect whether it failed by a defect of the program
 * @param output what it showed
 * @param word what a script has of it as a value, or what went wrong, in one line
 */
record Said(int status, boolean defect, String output, String word) {
  private static final int LONGEST = 64 << 20;

  static Said of(Failure failure, String output) {
    return new Said(failure.status(), failure.defect(), output, failure.line());
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(status);
    out.writeBoolean(defect);
    text(out, output);
    text(out, word);
    out.flush();
  }

  static Said read(DataInputStream in) throws IOException {
    return new Said(in.readInt(), in.readBoolean(), text(in), text(in));
  }

  static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  /**
   * Reads a text.
   *
   * @throws EOFException if the other end has gone
   */
  static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("the other end says something else than a Keywright would");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the other end has gone");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
