// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.keywright.crypto.KeyMaterial;

/** Writes a letter into a new file that nobody else can read, because an officer has named it. */
final class LetterFile {
  private LetterFile() {}

  /**
   * Writes it as a whole, or not at all.
   *
   * @param page stays the caller's
   */
  static void write(Path file, KeyMaterial page) throws IOException {
    FileAttribute<?>[] mine =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    byte[] bytes = new byte[page.length()];
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), mine)) {
      page.copyInto(bytes, 0);
      for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
        channel.write(left);
      }
      channel.force(true);
    } catch (IOException e) {
      if (!(e instanceof FileAlreadyExistsException)) {
        Files.deleteIfExists(file);
      }
      throw e;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
