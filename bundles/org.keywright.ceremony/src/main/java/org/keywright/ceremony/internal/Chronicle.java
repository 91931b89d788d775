// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyRecord.Event;
import org.keywright.ceremony.CeremonyRecord.State;
import org.keywright.vault.ActFilter;
import org.keywright.vault.ActLog;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Reads out of the vault's log what {@link Journal} has written of ceremonies. */
final class Chronicle {
  private static final Pattern SUBJECT =
      Pattern.compile("ceremony ([0-9A-F]{8})(?: step ([0-9]+))?");
  private static final Pattern RESULT = Pattern.compile("(done|failed)(?:: (.*))?", Pattern.DOTALL);
  private static final int AT_ONCE = 1_000;

  /** The newest come first, and most ceremonies that are asked for have just been held. */
  private static final int OF_ONE_AT_ONCE = 100;

  private Chronicle() {}

  /** The ceremonies of a vault, the oldest first. */
  static List<CeremonyRecord> all(Vault vault) throws CeremonyException, VaultException {
    return read(vault, Optional.empty());
  }

  /**
   * One ceremony.
   *
   * @throws CeremonyException if there is none of that identifier
   */
  static CeremonyRecord require(Vault vault, String id) throws CeremonyException, VaultException {
    return read(vault, Optional.of(id)).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new CeremonyException(
                    "there is no ceremony '" + id + "' in this vault: ceremony:list lists them"));
  }

  private static List<CeremonyRecord> read(Vault vault, Optional<String> id)
      throws CeremonyException, VaultException {
    var events = new LinkedHashMap<String, List<Event>>();
    var scripts = new LinkedHashMap<String, String>();
    for (ActLog.Entry entry : entries(vault, id)) {
      Matcher subject = SUBJECT.matcher(entry.act().subject());
      if (!subject.matches() || !ended(entry)) {
        continue;
      }
      Event event = event(entry, subject);
      if (begins(event)) {
        scripts.put(subject.group(1), entry.act().purpose());
      }
      events.computeIfAbsent(subject.group(1), none -> new ArrayList<>()).add(event);
    }
    var all = new ArrayList<CeremonyRecord>();
    for (Map.Entry<String, String> each : scripts.entrySet()) {
      all.add(
          record(each.getKey(), each.getValue(), events.getOrDefault(each.getKey(), List.of())));
    }
    return all;
  }

  /** The entries about one ceremony or all, the oldest first. */
  static List<ActLog.Entry> entries(Vault vault, Optional<String> id) throws VaultException {
    var filter =
        new ActFilter(
            Optional.empty(),
            Optional.of(Happening.SCOPE),
            id.map(each -> "ceremony " + each),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    // By number: who writes meanwhile moves what is on a page.
    var entries = new TreeMap<Long, ActLog.Entry>();
    int atOnce = id.isPresent() ? OF_ONE_AT_ONCE : AT_ONCE;
    List<ActLog.Entry> page;
    do {
      page = vault.log().page(filter, entries.size(), atOnce);
      page.forEach(entry -> entries.put(entry.number(), entry));
    } while (page.size() == atOnce && (id.isEmpty() || page.stream().noneMatch(Chronicle::begins)));
    return entries.values().stream()
        .filter(entry -> entry.act().verb().startsWith(Happening.SCOPE))
        .toList();
  }

  /** Nothing of a ceremony is before this. */
  private static boolean begins(ActLog.Entry entry) {
    String verb = entry.act().verb();
    return !ended(entry)
        && (verb.equals(Happening.BEGIN.verb()) || verb.equals(Happening.REHEARSE.verb()));
  }

  /** Whether an entry says how an act ended. */
  static boolean ended(ActLog.Entry entry) {
    return RESULT.matcher(entry.result()).matches();
  }

  /** Whether an entry says that an act ended well. */
  static boolean done(ActLog.Entry entry) {
    Matcher result = RESULT.matcher(entry.result());
    return result.matches() && result.group(1).equals("done");
  }

  /** What an entry says of the end of its act. */
  static String words(ActLog.Entry entry) {
    Matcher result = RESULT.matcher(entry.result());
    return result.matches() && result.group(2) != null ? result.group(2) : "";
  }

  private static boolean begins(Event event) {
    return Happening.BEGIN.is(event) || Happening.REHEARSE.is(event);
  }

  private static Event event(ActLog.Entry entry, Matcher subject) {
    String what = entry.act().verb().substring(Happening.SCOPE.length());
    var event =
        new Event(
            entry.number(),
            entry.at(),
            entry.act().actor(),
            what,
            subject.group(2) == null ? 0 : Integer.parseInt(subject.group(2)),
            entry.act().purpose(),
            done(entry),
            words(entry));
    return begins(event) ? withoutScript(event) : event;
  }

  private static Event withoutScript(Event event) {
    return new Event(
        event.number(),
        event.at(),
        event.actor(),
        event.what(),
        event.step(),
        "",
        event.accepted(),
        event.words());
  }

  private static CeremonyRecord record(String id, String script, List<Event> events)
      throws CeremonyException {
    boolean rehearsal = Happening.REHEARSE.is(events.getFirst());
    return new CeremonyRecord(
        id, new ScriptReader(script).read(), rehearsal, state(events), events);
  }

  private static State state(List<Event> events) {
    if (has(events, Happening.END)) {
      return State.DONE;
    }
    return has(events, Happening.ABANDON) ? State.ABANDONED : State.UNFINISHED;
  }

  private static boolean has(List<Event> events, Happening what) {
    return events.stream().anyMatch(event -> event.accepted() && what.is(event));
  }
}
