// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Writes moments for people, in the computer's time zone. */
public final class Moments {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Moments() {}

  /** Day and time to the second. */
  public static String text(Instant moment) {
    return SECONDS.format(moment.atZone(ZoneId.systemDefault()));
  }
}
