// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.Platform;
import org.keywright.workbench.model.LineHistory;
import org.osgi.framework.FrameworkUtil;

/** What was typed into the console, also at earlier starts if the preferences say so. */
final class ConsoleHistory {
  private static final System.Logger LOG = System.getLogger(ConsoleHistory.class.getName());

  private final Optional<Path> file =
      Optional.ofNullable(FrameworkUtil.getBundle(ConsoleHistory.class))
          .map(bundle -> Platform.getStateLocation(bundle).append("console.history").toPath());
  private final LineHistory lines = new LineHistory(read());

  /** The lines. */
  LineHistory lines() {
    return lines;
  }

  private List<String> read() {
    if (file.isEmpty() || Setting.CONSOLE_HISTORY.value() == 0 || !Files.exists(file.get())) {
      return List.of();
    }
    try {
      return Files.readAllLines(file.get());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the history of the console cannot be read", e);
      return List.of();
    }
  }

  /** Writes the lines for the next start, or takes those away that were written; by any thread. */
  void keep() {
    if (file.isEmpty()) {
      return;
    }
    try {
      if (Setting.CONSOLE_HISTORY.value() == 1) {
        Files.write(file.get(), lines.lines());
      } else {
        Files.deleteIfExists(file.get());
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the history of the console is not kept", e);
    }
  }
}
