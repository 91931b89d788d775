// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keywright.ceremony.Ceremonies;
import org.keywright.ceremony.Ceremony;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.MinutesText;
import org.keywright.ceremony.Step;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.KeyParts;
import org.keywright.letters.Letters;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Key ceremonies that people are led through: rehearsed, run, resumed. */
@Component
@CommandScope(
    scope = "ceremony",
    commands = {"rehearse", "run", "resume"})
public final class CeremonyRunCommands implements CommandGroup {
  private final Ceremonies ceremonies;
  private final CeremonyFiles papers;
  private final KeyParts parts;
  private final Letters letters;

  /** Called by the framework. */
  @Activate
  public CeremonyRunCommands(
      @Reference Ceremonies ceremonies, @Reference KeyParts parts, @Reference Letters letters) {
    this.ceremonies = ceremonies;
    papers = new CeremonyFiles(ceremonies);
    this.parts = parts;
    this.letters = letters;
  }

  /** Rehearses a ceremony. */
  @Command(
      value = "Rehearses a ceremony on throw-away keys, in a vault that is thrown away.",
      example = "ceremony:rehearse north.ceremony --minutes rehearsal.jsonl")
  public CeremonyShown rehearse(
      @Argument(value = "SCRIPT", description = "the script's file") Path script,
      @Option(value = "--by-itself", description = "answer for the people, to try the script")
          boolean itself,
      @Option(value = "--printer", argument = "NAME", description = "print letters, marked as such")
          Optional<String> printer,
      @Option(value = "--pdf", argument = "FILE", description = "write letters; {key}, {n}, {name}")
          Optional<String> pdf,
      @Option(value = "--minutes", argument = "FILE", description = "write its minutes as JSON")
          Optional<Path> minutes,
      @Option(value = "--minutes-pdf", argument = "FILE", description = "write them as PDF")
          Optional<Path> minutesPdf,
      Console console)
      throws Exception {
    CeremonyFiles.requireNew(minutes, minutesPdf);
    boolean onPaper = printer.isPresent() || pdf.isPresent();
    Optional<PartOutput> output =
        onPaper ? Optional.of(output(Optional.empty(), pdf, printer, console)) : Optional.empty();
    var answers = new CeremonyDialogue.Answers(itself, List.of(), itself, Optional.empty(), output);
    try (Ceremony ceremony = ceremonies.rehearse(papers.script(script), console.actor())) {
      new CeremonyDialogue(ceremony, parts, console, answers).lead();
      if (minutes.isPresent() || minutesPdf.isPresent()) {
        CeremonyFiles.write(ceremony.minutes(), minutes, minutesPdf);
      }
      return CeremonyShown.of(ceremony.record(), List.of());
    }
  }

  private PartOutput output(
      Optional<String> out, Optional<String> pdf, Optional<String> printer, Console console)
      throws UsageException {
    return new PartOutput(PartOutput.Where.of(out, pdf, printer), letters, parts, console);
  }

  /** Runs a ceremony. */
  @Command(
      value =
          "Runs a ceremony: asks one person after the other, and keeps what they answer on record.",
      example = "ceremony:run north.ceremony --printer vault-room --rehearsal rehearsal.jsonl")
  public CeremonyShown run(
      @Argument(value = "SCRIPT", description = "the script's file") Path script,
      @Option(
              value = "--rehearsal",
              argument = "FILE",
              description = "minutes of its rehearsal, as JSON, with which it is compared")
          Optional<Path> rehearsal,
      @Option(value = "--printer", argument = "NAME", description = "print a letter for each part")
          Optional<String> printer,
      @Option(value = "--pdf", argument = "FILE", description = "write letters; {key}, {n}, {name}")
          Optional<String> pdf,
      @Option(value = "--out", argument = "FILE", description = "write parts as lines; the same")
          Optional<String> out,
      @Option(
              value = "--parts",
              argument = "FILE",
              description =
                  "take parts from files: {person}, {name}, {key}; the first that is there")
          List<String> files,
      @Option(value = "--confirm-all", description = "take all statements as confirmed")
          boolean confirming,
      @Option(
              value = "--secrets",
              argument = "FOLDER",
              description = "where NAME.txt holds the passphrase of each officer")
          Optional<Path> secrets,
      Console console)
      throws Exception {
    CeremonyScript read = papers.script(script);
    Optional<MinutesText> rehearsed =
        rehearsal.isEmpty()
            ? Optional.empty()
            : Optional.of(papers.checked(rehearsal.get(), Optional.empty()));
    var answers = answers(read, out, pdf, printer, files, confirming, secrets, console);
    try (Ceremony ceremony = ceremonies.begin(read, console.actor(), rehearsed)) {
      return led(ceremony, answers, rehearsed, console);
    }
  }

  private CeremonyDialogue.Answers answers(
      CeremonyScript script,
      Optional<String> out,
      Optional<String> pdf,
      Optional<String> printer,
      List<String> files,
      boolean confirming,
      Optional<Path> secrets,
      Console console)
      throws UsageException {
    boolean gives = script.steps().stream().anyMatch(Step.Give.class::isInstance);
    Optional<PartOutput> output =
        gives ? Optional.of(output(out, pdf, printer, console)) : Optional.empty();
    return new CeremonyDialogue.Answers(confirming, files, false, secrets, output);
  }

  private CeremonyShown led(
      Ceremony ceremony,
      CeremonyDialogue.Answers answers,
      Optional<MinutesText> rehearsed,
      Console console)
      throws Exception {
    console.remark("ceremony " + ceremony.id() + ": " + ceremony.script().title());
    new CeremonyDialogue(ceremony, parts, console, answers).lead();
    CeremonyRecord record = ceremony.record();
    List<String> differences =
        rehearsed.isEmpty() ? List.of() : ceremonies.differences(rehearsed.get(), record);
    return CeremonyShown.of(record, differences);
  }

  /** Goes on with a ceremony. */
  @Command(
      value = "Goes on with a ceremony that was broken off, at the step that was not done.",
      example = "ceremony:resume 4F2A81C3 --printer vault-room")
  public CeremonyShown resume(
      @Argument(value = "ID", description = "the ceremony, as ceremony:list shows it") String id,
      @Option(value = "--printer", argument = "NAME", description = "print a letter for each part")
          Optional<String> printer,
      @Option(value = "--pdf", argument = "FILE", description = "write letters; {key}, {n}, {name}")
          Optional<String> pdf,
      @Option(value = "--out", argument = "FILE", description = "write parts as lines; the same")
          Optional<String> out,
      @Option(
              value = "--parts",
              argument = "FILE",
              description =
                  "take parts from files: {person}, {name}, {key}; the first that is there")
          List<String> files,
      @Option(value = "--confirm-all", description = "take all statements as confirmed")
          boolean confirming,
      @Option(
              value = "--secrets",
              argument = "FOLDER",
              description = "where NAME.txt holds the passphrase of each officer")
          Optional<Path> secrets,
      Console console)
      throws Exception {
    CeremonyScript script = ceremonies.require(id).script();
    var answers = answers(script, out, pdf, printer, files, confirming, secrets, console);
    try (Ceremony ceremony = ceremonies.resume(id, console.actor())) {
      return led(ceremony, answers, Optional.empty(), console);
    }
  }
}
