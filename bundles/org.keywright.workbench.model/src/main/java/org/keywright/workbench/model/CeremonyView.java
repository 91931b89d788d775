// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.Question;

/**
 * How a ceremony stands, as its window shows it.
 *
 * @param rehearsal whether it is one on throw-away keys
 * @param title what it is about
 * @param steps all of them, in their order
 * @param question what is asked now; empty at the end
 * @param faults how many faults were noticed
 * @param said what became of the last answer
 * @param differences in what it differs from its rehearsal, at the end of a ceremony that had one
 */
public record CeremonyView(
    boolean rehearsal,
    String title,
    List<Line> steps,
    Optional<Question> question,
    long faults,
    Optional<Said> said,
    List<String> differences) {
  /** Copies the lists. */
  public CeremonyView {
    steps = List.copyOf(steps);
    differences = List.copyOf(differences);
  }

  /** How a step stands. */
  public enum Standing {
    /** It was done. */
    DONE,
    /** It is at work. */
    NOW,
    /** It is to come. */
    TO_COME
  }

  /**
   * A step.
   *
   * @param number from 1
   * @param people who is asked, in one line
   * @param words as the script has it
   * @param standing how it stands
   */
  public record Line(int number, String people, String words, Standing standing) {}

  /**
   * What became of an answer.
   *
   * @param accepted whether it counts
   * @param words what is to be told
   */
  public record Said(boolean accepted, String words) {}

  /** How it stands by its record and by what is asked. */
  static CeremonyView of(
      CeremonyRecord record,
      Optional<Question> question,
      Optional<Said> said,
      List<String> differences) {
    var script = record.script();
    int now = question.map(Question::step).orElse(script.steps().size() + 1);
    var lines = new ArrayList<Line>();
    for (int step = 1; step <= script.steps().size(); step++) {
      String people =
          String.join(
              ", ",
              script.steps().get(step - 1).people().stream().map(each -> each.name()).toList());
      Standing standing =
          step < now ? Standing.DONE : step == now ? Standing.NOW : Standing.TO_COME;
      lines.add(new Line(step, people, script.words(step), standing));
    }
    return new CeremonyView(
        record.rehearsal(), script.title(), lines, question, record.faults(), said, differences);
  }

  /** How many steps were done. */
  public int done() {
    return (int) steps.stream().filter(line -> line.standing() == Standing.DONE).count();
  }

  /** Whether nothing is asked any more. */
  public boolean ended() {
    return question.isEmpty();
  }

  /** How far it is, in words. */
  public String progress() {
    return Texts.text("ceremony.progress", done(), steps.size(), faults);
  }
}
