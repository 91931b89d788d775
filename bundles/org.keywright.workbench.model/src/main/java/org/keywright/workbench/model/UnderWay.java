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
 * @param each what each is, in words, the jobs first
 */
public record UnderWay(List<String> each) {
  /** So many are named; a question has to fit the screen. */
  private static final int MOST = 8;

  /** Copies the list. */
  public UnderWay {
    each = List.copyOf(each);
  }

  /** All that is at work, and all that listens. Reads no file, so it is for any thread. */
  public static UnderWay of(
      List<RunningJob> jobs, List<PersonalizationServer> units, List<CentralServer> centrals) {
    var all = new ArrayList<String>();
    for (RunningJob job : jobs) {
      if (!job.progress().ended()) {
        all.add(Texts.text("underway.job", Long.toString(job.id()), job.record().title()));
      }
    }
    for (PersonalizationServer unit : units) {
      all.add(Texts.text("underway.unit", unit.unit(), PartyRow.written(unit.address())));
    }
    for (CentralServer central : centrals) {
      all.add(
          Texts.text("underway.central", central.central(), PartyRow.written(central.address())));
    }
    return new UnderWay(all);
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
        each.stream().limit(MOST).map(work -> "• " + work).collect(Collectors.joining("\n"));
    int more = each.size() - MOST;
    return Optional.of(
        Texts.text(key, more > 0 ? named + "\n" + Texts.text("underway.more", more) : named));
  }
}
