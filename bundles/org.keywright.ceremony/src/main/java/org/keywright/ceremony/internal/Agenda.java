// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.Question;

/** What is still asked in the step at work, and which step comes next. */
final class Agenda {
  private final Deque<Question> open = new ArrayDeque<>();
  private int step;
  private boolean rollCall;

  /** Stands before a step, from 1. */
  Agenda(int step) {
    this.step = step;
  }

  int step() {
    return step;
  }

  /** Whether nothing is asked: the step at work is to begin. */
  boolean isEmpty() {
    return open.isEmpty();
  }

  Optional<Question> first() {
    return Optional.ofNullable(open.peek());
  }

  /**
   * The question that is to be answered.
   *
   * @throws CeremonyException if it is of another kind
   */
  <Q extends Question> Q require(Class<Q> kind) throws CeremonyException {
    Question question = open.peek();
    if (!kind.isInstance(question)) {
      throw new CeremonyException("this is no answer to what is asked");
    }
    return kind.cast(question);
  }

  /** Whether the first is the only one. */
  boolean last() {
    return open.size() == 1;
  }

  /** Asks people again whether they are there, before the step begins. */
  void callTheRoll(List<Question> questions) {
    open.addAll(questions);
    rollCall = !open.isEmpty();
  }

  /** What a step asks; one that asks nobody is done. */
  void begin(List<Question> questions) {
    open.addAll(questions);
    if (open.isEmpty()) {
      step++;
    }
  }

  /** One more question of the step. */
  void add(Question question) {
    open.add(question);
  }

  /** The first question is answered; the last one ends the step. */
  void answered() {
    open.remove();
    if (open.isEmpty() && !rollCall) {
      step++;
    }
    rollCall &= !open.isEmpty();
  }

  /** The step begins anew. */
  void clear() {
    open.clear();
  }
}
