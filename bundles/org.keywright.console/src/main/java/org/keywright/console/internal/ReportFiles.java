// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.UsageException;

/**
 * Where the reports of a campaign go.
 *
 * @param csv the one as CSV, if it is wanted
 * @param jsonLines the one as JSON lines, if it is wanted
 */
record ReportFiles(Optional<Path> csv, Optional<Path> jsonLines) {
  /**
   * Takes the files that are named.
   *
   * @param devices the device list, which none of them may be
   */
  static ReportFiles of(List<Path> reports, Optional<Path> devices)
      throws IOException, CommandException {
    return named("--report", reports, devices);
  }

  /** The same for files that another option names, where no device list is about. */
  static ReportFiles named(String option, List<Path> reports) throws IOException, CommandException {
    return named(option, reports, Optional.empty());
  }

  private static ReportFiles named(String option, List<Path> reports, Optional<Path> devices)
      throws IOException, CommandException {
    return new ReportFiles(
        one(option, reports, ".csv", devices), one(option, reports, ".jsonl", devices));
  }

  /** The one report of a kind, which can be written. */
  private static Optional<Path> one(
      String option, List<Path> reports, String ending, Optional<Path> devices)
      throws IOException, CommandException {
    var chosen = new ArrayList<Path>();
    for (Path report : reports) {
      String name = report.toString().toLowerCase(Locale.ROOT);
      if (!name.endsWith(".csv") && !name.endsWith(".jsonl")) {
        throw new UsageException(option + ": " + report + " is neither .csv nor .jsonl", "");
      }
      if (name.endsWith(ending)) {
        requireOther(option, report, devices);
        requireWritable(option, report);
        chosen.add(report);
      }
    }
    if (chosen.size() > 1) {
      throw new UsageException(option + ": one file of each kind is enough", "");
    }
    return chosen.stream().findFirst();
  }

  private static void requireOther(String option, Path report, Optional<Path> devices)
      throws IOException, CommandException {
    if (devices.isPresent()
        && Files.exists(report)
        && Files.exists(devices.get())
        && Files.isSameFile(report, devices.get())) {
      throw new CommandException(option + ": " + report + " is the device list itself");
    }
  }

  /** A report that cannot be written is better known before a job begins than after. */
  static void requireWritable(String option, Path report) throws CommandException {
    if (Files.isDirectory(report)) {
      throw new CommandException(option + ": " + report + " is a folder");
    }
    requireFolder(option, report);
  }

  /** The same for a file that must not be there yet. */
  static void requireNew(String option, Path file) throws CommandException {
    if (Files.exists(file)) {
      throw new CommandException(option + ": " + file + " exists already");
    }
    requireFolder(option, file);
  }

  private static void requireFolder(String option, Path file) throws CommandException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandException(option + ": there is no folder " + folder);
    }
    try {
      // Rights alone do not tell, as of a disk that is mounted read-only.
      Files.delete(Files.createTempFile(folder, file.getFileName() + ".", ".part"));
    } catch (IOException e) {
      throw new CommandException(option + ": nothing can be written into " + folder);
    }
  }
}
