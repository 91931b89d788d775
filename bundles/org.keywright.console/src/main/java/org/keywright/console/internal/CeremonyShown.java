// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Instant;
import java.util.List;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.console.spi.Outcome;

/**
 * A ceremony as commands show it.
 *
 * @param differences from its rehearsal, if it was compared
 */
record CeremonyShown(
    String id,
    String title,
    boolean rehearsal,
    CeremonyRecord.State state,
    long faults,
    List<String> differences,
    List<Row> events)
    implements Outcome {
  /** One thing that happened. */
  record Row(
      long entry,
      Instant at,
      int step,
      String person,
      String what,
      boolean accepted,
      String words) {
    static Row of(CeremonyRecord.Event event) {
      return new Row(
          event.number(),
          event.at(),
          event.step(),
          event.person(),
          event.what(),
          event.accepted(),
          event.words());
    }
  }

  static CeremonyShown of(CeremonyRecord record, List<String> differences) {
    return new CeremonyShown(
        record.id(),
        record.script().title(),
        record.rehearsal(),
        record.state(),
        record.faults(),
        differences,
        record.events().stream().map(Row::of).toList());
  }

  @Override
  public String sentence() {
    String what = rehearsal ? "Rehearsal" : "Ceremony";
    String sum =
        "%s %s '%s': %s, %d faults noticed".formatted(what, id, title, said(state), faults);
    return differences.isEmpty()
        ? sum
        : sum + "\nUnlike its rehearsal:\n- " + String.join("\n- ", differences);
  }

  private static String said(CeremonyRecord.State state) {
    return switch (state) {
      case DONE -> "all steps are done";
      case ABANDONED -> "given up";
      case UNFINISHED -> "not ended";
    };
  }
}
