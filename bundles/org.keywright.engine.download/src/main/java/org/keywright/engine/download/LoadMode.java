// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.util.Locale;

/** Whether a load fills an empty place or replaces the key in it: P1 of IMPORTKEY. */
public enum LoadMode {
  /** The place must be empty. */
  NEW(0),
  /** The key in the place is replaced. */
  REPLACE(1);

  private final int code;

  LoadMode(int code) {
    this.code = code;
  }

  /** P1 of IMPORTKEY. */
  public int code() {
    return code;
  }

  /** As it is written, in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code new} or {@code replace}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static LoadMode parse(String text) {
    for (LoadMode mode : values()) {
      if (mode.word().equals(text)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is no mode: write new or replace");
  }
}
