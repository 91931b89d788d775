// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A file as somebody types its name, and what is wrong with it. */
public final class NamedFile {
  private NamedFile() {}

  /** The file; nothing if no name was typed, or none that a file can have. */
  public static Optional<Path> of(String typed) {
    try {
      return Statement.given(typed).map(Path::of);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** What is wrong with a file that is read; nothing if no name was typed. */
  public static Optional<String> sourceProblem(String typed) {
    return malformed(typed)
        .or(
            () ->
                of(typed)
                    .filter(file -> !Files.isRegularFile(file))
                    .map(file -> Texts.text("file.missing", file)));
  }

  /** What is wrong with a file that is written; nothing if no name was typed. */
  public static Optional<String> targetProblem(String typed) {
    return malformed(typed)
        .or(
            () ->
                of(typed).filter(Files::isDirectory).map(file -> Texts.text("file.isfolder", file)))
        .or(
            () ->
                of(typed)
                    .map(file -> file.toAbsolutePath().getParent())
                    .filter(folder -> !Files.isDirectory(folder))
                    .map(folder -> Texts.text("file.nofolder", folder)));
  }

  private static Optional<String> malformed(String typed) {
    return Statement.given(typed)
        .filter(words -> of(words).isEmpty())
        .map(words -> Texts.text("file.malformed", words));
  }

  /**
   * A name with the ending of such files, where whoever typed it left the ending out.
   *
   * @param ending with the point; of several, with semicolons between, the first
   */
  public static String withEnding(String name, String ending) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return last.isEmpty() || last.contains(".") ? name : name + ending.replaceFirst(";.*", "");
  }
}
