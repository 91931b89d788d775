// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened in a ceremony, as the log of acts has it.
 *
 * @param id its identifier
 * @param script what was to be done
 * @param rehearsal whether it was on throw-away keys
 * @param state how it stands
 * @param events the oldest first
 */
public record CeremonyRecord(
    String id, CeremonyScript script, boolean rehearsal, State state, List<Event> events) {
  /** Copies the list. */
  public CeremonyRecord {
    events = List.copyOf(events);
  }

  /** How a ceremony stands. */
  public enum State {
    /** At work, or broken off and to be resumed. */
    UNFINISHED,
    /** All steps were done. */
    DONE,
    /** Given up; steps that were done before stay done. */
    ABANDONED
  }

  /**
   * One thing that happened.
   *
   * @param number of its entry in the log of acts
   * @param at when
   * @param actor who worked the machine
   * @param what the act: begin, approved, present, confirm, part, take, split, letter, give, prove,
   *     resume, end, abandon
   * @param step in which step, from 1; 0 for what belongs to none
   * @param person whose act it was; empty for what people did together
   * @param accepted whether it counts; what does not is a fault that was noticed
   * @param words in words, without secrets
   */
  public record Event(
      long number,
      Instant at,
      String actor,
      String what,
      int step,
      String person,
      boolean accepted,
      String words) {}

  /** When it began. */
  public Instant begun() {
    return events.getFirst().at();
  }

  /** When it ended, if it has. */
  public Optional<Instant> ended() {
    return state == State.UNFINISHED ? Optional.empty() : Optional.of(events.getLast().at());
  }

  /** How many faults were noticed. */
  public long faults() {
    return events.stream().filter(event -> !event.accepted()).count();
  }
}
