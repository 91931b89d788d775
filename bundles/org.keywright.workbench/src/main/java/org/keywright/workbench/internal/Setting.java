// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.core.runtime.Platform;

/** What people choose in the preferences, as numbers with a usual value and limits. */
public enum Setting {
  /** How many lines the console keeps. */
  CONSOLE_LINES("console.lines", 10_000, 500, 200_000),
  /** Whether what was typed into the console is there at the next start: 1 if so. */
  CONSOLE_HISTORY("console.history", 1, 0, 1),
  /** How many exchanges the trace keeps. */
  TRACE_EXCHANGES("trace.exchanges", 20_000, 1_000, 500_000);

  private final String key;
  private final int usual;
  private final int least;
  private final int most;

  Setting(String key, int usual, int least, int most) {
    this.key = key;
    this.usual = usual;
    this.least = least;
    this.most = most;
  }

  /** What was chosen, else what is usual. */
  public int value() {
    int chosen = Platform.getPreferencesService().getInt(Remembered.NODE, key, usual, null);
    return Math.clamp(chosen, least, most);
  }

  /** What is usual. */
  int usual() {
    return usual;
  }

  /** The least that can be chosen. */
  int least() {
    return least;
  }

  /** The most that can be chosen. */
  int most() {
    return most;
  }

  /** Keeps a choice. */
  void choose(int value) {
    Remembered.put(key, Integer.toString(value));
  }
}
