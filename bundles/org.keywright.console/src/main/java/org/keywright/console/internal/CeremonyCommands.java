// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.audit.AuditException;
import org.keywright.ceremony.Ceremonies;
import org.keywright.ceremony.Ceremony;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.MinutesText;
import org.keywright.ceremony.Person;
import org.keywright.ceremony.SignedMinutes;
import org.keywright.ceremony.Step;
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
import org.keywright.crypto.KeyParts;
import org.keywright.letters.Letters;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Key ceremonies: checked, rehearsed, run, resumed, and their minutes. */
@Component
@CommandScope(
    scope = "ceremony",
    commands = {
      "check",
      "rehearse",
      "run",
      "resume",
      "abandon",
      "list",
      "show",
      "minutes",
      "verify",
      "compare"
    })
public final class CeremonyCommands implements CommandGroup {
  private final Ceremonies ceremonies;
  private final KeyParts parts;
  private final Letters letters;

  /** Called by the framework. */
  @Activate
  public CeremonyCommands(
      @Reference Ceremonies ceremonies, @Reference KeyParts parts, @Reference Letters letters) {
    this.ceremonies = ceremonies;
    this.parts = parts;
    this.letters = letters;
  }

  record StepRow(int step, String people, String what) {}

  record Checked(String title, Bytes digest, List<Person> people, List<StepRow> steps)
      implements Outcome {
    @Override
    public String sentence() {
      return "'%s' can be read: %d steps, %d people, SHA-256 %s"
          .formatted(title, steps.size(), people.size(), digest.hex());
    }
  }

  /** Checks a script. */
  @Command(
      value = "Reads the script of a ceremony and shows its people and steps.",
      example = "ceremony:check north.ceremony")
  public Checked check(@Argument(value = "SCRIPT", description = "the script's file") Path script)
      throws IOException, CeremonyException {
    CeremonyScript read = read(script);
    var rows = new ArrayList<StepRow>();
    for (Step step : read.steps()) {
      int number = rows.size() + 1;
      String people = String.join(", ", step.people().stream().map(Person::id).toList());
      rows.add(new StepRow(number, people, read.words(number)));
    }
    return new Checked(read.title(), read.digest(), read.people(), rows);
  }

  private CeremonyScript read(Path script) throws IOException, CeremonyException {
    try {
      return ceremonies.read(new String(InputFile.bytes(script), StandardCharsets.UTF_8));
    } catch (CeremonyException e) {
      throw new CeremonyException(script.getFileName() + ": " + e.getMessage(), e);
    }
  }

  record EventRow(
      long entry,
      Instant at,
      int step,
      String person,
      String what,
      boolean accepted,
      String words) {
    static EventRow of(CeremonyRecord.Event event) {
      return new EventRow(
          event.number(),
          event.at(),
          event.step(),
          event.person(),
          event.what(),
          event.accepted(),
          event.words());
    }
  }

  record Shown(
      String id,
      String title,
      boolean rehearsal,
      CeremonyRecord.State state,
      long faults,
      List<String> differences,
      List<EventRow> events)
      implements Outcome {
    static Shown of(CeremonyRecord record, List<String> differences) {
      return new Shown(
          record.id(),
          record.script().title(),
          record.rehearsal(),
          record.state(),
          record.faults(),
          differences,
          record.events().stream().map(EventRow::of).toList());
    }

    @Override
    public String sentence() {
      String what = rehearsal ? "Rehearsal" : "Ceremony";
      String sum =
          "%s %s '%s': %s, %d faults noticed".formatted(what, id, title, said(state), faults);
      return differences.isEmpty()
          ? sum
          : sum + "\nUnlike its rehearsal:\n- " + String.join("\n- ", differences);
    }

    private static String said(CeremonyRecord.State state) {
      return switch (state) {
        case DONE -> "all steps are done";
        case ABANDONED -> "given up";
        case UNFINISHED -> "not ended";
      };
    }
  }

  /** Rehearses a ceremony. */
  @Command(
      value = "Rehearses a ceremony on throw-away keys, in a vault that is thrown away.",
      example = "ceremony:rehearse north.ceremony --minutes rehearsal.jsonl")
  public Shown rehearse(
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
    requireNew(minutes, minutesPdf);
    boolean onPaper = printer.isPresent() || pdf.isPresent();
    Optional<PartOutput> output =
        onPaper ? Optional.of(output(Optional.empty(), pdf, printer, console)) : Optional.empty();
    var answers = new CeremonyDialogue.Answers(itself, List.of(), itself, output);
    try (Ceremony ceremony = ceremonies.rehearse(read(script), console.actor())) {
      new CeremonyDialogue(ceremony, parts, console, answers).lead();
      if (minutes.isPresent() || minutesPdf.isPresent()) {
        write(ceremony.minutes(), minutes, minutesPdf);
      }
      return Shown.of(ceremony.record(), List.of());
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
  public Shown run(
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
      Console console)
      throws Exception {
    CeremonyScript read = read(script);
    Optional<MinutesText> rehearsed =
        rehearsal.isEmpty()
            ? Optional.empty()
            : Optional.of(checked(rehearsal.get(), Optional.empty()));
    var answers = answers(read, out, pdf, printer, files, confirming, console);
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
      Console console)
      throws UsageException {
    boolean gives = script.steps().stream().anyMatch(Step.Give.class::isInstance);
    Optional<PartOutput> output =
        gives ? Optional.of(output(out, pdf, printer, console)) : Optional.empty();
    return new CeremonyDialogue.Answers(confirming, files, false, output);
  }

  private Shown led(
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
    return Shown.of(record, differences);
  }

  /** Goes on with a ceremony. */
  @Command(
      value = "Goes on with a ceremony that was broken off, at the step that was not done.",
      example = "ceremony:resume 4F2A81C3 --printer vault-room")
  public Shown resume(
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
      Console console)
      throws Exception {
    CeremonyScript script = ceremonies.require(id).script();
    var answers = answers(script, out, pdf, printer, files, confirming, console);
    try (Ceremony ceremony = ceremonies.resume(id, console.actor())) {
      return led(ceremony, answers, Optional.empty(), console);
    }
  }

  /** Gives a ceremony up. */
  @Command(
      value = "Gives a ceremony up that was broken off; steps that were done stay done.",
      example = "ceremony:abandon 4F2A81C3 'Dora was taken ill'")
  public Shown abandon(
      @Argument(value = "ID", description = "the ceremony") String id,
      @Argument(value = "REASON", description = "why") String reason,
      Console console)
      throws CeremonyException, VaultException {
    return Shown.of(ceremonies.abandon(id, console.actor(), reason), List.of());
  }

  record Row(String id, String title, CeremonyRecord.State state, Instant begun, long faults) {}

  /** Lists ceremonies. */
  @Command(
      value = "Lists the ceremonies of the vault, the newest first.",
      example = "ceremony:list")
  public List<Row> list() throws CeremonyException, VaultException {
    return ceremonies.all().reversed().stream()
        .map(
            each ->
                new Row(
                    each.id(), each.script().title(), each.state(), each.begun(), each.faults()))
        .toList();
  }

  /** Shows a ceremony. */
  @Command(value = "Shows what happened in a ceremony.", example = "ceremony:show 4F2A81C3")
  public Shown show(@Argument(value = "ID", description = "the ceremony") String id)
      throws CeremonyException, VaultException {
    return Shown.of(ceremonies.require(id), List.of());
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
    requireNew(json, pdf);
    SignedMinutes signed = ceremonies.minutes(idOf(id), console.actor());
    write(signed, json, pdf);
    return new Made(json, pdf, signed.fingerprint());
  }

  private String idOf(Optional<String> id) throws CeremonyException, VaultException {
    List<CeremonyRecord> all = ceremonies.all();
    if (id.isEmpty() && all.isEmpty()) {
      throw new CeremonyException("there was no ceremony in this vault");
    }
    return id.orElseGet(() -> all.getLast().id());
  }

  private static void requireNew(Optional<Path> one, Optional<Path> other) throws CommandException {
    for (Optional<Path> file : List.of(one, other)) {
      if (file.isPresent() && Files.exists(file.get())) {
        throw new CommandException("the file exists already: " + file.get(), "name another");
      }
    }
  }

  private static void write(SignedMinutes signed, Optional<Path> json, Optional<Path> pdf)
      throws IOException {
    if (json.isPresent()) {
      Files.write(json.get(), signed.json().toArray(), StandardOpenOption.CREATE_NEW);
    }
    if (pdf.isPresent()) {
      Files.write(pdf.get(), signed.pdf().toArray(), StandardOpenOption.CREATE_NEW);
    }
  }

  record Verified(Path file, Bytes key, Optional<Shown> says) implements Outcome {
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
    MinutesText checked = checked(file, key);
    return new Verified(
        file, checked.fingerprint(), checked.record().map(record -> Shown.of(record, List.of())));
  }

  private MinutesText checked(Path file, Optional<Bytes> key)
      throws IOException, CeremonyException, AuditException {
    try {
      return ceremonies.check(Bytes.of(InputFile.bytes(file)), key);
    } catch (AuditException e) {
      throw new AuditException(file.getFileName() + ": " + e.getMessage(), e);
    } catch (CeremonyException e) {
      throw new CeremonyException(file.getFileName() + ": " + e.getMessage(), e);
    }
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
    MinutesText before = checked(rehearsal, Optional.empty());
    CeremonyRecord after =
        checked(run, Optional.empty())
            .record()
            .orElseThrow(() -> new CeremonyException(run.getFileName() + " is PDF: name the JSON"));
    return new Compared(ceremonies.differences(before, after));
  }
}
