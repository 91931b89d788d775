// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keywright.vault.JobRecord;

/**
 * The lines of a device list that a campaign left out because of their faults, as its job's record
 * keeps them.
 *
 * @param count how many there are
 * @param first the first of them, each with line, column and fault
 */
public record LinesLeftOut(long count, List<String> first) {
  /** None. */
  public static final LinesLeftOut NONE = new LinesLeftOut(0, List.of());

  private static final int SHOWN = 10;
  private static final String COUNT = "linesLeftOut";
  private static final String FIRST = "firstLinesLeftOut";

  /** Copies the list. */
  public LinesLeftOut {
    first = List.copyOf(first);
  }

  /** Those that a look through the list found. */
  public static LinesLeftOut of(DeviceListSummary found) {
    return new LinesLeftOut(
        found.faultCount(),
        found.faults().stream().limit(SHOWN).map(DeviceListFault::toString).toList());
  }

  /**
   * Those that a job's record names; none if it is no campaign.
   *
   * @throws IllegalArgumentException if the record does not say how many there are
   */
  public static LinesLeftOut of(JobRecord job) {
    Map<String, String> parameters = job.parameters();
    return new LinesLeftOut(
        Long.parseLong(parameters.getOrDefault(COUNT, "0")),
        parameters.getOrDefault(FIRST, "").lines().toList());
  }

  /** What a job's record keeps; nothing if there are none. */
  public Map<String, String> parameters() {
    var parameters = new HashMap<String, String>();
    if (count > 0) {
      parameters.put(COUNT, Long.toString(count));
      parameters.put(
          FIRST,
          first.stream()
              .map(line -> line.replaceAll("\\R", " "))
              .collect(Collectors.joining("\n")));
    }
    return parameters;
  }

  /** How many, in words. */
  public String words() {
    return count + (count == 1 ? " line" : " lines") + " left out";
  }
}
