// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

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

  /** Writes beside and renames over; a torn write stops half-way through the first. */
  void write(byte[] content, boolean torn) throws IOException {
    try (var channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var buffer = ByteBuffer.wrap(content, 0, torn ? content.length / 2 : content.length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
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
