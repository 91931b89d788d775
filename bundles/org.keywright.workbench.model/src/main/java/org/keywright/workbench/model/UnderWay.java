// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keywright.engine.RunningJob;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.PersonalizationServer;

/**
 * What is under way in the open vault, and ends if it is closed.
 *
 * @param each the jobs first
 */
public record UnderWay(List<Work> each) {
  /** So many are named; a question has to fit the screen. */
  private static final int MOST = 8;

  /**
   * One job, or one that listens.
   *
   * @param words what it is
   * @param end the statement that ends it in good order
   */
  public record Work(String words, Statement end) {}

  /** Copies the list. */
  public UnderWay {
    each = List.copyOf(each);
  }

  /** All that is at work, and all that listens. Reads no file, so it is for any thread. */
  public static UnderWay of(
      List<RunningJob> jobs, List<PersonalizationServer> units, List<CentralServer> centrals) {
    var all = new ArrayList<Work>();
    for (RunningJob job : jobs) {
      if (!job.progress().ended()) {
        all.add(
            new Work(
                Texts.text("underway.job", Long.toString(job.id()), job.record().title()),
                Statement.of("job:cancel").argument(job.id())));
      }
    }
    for (PersonalizationServer unit : units) {
      String at = PartyRow.written(unit.address());
      all.add(
          new Work(
              Texts.text("underway.unit", unit.unit(), at),
              Statement.of("perso:unit").argument("stop").argument(unit.unit())));
    }
    for (CentralServer central : centrals) {
      String at = PartyRow.written(central.address());
      all.add(
          new Work(
              Texts.text("underway.central", central.central(), at),
              Statement.of("perso:central").argument("stop").argument(central.central())));
    }
    return new UnderWay(all);
  }

  /** What ends all of it, one after the other. */
  public List<Statement> ends() {
    return each.stream().map(Work::end).toList();
  }

  /**
   * The question whether all that may end; none if nothing is under way.
   *
   * @param key the text's, which takes the list
   */
  public Optional<String> question(String key) {
    if (each.isEmpty()) {
      return Optional.empty();
    }
    String named =
        each.stream()
            .limit(MOST)
            .map(work -> "• " + work.words())
            .collect(Collectors.joining("\n"));
    int more = each.size() - MOST;
    return Optional.of(
        Texts.text(key, more > 0 ? named + "\n" + Texts.text("underway.more", more) : named));
  }
}
