// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A file that was dropped into the window, and what it is for.
 *
 * @param file the file
 * @param kind what it is for, by its ending
 */
public record DroppedFile(Path file, Kind kind) {
  /** What files are for; nothing is done with one before somebody was asked. */
  public enum Kind {
    /** A vault, which is opened. */
    VAULT(".kwv"),
    /** A script, which the console runs. */
    SCRIPT(".gosh"),
    /** The script of a ceremony, which is prepared. */
    CEREMONY(".ceremony"),
    /** A plug-in, which is installed. */
    PLUGIN(".jar"),
    /** A key block, which is imported into a key set. */
    KEY_BLOCK(".tr31"),
    /** A device list, over which a campaign goes. */
    DEVICE_LIST(".csv");

    private final String ending;

    Kind(String ending) {
      this.ending = ending;
    }
  }

  /** Says what a file is for; nothing if it is for nothing here. */
  public static Optional<DroppedFile> of(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(Kind.values())
        .filter(kind -> name.endsWith(kind.ending))
        .findFirst()
        .map(kind -> new DroppedFile(file, kind));
  }

  /** The endings of files that are for something, in words. */
  public static String endings() {
    return Arrays.stream(Kind.values()).map(kind -> kind.ending).collect(Collectors.joining(", "));
  }
}
