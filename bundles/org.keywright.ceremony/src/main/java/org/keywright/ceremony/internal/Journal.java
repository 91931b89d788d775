// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyRecord.Event;
import org.keywright.ceremony.CeremonyRecord.State;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.Person;
import org.keywright.crypto.KeyException;
import org.keywright.vault.Act;
import org.keywright.vault.ActFilter;
import org.keywright.vault.ActLog;
import org.keywright.vault.Grant;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * The memory of ceremonies: each event is an act in the vault's log. The subject names the ceremony
 * and the step, the purpose the people; the purpose of the first is the whole script, so that
 * nothing but the log is needed to go on.
 */
final class Journal {
  static final String BEGIN = "begin";
  static final String REHEARSE = "rehearse";
  static final String RESUME = "resume";
  static final String PRESENT = "present";
  static final String CONFIRM = "confirm";
  static final String PART = "part";
  static final String TAKE = "take";
  static final String SPLIT = "split";
  static final String LETTER = "letter";
  static final String GIVE = "give";
  static final String PROVE = "prove";
  static final String END = "end";
  static final String ABANDON = "abandon";

  private static final String SCOPE = "ceremony:";
  private static final Pattern SUBJECT =
      Pattern.compile("ceremony ([0-9A-F]{8})(?: step ([0-9]+))?");
  private static final Pattern RESULT = Pattern.compile("(done|failed)(?:: (.*))?", Pattern.DOTALL);
  private static final int AT_ONCE = 1_000;

  private final Vault vault;
  private final String id;
  private final String actor;

  Journal(Vault vault, String id, String actor) {
    this.vault = vault;
    this.id = id;
    this.actor = actor;
  }

  String actor() {
    return actor;
  }

  /** What an event does; the words that it returns are its result. */
  @FunctionalInterface
  interface Work {
    String with(Grant grant) throws CeremonyException, VaultException, KeyException;
  }

  /** Carries out an event. */
  String perform(String what, int step, List<Person> people, Work work)
      throws CeremonyException, VaultException, KeyException {
    String names = people.stream().map(Person::id).collect(Collectors.joining(", "));
    return perform(what, step, names, work);
  }

  /** Begins a ceremony, whose script becomes the purpose of the act. */
  void begin(CeremonyScript script, boolean rehearsal, String words)
      throws CeremonyException, VaultException, KeyException {
    perform(rehearsal ? REHEARSE : BEGIN, 0, script.text(), grant -> words);
  }

  private String perform(String what, int step, String purpose, Work work)
      throws CeremonyException, VaultException, KeyException {
    String subject = "ceremony " + id + (step > 0 ? " step " + step : "");
    try (Grant grant = vault.grant(new Act(actor, SCOPE + what, subject, purpose))) {
      try {
        String words = work.with(grant);
        grant.succeeded(words);
        return words;
      } catch (CeremonyException | VaultException | KeyException e) {
        grant.failed(String.valueOf(e.getMessage()));
        throw e;
      }
    }
  }

  /** Writes something that happened. */
  void write(String what, int step, List<Person> people, String words)
      throws CeremonyException, VaultException, KeyException {
    perform(what, step, people, grant -> words);
  }

  /** Writes a fault that was noticed. */
  void fault(String what, int step, List<Person> people, String words) throws VaultException {
    String names = people.stream().map(Person::id).collect(Collectors.joining(", "));
    String subject = "ceremony " + id + " step " + step;
    try (Grant grant = vault.grant(new Act(actor, SCOPE + what, subject, names))) {
      grant.failed(words);
    }
  }

  /** Whether an event of this ceremony began of which the log has no end. */
  boolean hasNoEnd(String what, int step) throws VaultException {
    String subject = "ceremony " + id + " step " + step;
    boolean open = false;
    for (ActLog.Entry entry : entries(vault, Optional.of(id))) {
      if (entry.act().verb().equals(SCOPE + what) && entry.act().subject().equals(subject)) {
        open = !RESULT.matcher(entry.result()).matches();
      }
    }
    return open;
  }

  /** The ceremonies of a vault, the oldest first. */
  static List<CeremonyRecord> all(Vault vault, Optional<String> id)
      throws CeremonyException, VaultException {
    var events = new LinkedHashMap<String, List<Event>>();
    var scripts = new LinkedHashMap<String, String>();
    for (ActLog.Entry entry : entries(vault, id)) {
      Matcher subject = SUBJECT.matcher(entry.act().subject());
      Matcher result = RESULT.matcher(entry.result());
      if (!entry.act().verb().startsWith(SCOPE) || !subject.matches() || !result.matches()) {
        continue;
      }
      Event event = event(entry, subject, result);
      boolean first = event.what().equals(BEGIN) || event.what().equals(REHEARSE);
      if (first) {
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

  private static List<ActLog.Entry> entries(Vault vault, Optional<String> id)
      throws VaultException {
    var filter =
        new ActFilter(
            Optional.empty(),
            Optional.of(SCOPE),
            id.map(each -> "ceremony " + each),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var entries = new ArrayList<ActLog.Entry>();
    List<ActLog.Entry> page;
    do {
      page = vault.log().page(filter, entries.size(), AT_ONCE);
      entries.addAll(page);
    } while (page.size() == AT_ONCE);
    entries.sort(Comparator.comparingLong(ActLog.Entry::number));
    return entries;
  }

  private static Event event(ActLog.Entry entry, Matcher subject, Matcher result) {
    String what = entry.act().verb().substring(SCOPE.length());
    boolean first = what.equals(BEGIN) || what.equals(REHEARSE);
    return new Event(
        entry.number(),
        entry.at(),
        entry.act().actor(),
        what,
        subject.group(2) == null ? 0 : Integer.parseInt(subject.group(2)),
        first ? "" : entry.act().purpose(),
        result.group(1).equals("done"),
        result.group(2) == null ? "" : result.group(2));
  }

  private static CeremonyRecord record(String id, String script, List<Event> events)
      throws CeremonyException {
    Event last = events.getLast();
    State state =
        switch (last.what()) {
          case END -> State.DONE;
          case ABANDON -> State.ABANDONED;
          default -> State.UNFINISHED;
        };
    boolean rehearsal = events.getFirst().what().equals(REHEARSE);
    return new CeremonyRecord(id, new ScriptReader(script).read(), rehearsal, state, events);
  }
}
