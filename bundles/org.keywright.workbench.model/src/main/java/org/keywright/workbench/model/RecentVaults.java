// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The vaults that were opened last, the newest first.
 *
 * @param files their files
 */
public record RecentVaults(List<Path> files) {
  private static final int MOST = 10;

  /** Copies the list. */
  public RecentVaults {
    files = List.copyOf(files);
  }

  /** Reads what {@link #text} wrote; a line that is no path is left out. */
  public static RecentVaults parse(String text) {
    return new RecentVaults(
        text.lines().filter(line -> !line.isBlank()).flatMap(RecentVaults::path).toList());
  }

  private static Stream<Path> path(String line) {
    try {
      return Stream.of(Path.of(line));
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }

  /** The same with a vault that was opened now. */
  public RecentVaults opened(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    return new RecentVaults(
        Stream.concat(Stream.of(whole), files.stream().filter(other -> !other.equals(whole)))
            .limit(MOST)
            .toList());
  }

  /** The same without a vault. */
  public RecentVaults without(Path file) {
    return new RecentVaults(files.stream().filter(other -> !other.equals(file)).toList());
  }

  /** A line for each file. */
  public String text() {
    return String.join("\n", files.stream().map(Path::toString).toList());
  }
}
