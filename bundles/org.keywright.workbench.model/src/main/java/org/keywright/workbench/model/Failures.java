// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Says what went wrong where the window itself reads or writes. */
public final class Failures {
  private Failures() {}

  /** In one line, for people. */
  public static String line(Throwable thrown) {
    if (thrown instanceof FileSystemException failure && failure.getFile() != null) {
      return file(failure);
    }
    String message = thrown.getMessage();
    return message == null || message.isBlank()
        ? thrown.getClass().getSimpleName()
        : message.strip().replaceAll("\\s*\\n\\s*", "; ");
  }

  /** Such an exception's message is the file's name alone, for the most frequent reasons. */
  private static String file(FileSystemException failure) {
    String file = failure.getFile();
    return switch (failure) {
      case NoSuchFileException _ -> Texts.text("file.notthere", file);
      case AccessDeniedException _ -> Texts.text("file.denied", file);
      case FileAlreadyExistsException _ -> Texts.text("file.exists", file);
      default ->
          Texts.text(
              "file.failed",
              file,
              Optional.ofNullable(failure.getReason()).orElse(failure.getClass().getSimpleName()));
    };
  }
}
