// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files that people name; what goes wrong names the file, as the platform does not always.
 */
final class InputFile {
  private InputFile() {}

  static byte[] bytes(Path file) throws IOException {
    return Files.readAllBytes(notFolder(file));
  }

  static InputStream stream(Path file) throws IOException {
    return Files.newInputStream(notFolder(file));
  }

  private static Path notFolder(Path file) throws FileSystemException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "a folder, where a file is expected");
    }
    return file;
  }
}
