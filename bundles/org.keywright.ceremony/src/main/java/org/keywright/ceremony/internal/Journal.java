// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.Person;
import org.keywright.crypto.KeyException;
import org.keywright.vault.Act;
import org.keywright.vault.ActLog;
import org.keywright.vault.Grant;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * Writes the memory of a ceremony: each event is an act in the vault's log. The subject names the
 * ceremony and the step, the purpose the people; the purpose of the first is the whole script, so
 * that nothing but the log is needed to go on. What it writes is read by {@link Chronicle}.
 */
final class Journal {
  private static final int AT_ONCE = 1_000;

  private final Vault vault;
  private final String id;
  private final String actor;
  private final Asking acts;
  private final Asking notes;
  private long seen;
  private @Nullable String lost;

  /** How leave is asked for: of the vault, or below the leave to hold the ceremony. */
  @FunctionalInterface
  interface Asking {
    Grant grant(Act act) throws VaultException;
  }

  private Journal(Vault vault, String id, String actor, Asking acts, Asking notes) {
    this.vault = vault;
    this.id = id;
    this.actor = actor;
    this.acts = acts;
    this.notes = notes;
    this.seen = Long.MAX_VALUE;
  }

  /** A journal of what somebody does about a ceremony that is not held. */
  static Journal beside(Vault vault, String id, String actor) {
    return new Journal(vault, id, actor, vault::grant, vault::grant);
  }

  /** A journal of what happens under a leave; what is only noted takes one commit. */
  static Journal under(Leave leave, Vault vault, String id) {
    Grant grant = leave.grant();
    return new Journal(vault, id, grant.act().actor(), grant::below, grant::belowForAnswer);
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
  String perform(Happening what, int step, List<Person> people, Work work)
      throws CeremonyException, VaultException, KeyException {
    return perform(what, step, names(people), work);
  }

  /** Begins a ceremony, whose script becomes the purpose of the act. */
  void begin(CeremonyScript script, boolean rehearsal, String words)
      throws CeremonyException, VaultException, KeyException {
    Happening what = rehearsal ? Happening.REHEARSE : Happening.BEGIN;
    perform(what, 0, script.text(), grant -> words);
  }

  private static String names(List<Person> people) {
    return people.stream().map(Person::id).collect(Collectors.joining(", "));
  }

  private String perform(Happening what, int step, String purpose, Work work)
      throws CeremonyException, VaultException, KeyException {
    try (Grant grant = acts.grant(new Act(actor, what.verb(), subject(step), purpose))) {
      try {
        // Its asking is in the log: whoever takes the ceremony over after this can see it.
        requireOwn();
        String words = work.with(grant);
        grant.succeeded(words);
        return words;
      } catch (CeremonyException | VaultException | KeyException e) {
        grant.failed(String.valueOf(e.getMessage()));
        throw e;
      }
    }
  }

  private String subject(int step) {
    return "ceremony " + id + (step > 0 ? " step " + step : "");
  }

  /** Writes something that happened; whoever calls it has seen that the ceremony is still his. */
  void write(Happening what, int step, List<Person> people, String words) throws VaultException {
    try (Grant grant = notes.grant(new Act(actor, what.verb(), subject(step), names(people)))) {
      grant.succeeded(words);
    }
  }

  /** Writes a fault that was noticed. */
  void fault(Happening what, int step, List<Person> people, String words) throws VaultException {
    try (Grant grant = notes.grant(new Act(actor, what.verb(), subject(step), names(people)))) {
      grant.failed(words);
    }
  }

  /** The ceremony is this one's own from now on, until somebody else takes it over. */
  void own() throws VaultException {
    List<ActLog.Entry> newest = vault.log().page(0, 1);
    seen = newest.isEmpty() ? 0 : newest.getFirst().number();
  }

  /**
   * Refuses to go on if somebody else has given the ceremony up, or goes on with it, since then.
   *
   * @throws CeremonyException saying who
   */
  void requireOwn() throws CeremonyException, VaultException {
    if (lost == null && seen < Long.MAX_VALUE) {
      lost = takenOver().orElse(null);
    }
    if (lost != null) {
      throw new CeremonyException(lost);
    }
  }

  /** Whether somebody else was found to have taken it over. */
  boolean lost() {
    return lost != null;
  }

  private Optional<String> takenOver() throws VaultException {
    List<ActLog.Entry> some;
    do {
      some = vault.log().from(seen + 1, AT_ONCE);
      for (ActLog.Entry entry : some) {
        seen = entry.number();
        Optional<String> words = takenOver(entry);
        if (words.isPresent()) {
          return words;
        }
      }
    } while (some.size() == AT_ONCE);
    return Optional.empty();
  }

  private Optional<String> takenOver(ActLog.Entry entry) {
    if (!entry.act().subject().equals(subject(0)) || !Chronicle.done(entry)) {
      return Optional.empty();
    }
    String verb = entry.act().verb();
    if (verb.equals(Happening.ABANDON.verb())) {
      return Optional.of(
          "%s has given ceremony %s up meanwhile (%s): nothing more of it is done"
              .formatted(entry.act().actor(), id, Chronicle.words(entry)));
    }
    if (verb.equals(Happening.RESUME.verb())) {
      return Optional.of(
          "%s goes on with ceremony %s elsewhere: nothing more of it is done here"
              .formatted(entry.act().actor(), id));
    }
    return Optional.empty();
  }

  /** Whether an event of this ceremony began of which the log has no end. */
  boolean hasNoEnd(Happening what, int step) throws VaultException {
    boolean open = false;
    for (ActLog.Entry entry : Chronicle.entries(vault, Optional.of(id))) {
      if (entry.act().verb().equals(what.verb()) && entry.act().subject().equals(subject(step))) {
        open = !Chronicle.ended(entry);
      }
    }
    return open;
  }
}
