// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines that were typed into a console, to go back to. Used by one thread. */
public final class LineHistory {
  private static final int MOST = 500;

  private final List<String> lines = new ArrayList<>();
  private int at;

  /** Nothing was typed yet. */
  public LineHistory() {
    this(List.of());
  }

  /** What was typed before. */
  public LineHistory(List<String> before) {
    before.forEach(this::add);
  }

  /** The lines that are kept, the oldest first. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Keeps a line, unless it is the last one again, begins with a blank, or may hold a key. */
  public final void add(String line) {
    if (!line.isBlank()
        && !line.startsWith(" ")
        && !line.contains("apdu:send")
        && (lines.isEmpty() || !lines.getLast().equals(line))) {
      lines.add(line);
      if (lines.size() > MOST) {
        lines.removeFirst();
      }
    }
    at = lines.size();
  }

  /** The line before the one that was last returned. */
  public Optional<String> back() {
    if (at == 0) {
      return Optional.empty();
    }
    at--;
    return Optional.of(lines.get(at));
  }

  /** The line after the one that was last returned; an empty one behind the newest. */
  public String forth() {
    at = Math.min(lines.size(), at + 1);
    return at == lines.size() ? "" : lines.get(at);
  }
}
