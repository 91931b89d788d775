// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.List;

/**
 * Something that should not be, with what shows it.
 *
 * @param number its number, from 1
 * @param kind what it is
 * @param subject the module or host
 * @param first when it was first noticed
 * @param last when it was last noticed
 * @param times how often
 * @param evidence what shows it, a line for each case or sighting; the first {@value #MOST_LINES}
 */
public record PairingFinding(
    long number,
    Kind kind,
    String subject,
    Instant first,
    Instant last,
    int times,
    List<String> evidence) {
  /** How many lines of evidence are kept. */
  public static final int MOST_LINES = 20;

  /** Copies the list. */
  public PairingFinding {
    evidence = List.copyOf(evidence);
  }

  /** What should not be. */
  public enum Kind {
    /** A module at more hosts within a period than one household has. */
    TOO_MANY_HOSTS,
    /** A module that shows a lower N than before: an older copy of it is about. */
    INDEX_BACKWARDS,
    /** Two modules of one identifier: the same N was used for two hosts. */
    TWO_MODULES,
    /** Two hosts of one identifier: the same module had to be paired with it again and again. */
    TWO_HOSTS
  }

  /**
   * What makes somebody think of a finding.
   *
   * @param kind what it would be
   * @param subject the module or host
   * @param words what shows it, in one line
   */
  public record Suspicion(Kind kind, String subject, String words) {}
}
