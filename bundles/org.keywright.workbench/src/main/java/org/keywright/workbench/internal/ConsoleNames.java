// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.OutputLink;
import org.keywright.workbench.model.OutputNames;
import org.keywright.workbench.model.Subject;

/**
 * Makes links of the names in the console's output that lead to something. They are looked for in
 * the background, so that output never waits for the vault. For the window's thread.
 */
final class ConsoleNames {
  private final StyledText output;
  private final Desk desk;
  private List<Line> waiting = new ArrayList<>();
  private boolean looking;
  private long dropped;

  /**
   * A line of output.
   *
   * @param at where it begins, counted from the first character that was ever shown
   * @param words what stands in it
   */
  private record Line(long at, String words) {}

  /**
   * A name that leads somewhere.
   *
   * @param at where it begins, as in {@link Line}
   * @param length how many characters it has
   * @param subject where it leads
   */
  private record Found(long at, int length, Subject subject) {}

  ConsoleNames(StyledText output, Desk desk) {
    this.output = output;
    this.desk = desk;
  }

  /** Characters were taken away at the beginning of the output. */
  void dropped(int characters) {
    dropped += characters;
  }

  /** A line was shown. */
  void shown(String words, int start) {
    waiting.add(new Line(dropped + start, words));
    look();
  }

  private void look() {
    if (looking || waiting.isEmpty()) {
      return;
    }
    looking = true;
    List<Line> now = waiting;
    waiting = new ArrayList<>();
    Background.read(output, () -> find(now), this::found, failure -> found(List.of()));
  }

  private List<Found> find(List<Line> lines) {
    var names = OutputNames.of(desk);
    return lines.stream()
        .flatMap(
            line ->
                OutputLink.in(line.words(), names).stream()
                    .map(link -> new Found(line.at() + link.from(), link.length(), link.subject())))
        .toList();
  }

  private void found(List<Found> all) {
    looking = false;
    for (Found link : all) {
      long start = link.at() - dropped;
      if (start >= 0 && start + link.length() <= output.getCharCount()) {
        underline(Math.toIntExact(start), link);
      }
    }
    look();
  }

  private void underline(int start, Found link) {
    var range = new StyleRange();
    range.start = start;
    range.length = link.length();
    range.underline = true;
    range.underlineStyle = SWT.UNDERLINE_LINK;
    range.data = link.subject();
    output.setStyleRange(range);
  }
}
