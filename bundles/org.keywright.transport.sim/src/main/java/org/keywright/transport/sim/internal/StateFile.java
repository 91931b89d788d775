// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file of one unit's memory, replaced whole and durably at each commit. */
final class StateFile {
  private final Path path;
  private final Path next;

  StateFile(Path folder, String name) {
    this.path = folder.resolve(name + ".nv");
    this.next = folder.resolve(name + ".nv.next");
  }

  boolean exists() {
    return Files.exists(path);
  }

  byte[] read() throws IOException {
    Files.deleteIfExists(next);
    return Files.readAllBytes(path);
  }

  /**
   * Writes beside and renames over; a torn write stops half-way through the first. Streams and not
   * channels, because a channel breaks when the thread that a command runs on is interrupted.
   */
  void write(byte[] content, boolean torn) throws IOException {
    try (var out = new FileOutputStream(next.toFile())) {
      out.write(content, 0, torn ? content.length / 2 : content.length);
      out.getFD().sync();
    }
    if (!torn) {
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
