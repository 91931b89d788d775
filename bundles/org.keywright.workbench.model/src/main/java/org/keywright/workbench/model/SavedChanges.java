// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keywright.workbench.model.KeySetDraft.Change;

/**
 * What came of saving: changes are carried out one after the other, up to the first that is
 * refused.
 *
 * @param done those that were carried out
 * @param refused the one that was refused, if one was
 * @param reason why
 * @param left those behind it, which were not begun
 */
public record SavedChanges(
    List<Change> done, Optional<Change> refused, String reason, List<Change> left) {
  /** Copies the lists. */
  public SavedChanges {
    done = List.copyOf(done);
    left = List.copyOf(left);
  }

  /** Carries changes out. */
  public static SavedChanges of(List<Change> changes, Function<Statement, Performed> desk) {
    for (int i = 0; i < changes.size(); i++) {
      Performed performed = desk.apply(changes.get(i).statement());
      if (!performed.ok()) {
        return new SavedChanges(
            changes.subList(0, i),
            Optional.of(changes.get(i)),
            performed.message(),
            changes.subList(i + 1, changes.size()));
      }
    }
    return new SavedChanges(changes, Optional.empty(), "", List.of());
  }

  /** Whether all was carried out. */
  public boolean ok() {
    return refused.isEmpty();
  }

  /** What was done and what was not, and why. */
  public String message() {
    if (refused.isEmpty()) {
      return Texts.text("draft.saved", done.size());
    }
    var lines =
        new java.util.ArrayList<>(
            List.of(Texts.text("draft.refused", refused.get().statement().text(), reason)));
    lines.add(
        done.isEmpty()
            ? Texts.text("draft.nothing")
            : Texts.text("draft.done", done.size(), listed(done)));
    if (!left.isEmpty()) {
      lines.add(Texts.text("draft.left", left.size(), listed(left)));
    }
    return String.join("\n\n", lines);
  }

  private static String listed(List<Change> changes) {
    return changes.stream()
        .map(each -> "  " + each.statement().text())
        .collect(Collectors.joining("\n"));
  }
}
