// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keywright.ceremony.CeremonyRecord.State;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.Person;
import org.keywright.ceremony.Question;
import org.keywright.ceremony.Step;
import org.keywright.vault.KeyName;

/**
 * What a ceremony must ask, what the minutes must say of it, and which keys must be in the vault:
 * nothing of cryptography, and nothing of how it is stored.
 */
final class CeremonyModel {
  /** A question. */
  record Asked(Class<? extends Question> kind, String person, int position) {}

  /** An event in the minutes. */
  record Happened(String what, int step, String person, boolean accepted) {}

  final List<Happened> events = new ArrayList<>();

  /** The keys that are in the vault, and the step that brought each. */
  final Map<KeyName, Integer> kept = new HashMap<>();

  State state = State.UNFINISHED;

  private final CeremonyScript script;
  private final Deque<Asked> asked = new ArrayDeque<>();
  private int step = 1;
  private boolean rollCall;
  private boolean foreign;

  CeremonyModel(CeremonyScript script) {
    this.script = script;
    happened("begin", 0, "", true);
  }

  private void happened(String what, int at, String person, boolean accepted) {
    events.add(new Happened(what, at, person, accepted));
  }

  private void happened(String what, List<Person> people, boolean accepted) {
    String names = people.stream().map(Person::id).collect(Collectors.joining(", "));
    happened(what, step, names, accepted);
  }

  Step step() {
    return script.steps().get(step - 1);
  }

  /** Whether a part of another key was taken in this step. */
  boolean spoilt() {
    return foreign;
  }

  /** Goes on to the next question, or to the end. */
  void advance() {
    while (asked.isEmpty() && state == State.UNFINISHED) {
      if (step > script.steps().size()) {
        happened("end", 0, "", true);
        state = State.DONE;
      } else {
        begin(step());
      }
    }
  }

  private void begin(Step at) {
    foreign = false;
    switch (at) {
      case Step.Present present -> ask(Question.Presence.class, present.people());
      case Step.Confirm confirm -> ask(Question.Statement.class, confirm.people());
      case Step.Prove prove -> askInOrder(Question.Part.class, prove.people());
      case Step.Give give -> {
        happened("split", give.people(), true);
        askInOrder(Question.Handover.class, give.people());
      }
      case Step.Take take -> {
        if (take.people().isEmpty()) {
          keep(take);
        } else {
          askInOrder(Question.Part.class, take.people());
        }
      }
    }
  }

  private void ask(Class<? extends Question> kind, List<Person> people) {
    people.forEach(person -> asked.add(new Asked(kind, person.id(), 0)));
  }

  private void askInOrder(Class<? extends Question> kind, List<Person> people) {
    for (int i = 0; i < people.size(); i++) {
      asked.add(new Asked(kind, people.get(i).id(), i + 1));
    }
  }

  private void keep(Step.Take take) {
    happened("take", take.people(), true);
    kept.put(take.key(), step);
    step++;
  }

  /** What is asked now. */
  Asked question() {
    return asked.getFirst();
  }

  private void answered() {
    asked.removeFirst();
    if (asked.isEmpty() && !rollCall) {
      step++;
    }
    rollCall &= !asked.isEmpty();
  }

  private String asWhat() {
    return question().kind() == Question.Presence.class ? "present" : "confirm";
  }

  void confirmed() {
    happened(asWhat(), step, question().person(), true);
    if (question().kind() == Question.Statement.class && step() instanceof Step.Take take) {
      asked.clear();
      keep(take);
    } else {
      answered();
    }
  }

  /** A check value that is not confirmed has all parts asked for again; else the same is asked. */
  void declined() {
    happened(asWhat(), step, question().person(), false);
    if (question().kind() == Question.Statement.class && step() instanceof Step.Take) {
      asked.clear();
    }
  }

  /** A part, or a letter, that did not count: it alone is asked for again. */
  void refused() {
    String what = question().kind() == Question.Part.class ? "part" : "letter";
    happened(what, step, question().person(), false);
  }

  /**
   * A part was taken.
   *
   * @param ofAnother it is whole, but a part of another key
   * @return whether the ceremony goes on
   */
  boolean entered(boolean ofAnother) {
    foreign |= ofAnother;
    happened("part", step, question().person(), true);
    if (asked.size() > 1) {
      answered();
      return true;
    }
    asked.clear();
    return switch (step()) {
      case Step.Take take -> joined(take);
      case Step.Prove prove -> {
        happened("prove", prove.people(), !foreign);
        step += foreign ? 0 : 1;
        yield !foreign;
      }
      default -> throw new AssertionError("no parts are entered in this step");
    };
  }

  private boolean joined(Step.Take take) {
    if (foreign && take.source().kcv().isPresent()) {
      happened("take", take.people(), false);
      return false;
    }
    asked.add(new Asked(Question.Statement.class, "anna", 0));
    return true;
  }

  void given() {
    happened("letter", step, question().person(), true);
    if (asked.size() == 1) {
      happened("give", step().people(), true);
    }
    answered();
  }

  /** Who was present before is asked again, and then the step that was not done. */
  void resumed() {
    happened("resume", 0, "", true);
    asked.clear();
    List<Person> before =
        script.steps().subList(0, step - 1).stream()
            .filter(Step.Present.class::isInstance)
            .flatMap(present -> present.people().stream())
            .toList();
    ask(Question.Presence.class, script.people().stream().filter(before::contains).toList());
    rollCall = !asked.isEmpty();
  }

  void abandoned() {
    happened("abandon", 0, "", true);
    state = State.ABANDONED;
  }
}
