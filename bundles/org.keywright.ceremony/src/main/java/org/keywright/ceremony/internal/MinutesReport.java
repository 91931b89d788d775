// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyRecord.Event;
import org.keywright.ceremony.Person;
import org.keywright.crypto.Bytes;
import org.keywright.letters.Report;

/** Minutes for people: what was done, by whom, and lines to sign on. */
final class MinutesReport {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String REHEARSAL = "REHEARSAL";

  private final String vault;
  private final CeremonyRecord record;
  private final Bytes fingerprint;

  MinutesReport(String vault, CeremonyRecord record, Bytes fingerprint) {
    this.vault = vault;
    this.record = record;
    this.fingerprint = fingerprint;
  }

  Report report() {
    var blocks = new ArrayList<Report.Block>();
    blocks.add(new Report.Table(List.of(1, 4), List.of(), facts()));
    blocks.add(new Report.Heading("People"));
    blocks.add(
        new Report.Table(
            List.of(3, 4, 3, 6), List.of("called", "name", "role", "present"), people()));
    blocks.add(new Report.Heading("Keys"));
    blocks.add(new Report.Table(List.of(1, 9), List.of("step", "what came of it"), keys()));
    if (record.faults() > 0) {
      blocks.add(new Report.Heading("Faults that were noticed"));
      blocks.add(events(record.events().stream().filter(event -> !event.accepted()).toList()));
    }
    blocks.add(new Report.Heading("Steps of the script"));
    blocks.add(new Report.Table(List.of(1, 14), List.of("step", "what was to be done"), steps()));
    blocks.add(new Report.Heading("What happened"));
    blocks.add(events(record.events()));
    blocks.add(
        new Report.Paragraph(
            "The numbers are those of the entries in the vault's log of acts. This file is signed"
                + " by the key "
                + fingerprint
                + "; verify-minutes checks it without the vault."));
    blocks.add(new Report.Heading("We were present and attest these minutes"));
    blocks.add(
        new Report.Signatures(record.script().people().stream().map(Person::toString).toList()));
    return new Report(
        "Minutes: " + record.script().title(),
        "ceremony " + record.id() + ", vault " + vault,
        record.rehearsal() ? Optional.of(REHEARSAL) : Optional.empty(),
        blocks);
  }

  private List<List<String>> facts() {
    String ended = record.ended().map(DAY::format).orElse("");
    String state =
        switch (record.state()) {
          case DONE -> "all " + record.script().steps().size() + " steps were done";
          case ABANDONED -> "given up " + last(Happening.ABANDON).words();
          case UNFINISHED -> "not ended";
        };
    var facts = new ArrayList<List<String>>();
    facts.add(
        List.of(
            "Ceremony",
            record.id() + (record.rehearsal() ? ", a rehearsal on throw-away keys" : "")));
    facts.add(List.of("Vault", vault));
    facts.add(List.of("Begun", DAY.format(record.begun())));
    facts.add(List.of("Ended", ended));
    facts.add(List.of("Outcome", state));
    all(Happening.APPROVED).forEach(event -> facts.add(List.of("Approval", event.words())));
    facts.add(
        List.of("Faults", record.faults() == 0 ? "none" : record.faults() + ", listed below"));
    facts.add(List.of("Script", "SHA-256 " + record.script().digest().hex()));
    return facts;
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
      rows.add(List.of(String.valueOf(rows.size() + 1), words));
    }
    return rows;
  }

  private static Report.Table events(List<Event> events) {
    var rows = new ArrayList<List<String>>();
    for (Event event : events) {
      rows.add(
          List.of(
              String.valueOf(event.number()),
              time(event.at()),
              event.step() == 0 ? "" : String.valueOf(event.step()),
              event.person(),
              event.accepted() ? event.what() : event.what() + " refused",
              event.words()));
    }
    return new Report.Table(
        List.of(2, 3, 2, 4, 4, 13),
        List.of("entry", "time", "step", "who", "what", "in words"),
        rows);
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }
}
