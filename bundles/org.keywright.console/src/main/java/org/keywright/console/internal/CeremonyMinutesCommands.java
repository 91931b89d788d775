// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keywright.audit.AuditException;
import org.keywright.ceremony.Ceremonies;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.MinutesText;
import org.keywright.ceremony.SignedMinutes;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Minutes of key ceremonies: written, checked, compared. */
@Component
@CommandScope(
    scope = "ceremony",
    commands = {"minutes", "verify", "compare"})
public final class CeremonyMinutesCommands implements CommandGroup {
  private final Ceremonies ceremonies;
  private final CeremonyFiles files;

  /** Called by the framework. */
  @Activate
  public CeremonyMinutesCommands(@Reference Ceremonies ceremonies) {
    this.ceremonies = ceremonies;
    this.files = new CeremonyFiles(ceremonies);
  }

  record Made(Optional<Path> json, Optional<Path> pdf, Bytes key) implements Outcome {
    @Override
    public String sentence() {
      return "Minutes are written, signed by the key " + key.hex();
    }
  }

  /** Writes the minutes. */
  @Command(
      value = "Writes the minutes of a ceremony that has ended, signed by the vault's audit key.",
      example = "ceremony:minutes --ceremony 4F2A81C3 --pdf minutes.pdf --json-lines minutes.jsonl")
  public Made minutes(
      @Option(value = "--ceremony", argument = "ID", description = "which; else the newest")
          Optional<String> id,
      @Option(value = "--pdf", argument = "FILE", description = "for people, with lines to sign on")
          Optional<Path> pdf,
      @Option(value = "--json-lines", argument = "FILE", description = "for programs")
          Optional<Path> json,
      Console console)
      throws CeremonyException, VaultException, KeyException, CommandException, IOException {
    if (pdf.isEmpty() && json.isEmpty()) {
      throw new UsageException("ceremony:minutes: --pdf or --json-lines is missing", "");
    }
    CeremonyFiles.requireNew(json, pdf);
    SignedMinutes signed = ceremonies.minutes(idOf(id), console.actor());
    CeremonyFiles.write(signed, json, pdf);
    return new Made(json, pdf, signed.fingerprint());
  }

  private String idOf(Optional<String> id) throws CeremonyException, VaultException {
    List<CeremonyRecord> all = ceremonies.all();
    if (id.isEmpty() && all.isEmpty()) {
      throw new CeremonyException("there was no ceremony in this vault");
    }
    return id.orElseGet(() -> all.getLast().id());
  }

  record Verified(Path file, Bytes key, Optional<CeremonyShown> says) implements Outcome {
    @Override
    public String sentence() {
      return "%s is whole, signed by the key %s%s"
          .formatted(
              file.getFileName(), key.hex(), says.map(shown -> "\n" + shown.sentence()).orElse(""));
    }
  }

  /** Checks minutes. */
  @Command(
      value = "Checks the signature of minutes, as PDF or as JSON; needs no vault.",
      example = "ceremony:verify minutes.pdf --key 3F1B…")
  public Verified verify(
      @Argument(value = "FILE", description = "the minutes") Path file,
      @Option(
              value = "--key",
              argument = "HEX",
              description = "the key that has to have signed them, as the vault's officers told it")
          Optional<Bytes> key)
      throws IOException, CeremonyException, AuditException {
    MinutesText checked = files.checked(file, key);
    return new Verified(
        file,
        checked.fingerprint(),
        checked.record().map(record -> CeremonyShown.of(record, List.of())));
  }

  record Compared(List<String> differences) implements Outcome {
    @Override
    public String sentence() {
      return differences.isEmpty()
          ? "Both went the same way."
          : "They differ:\n- " + String.join("\n- ", differences);
    }
  }

  /** Compares two ceremonies. */
  @Command(
      value =
          "Compares the minutes of a rehearsal with those of a run: people, steps, order, faults.",
      example = "ceremony:compare rehearsal.jsonl minutes.jsonl")
  public Compared compare(
      @Argument(value = "REHEARSAL", description = "minutes as JSON") Path rehearsal,
      @Argument(value = "RUN", description = "minutes as JSON") Path run)
      throws IOException, CeremonyException, AuditException {
    MinutesText before = files.checked(rehearsal, Optional.empty());
    CeremonyRecord after =
        files
            .checked(run, Optional.empty())
            .record()
            .orElseThrow(() -> new CeremonyException(run.getFileName() + " is PDF: name the JSON"));
    return new Compared(ceremonies.differences(before, after));
  }
}
