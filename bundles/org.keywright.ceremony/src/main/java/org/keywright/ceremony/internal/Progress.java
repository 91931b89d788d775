// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.List;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyRecord.Event;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.Person;
import org.keywright.ceremony.Step;

/** How far a ceremony is, by what the log has of it. */
final class Progress {
  private Progress() {}

  /** The first step that is not done, from 1; one more than there are if all are. */
  static int next(CeremonyRecord record) {
    int step = 1;
    while (step <= record.script().steps().size() && done(record, step)) {
      step++;
    }
    return step;
  }

  /** Whether a step is done, from 1. */
  static boolean done(CeremonyRecord record, int number) {
    return switch (record.script().steps().get(number - 1)) {
      case Step.Present present ->
          present.people().stream()
              .allMatch(person -> has(record, number, Happening.PRESENT, person));
      case Step.Confirm confirm -> has(record, number, Happening.CONFIRM, confirm.person());
      case Step.Take take -> has(record, number, Happening.TAKE);
      case Step.Give give -> has(record, number, Happening.GIVE);
      case Step.Prove prove -> has(record, number, Happening.PROVE);
    };
  }

  private static boolean has(CeremonyRecord record, int step, Happening what, Person person) {
    return record.events().stream()
        .anyMatch(event -> is(event, step, what) && event.person().equals(person.id()));
  }

  private static boolean has(CeremonyRecord record, int step, Happening what) {
    return record.events().stream().anyMatch(event -> is(event, step, what));
  }

  private static boolean is(Event event, int step, Happening what) {
    return event.accepted() && event.step() == step && what.is(event);
  }

  /** Who has to be present in a step, by the script. */
  static List<Person> called(CeremonyScript script, int step) {
    return script.steps().subList(0, step - 1).stream()
        .filter(Step.Present.class::isInstance)
        .flatMap(present -> present.people().stream())
        .toList();
  }

  /** Who said before this step that he is present, in the order of the script. */
  static List<Person> present(CeremonyRecord record, int before) {
    return record.script().people().stream()
        .filter(
            person ->
                record.events().stream()
                    .anyMatch(
                        event ->
                            event.accepted()
                                && Happening.PRESENT.is(event)
                                && event.step() < before
                                && event.person().equals(person.id())))
        .toList();
  }
}
