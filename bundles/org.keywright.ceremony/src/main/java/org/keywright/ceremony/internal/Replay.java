// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyRecord.Event;

/** Holds a run against its rehearsal. Times and check values are other ones anyway. */
final class Replay {
  private Replay() {}

  static List<String> differences(CeremonyRecord rehearsal, CeremonyRecord run) {
    var found = new ArrayList<String>();
    if (!rehearsal.script().digest().equals(run.script().digest())) {
      found.add("another script was rehearsed: " + rehearsal.script().title());
    }
    if (rehearsal.state() != run.state()) {
      found.add("the rehearsal is %s, the run is %s".formatted(rehearsal.state(), run.state()));
    }
    Set<String> then = present(rehearsal);
    Set<String> now = present(run);
    missing(then, now, "%s was at the rehearsal and not at the run", found);
    missing(now, then, "%s was at the run and not at the rehearsal", found);
    int steps = Math.max(rehearsal.script().steps().size(), run.script().steps().size());
    for (int step = 1; step <= steps; step++) {
      List<String> before = course(rehearsal, step, true);
      List<String> after = course(run, step, true);
      if (!before.equals(after)) {
        found.add("step %d went otherwise: rehearsed %s, run %s".formatted(step, before, after));
      }
      int faults = course(run, step, false).size();
      if (faults != course(rehearsal, step, false).size()) {
        found.add(
            "step %d: %d faults at the run, %d at the rehearsal"
                .formatted(step, faults, course(rehearsal, step, false).size()));
      }
    }
    if (run.events().stream().anyMatch(Happening.RESUME::is)) {
      found.add("the run was broken off and resumed");
    }
    return found;
  }

  private static Set<String> present(CeremonyRecord record) {
    return record.events().stream()
        .filter(event -> event.accepted() && Happening.PRESENT.is(event))
        .map(Event::person)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void missing(Set<String> from, Set<String> in, String words, List<String> found) {
    from.stream().filter(person -> !in.contains(person)).map(words::formatted).forEach(found::add);
  }

  /** Who did what in a step, in order. */
  private static List<String> course(CeremonyRecord record, int step, boolean accepted) {
    return record.events().stream()
        .filter(event -> event.step() == step && event.accepted() == accepted)
        .map(event -> (event.what() + " " + event.person()).strip())
        .toList();
  }
}
