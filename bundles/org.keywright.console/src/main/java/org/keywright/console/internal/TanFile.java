// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.SerialNumber;

/**
 * A file with transaction numbers as {@code perso:order} writes it: one line, or lines of serial
 * number, comma and transaction number under a header. The numbers never become text.
 */
final class TanFile implements AutoCloseable {
  private final byte[] content;

  TanFile(Path file) throws IOException {
    this.content = InputFile.bytes(file);
  }

  /** The number for a module, if there is one; the caller owns it. */
  Optional<KeyMaterial> of(SerialNumber module) {
    byte[] label = (module + ",").getBytes(StandardCharsets.UTF_8);
    int lines = 0;
    int from = 0;
    int only = -1;
    while (from < content.length) {
      int end = end(from);
      if (end > from) {
        lines++;
        only = from;
      }
      if (end - from > label.length
          && Arrays.equals(content, from, from + label.length, label, 0, label.length)) {
        return Optional.of(number(from + label.length, end));
      }
      from = end + 1;
    }
    return lines == 1 ? Optional.of(number(only, end(only))) : Optional.empty();
  }

  private int end(int from) {
    int end = from;
    while (end < content.length && content[end] != '\n') {
      end++;
    }
    return end;
  }

  private KeyMaterial number(int from, int end) {
    int last = end > from && content[end - 1] == '\r' ? end - 1 : end;
    return KeyMaterial.consume(Arrays.copyOfRange(content, from, last));
  }

  /** Wipes what was read. */
  @Override
  public void close() {
    Arrays.fill(content, (byte) 0);
  }
}
