// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.SequencedMap;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyMaterial;

/**
 * Gives secrets out that were made for people, such as transaction numbers: onto the screen, or
 * into a new file that nobody else can read. Each is copied into a buffer that is wiped at once.
 */
final class SecretOutput {
  private final Screen screen;

  SecretOutput(Screen screen) {
    this.screen = screen;
  }

  void write(String what, SequencedMap<String, KeyMaterial> secrets, Optional<Path> file)
      throws IOException {
    if (file.isPresent()) {
      try (OutputStream out = create(file.get())) {
        write(out, what, secrets);
      }
      return;
    }
    synchronized (screen) {
      write(screen.out(), what, secrets);
      screen.out().flush();
    }
  }

  /** Writes what is enciphered into a new file that nobody else can read. */
  static void writeNew(Path file, Bytes content) throws IOException {
    try (OutputStream out = create(file)) {
      out.write(content.toArray());
    }
  }

  private static OutputStream create(Path file) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      var mine = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(mine));
    } else {
      Files.createFile(file);
    }
    return Files.newOutputStream(file, StandardOpenOption.WRITE);
  }

  private static void write(
      OutputStream out, String what, SequencedMap<String, KeyMaterial> secrets) throws IOException {
    boolean several = secrets.size() > 1;
    if (several) {
      out.write((what + "\n").getBytes(StandardCharsets.UTF_8));
    }
    for (var secret : secrets.entrySet()) {
      if (several) {
        out.write((secret.getKey() + ",").getBytes(StandardCharsets.UTF_8));
      }
      byte[] line = new byte[secret.getValue().length() + 1];
      try {
        secret.getValue().copyInto(line, 0);
        line[line.length - 1] = '\n';
        out.write(line);
      } finally {
        Arrays.fill(line, (byte) 0);
      }
    }
  }
}
