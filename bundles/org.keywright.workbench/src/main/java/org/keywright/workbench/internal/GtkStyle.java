// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;

/**
 * What is styled below the themes: GTK alone draws what is chosen in tables and trees, and reads
 * how from a file when the display is made.
 */
public final class GtkStyle {
  private static final System.Logger LOG = System.getLogger(GtkStyle.class.getName());

  /** Names the file; of SWT for GTK, which adds it to its own. */
  private static final String FILE = "org.eclipse.swt.internal.gtk.cssFile";

  private static final String STYLE = "/css/gtk.css";

  private GtkStyle() {}

  /** Makes the display of the calling thread, with this style where GTK draws. */
  public static Display with(Supplier<Display> maker) {
    Optional<Path> file = SWT.getPlatform().equals("gtk") ? write() : Optional.empty();
    file.ifPresent(style -> System.setProperty(FILE, style.toString()));
    try {
      return maker.get();
    } finally {
      file.ifPresent(GtkStyle::remove);
    }
  }

  private static Optional<Path> write() {
    try (InputStream style = GtkStyle.class.getResourceAsStream(STYLE)) {
      Path file = Files.createTempFile("gtk", ".css");
      Files.copy(Objects.requireNonNull(style, STYLE), file, StandardCopyOption.REPLACE_EXISTING);
      return Optional.of(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "what is chosen has the platform's colour", e);
      return Optional.empty();
    }
  }

  private static void remove(Path file) {
    System.clearProperty(FILE);
    try {
      Files.delete(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a file stays until the next start", e);
    }
  }
}
