// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.keywright.audit.AuditException;
import org.keywright.ceremony.Ceremonies;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.MinutesText;
import org.keywright.ceremony.SignedMinutes;
import org.keywright.console.spi.CommandException;
import org.keywright.crypto.Bytes;

/** Scripts and minutes of ceremonies in files; what is wrong with one is said with its name. */
final class CeremonyFiles {
  private final Ceremonies ceremonies;

  CeremonyFiles(Ceremonies ceremonies) {
    this.ceremonies = ceremonies;
  }

  CeremonyScript script(Path file) throws IOException, CeremonyException {
    try {
      return ceremonies.read(new String(InputFile.bytes(file), StandardCharsets.UTF_8));
    } catch (CeremonyException e) {
      throw new CeremonyException(file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /** Minutes whose signature holds. */
  MinutesText checked(Path file, Optional<Bytes> key)
      throws IOException, CeremonyException, AuditException {
    try {
      return ceremonies.check(Bytes.of(InputFile.bytes(file)), key);
    } catch (AuditException e) {
      throw new AuditException(file.getFileName() + ": " + e.getMessage(), e);
    } catch (CeremonyException e) {
      throw new CeremonyException(file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /** Refuses if one of the files is there already. */
  static void requireNew(Optional<Path> one, Optional<Path> other) throws CommandException {
    for (Optional<Path> file : List.of(one, other)) {
      if (file.isPresent() && Files.exists(file.get())) {
        throw new CommandException("the file exists already: " + file.get(), "name another");
      }
    }
  }

  static void write(SignedMinutes signed, Optional<Path> json, Optional<Path> pdf)
      throws IOException {
    if (json.isPresent()) {
      Files.write(json.get(), signed.json().toArray(), StandardOpenOption.CREATE_NEW);
    }
    if (pdf.isPresent()) {
      Files.write(pdf.get(), signed.pdf().toArray(), StandardOpenOption.CREATE_NEW);
    }
  }
}
