// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyRecord.Event;
import org.keywright.ceremony.Person;
import org.keywright.crypto.Bytes;
import org.keywright.letters.Report;
import org.keywright.vault.VaultInfo;

/** Minutes for people: what was done, by whom, and lines to sign on. */
final class MinutesReport {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern DIGEST = Pattern.compile("[0-9A-F]{64}");
  private static final String REHEARSAL = "REHEARSAL";

  private final VaultInfo vault;
  private final CeremonyRecord record;
  private final Bytes fingerprint;

  MinutesReport(VaultInfo vault, CeremonyRecord record, Bytes fingerprint) {
    this.vault = vault;
    this.record = record;
    this.fingerprint = fingerprint;
  }

  Report report() {
    var blocks = new ArrayList<Report.Block>();
    blocks.add(new Report.Table(List.of(1, 5), List.of(), facts()));
    blocks.add(new Report.Heading("People"));
    blocks.add(
        new Report.Table(
            List.of(3, 5, 3, 6), List.of("called", "name", "role", "present"), people()));
    blocks.add(new Report.Heading("Keys"));
    blocks.add(new Report.Table(List.of(1, 9), List.of("step", "what came of it"), keys()));
    if (record.faults() > 0) {
      blocks.add(new Report.Heading("Faults that were noticed"));
      blocks.add(events(record.events().stream().filter(event -> !event.accepted()).toList()));
    }
    blocks.add(new Report.Heading("Steps of the script"));
    blocks.add(
        new Report.Table(
            List.of(1, 10, 2), List.of("step", "what was to be done", "done"), steps()));
    blocks.add(new Report.Heading("What happened"));
    blocks.add(events(record.events()));
    blocks.add(
        new Report.Paragraph(
            "The numbers are those of the entries in the vault's log of acts, times are UTC. This"
                + " file is signed by the key "
                + grouped(fingerprint.hex())
                + "; keywright verify-minutes checks it without the vault."));
    blocks.add(new Report.Heading("We were present and attest these minutes"));
    blocks.add(
        new Report.Paragraph(
            "Key ceremony %s, '%s', begun %s: %s, faults: %s."
                .formatted(
                    record.id(),
                    record.script().title(),
                    DAY.format(record.begun()),
                    outcome(),
                    record.faults() == 0 ? "none" : record.faults())));
    blocks.add(
        new Report.Signatures(record.script().people().stream().map(Person::toString).toList()));
    return new Report(
        "Minutes: " + record.script().title(),
        "Key ceremony %s, vault %s".formatted(record.id(), vault.name()),
        record.rehearsal() ? Optional.of(REHEARSAL) : Optional.empty(),
        blocks);
  }

  /** In groups of 8 digits, which people can compare. */
  private static String grouped(String digest) {
    return digest.replaceAll("(.{8})(?!$)", "$1 ");
  }

  private List<List<String>> facts() {
    String ended = record.ended().map(DAY::format).orElse("");
    var facts = new ArrayList<List<String>>();
    facts.add(
        List.of(
            "Ceremony",
            record.id() + (record.rehearsal() ? ", a rehearsal on throw-away keys" : "")));
    facts.add(List.of("Vault", vault.name() + ", id " + vault.id()));
    facts.add(List.of("Begun", DAY.format(record.begun())));
    facts.add(List.of("Ended", ended));
    facts.add(List.of("Outcome", outcome()));
    all(Happening.APPROVED).forEach(event -> facts.add(List.of("Approval", event.words())));
    facts.add(
        List.of("Faults", record.faults() == 0 ? "none" : record.faults() + ", listed below"));
    facts.add(List.of("Script, SHA-256", grouped(record.script().digest().hex())));
    return facts;
  }

  private String outcome() {
    return switch (record.state()) {
      case DONE -> "all " + record.script().steps().size() + " steps were done";
      case ABANDONED -> "given up " + last(Happening.ABANDON).words();
      case UNFINISHED -> "not ended";
    };
  }

  private List<Event> all(Happening what) {
    return record.events().stream().filter(Event::accepted).filter(what::is).toList();
  }

  private Event last(Happening what) {
    return all(what).getLast();
  }

  private List<List<String>> people() {
    return record.script().people().stream()
        .map(
            person ->
                List.of(person.id(), person.name(), person.role().toString(), presence(person)))
        .toList();
  }

  /** How somebody showed that he was there; an auditor finds it by the number of its entry. */
  private String presence(Person person) {
    return all(Happening.PRESENT).stream()
        .filter(event -> event.person().equals(person.id()))
        .reduce((first, second) -> second)
        .map(
            event ->
                (event.words().startsWith(CeremonyRun.BY_PASSPHRASE) ? "passphrase" : "own word")
                    + ", entry "
                    + event.number())
        .orElse("no");
  }

  private List<List<String>> keys() {
    return record.events().stream()
        .filter(Event::accepted)
        .filter(
            event ->
                Stream.of(Happening.TAKE, Happening.SPLIT, Happening.PROVE)
                    .anyMatch(what -> what.is(event)))
        .map(event -> List.of(String.valueOf(event.step()), event.words()))
        .toList();
  }

  private List<List<String>> steps() {
    var rows = new ArrayList<List<String>>();
    for (String words : record.script().allWords()) {
      int step = rows.size() + 1;
      rows.add(List.of(String.valueOf(step), words, done(step)));
    }
    return rows;
  }

  private String done(int step) {
    return Progress.done(record, step)
        ? record.events().stream()
            .filter(event -> event.accepted() && event.step() == step)
            .reduce((first, second) -> second)
            .map(event -> TIME.format(event.at()))
            .orElse("yes")
        : "not done";
  }

  /** The day is said where another begins. */
  private static Report.Table events(List<Event> events) {
    var rows = new ArrayList<List<String>>();
    String day = "";
    for (Event event : events) {
      String date = DATE.format(event.at());
      String time = TIME.format(event.at());
      rows.add(
          List.of(
              String.valueOf(event.number()),
              date.equals(day) ? time : date + " " + time,
              event.step() == 0 ? "" : String.valueOf(event.step()),
              event.person(),
              event.accepted() ? event.what() : event.what() + " refused",
              DIGEST.matcher(event.words()).replaceAll(found -> grouped(found.group()))));
      day = date;
    }
    return new Report.Table(
        List.of(4, 6, 3, 6, 6, 25),
        List.of("entry", "time", "step", "who", "what", "in words"),
        rows);
  }
}
