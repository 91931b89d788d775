// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that last as long as the session. */
final class TempFolders implements AutoCloseable {
  private static final Logger LOG = System.getLogger(TempFolders.class.getName());

  private final List<Path> folders = new ArrayList<>();
  private final List<Runnable> before = new ArrayList<>();

  Path create() throws IOException {
    Path folder = Files.createTempDirectory("keywright-");
    folders.add(folder);
    return folder;
  }

  /** Has something done before the folders go, such as closing what lies in them. */
  void before(Runnable closing) {
    before.add(closing);
  }

  @Override
  public void close() {
    if (folders.isEmpty()) {
      return;
    }
    before.forEach(Runnable::run);
    for (Path folder : folders) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      } catch (IOException | UncheckedIOException e) {
        LOG.log(Level.WARNING, "the temporary folder " + folder + " was not removed", e);
      }
    }
  }
}
