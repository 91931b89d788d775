// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.URIUtil;

/**
 * The languages of the workbench. The platform has to know the language before anything of the
 * workbench runs, so a choice is kept in a file that the program which starts it reads.
 */
enum Language {
  /** That of the system, as far as it is one of these. */
  SYSTEM(""),
  /** English. */
  ENGLISH("en"),
  /** German. */
  GERMAN("de");

  private static final System.Logger LOG = System.getLogger(Language.class.getName());

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** What it calls itself. */
  String words() {
    return switch (this) {
      case SYSTEM -> text("preferences.language.system");
      case ENGLISH -> "English";
      case GERMAN -> "Deutsch";
    };
  }

  private static Optional<Path> file() {
    var location = Platform.getInstanceLocation();
    if (location == null || location.getURL() == null) {
      return Optional.empty();
    }
    try {
      // The platform's addresses of folders have blanks as they are.
      return Optional.of(Path.of(URIUtil.toURI(location.getURL())).resolve("language"));
    } catch (URISyntaxException e) {
      LOG.log(System.Logger.Level.WARNING, "the language is not kept", e);
      return Optional.empty();
    }
  }

  /** The one that was chosen. */
  static Language chosen() {
    Optional<Path> file = file().filter(Files::isReadable);
    if (file.isEmpty()) {
      return SYSTEM;
    }
    try {
      String kept = Files.readString(file.get()).strip();
      return Arrays.stream(values())
          .filter(each -> each.code.equals(kept))
          .findFirst()
          .orElse(SYSTEM);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the language cannot be read", e);
      return SYSTEM;
    }
  }

  /** Has the next start speak it. */
  void choose() {
    Optional<Path> file = file();
    if (file.isEmpty() || chosen() == this) {
      return;
    }
    try {
      if (this == SYSTEM) {
        Files.deleteIfExists(file.get());
      } else {
        Files.writeString(file.get(), code + "\n");
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the language is not kept", e);
    }
  }
}
