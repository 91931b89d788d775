// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.nio.file.Path;
import java.util.Optional;
import org.keywright.engine.spi.JobOrder;

/**
 * Which modules a campaign goes to, and how.
 *
 * @param devices the device list: CSV with a header line; columns {@code serial}, {@code endpoint},
 *     {@code place} and any others
 * @param parallel how many modules at a time
 * @param skipBad whether bad lines are left out instead of refusing the list
 * @param endpointTemplate how endpoints are made where the list names none, such as {@code
 *     tcp://host:7000/{serial}}; any column may stand in braces
 * @param filter which lines are meant; empty for all
 * @param reportCsv where the report goes as CSV, if anywhere
 * @param reportJsonLines where the report goes as JSON lines, if anywhere
 */
public record CampaignOrder(
    Path devices,
    int parallel,
    boolean skipBad,
    Optional<String> endpointTemplate,
    Optional<ColumnFilter> filter,
    Optional<Path> reportCsv,
    Optional<Path> reportJsonLines) {
  /** A campaign to every line of a list, with what is usual for the rest. */
  public static CampaignOrder of(Path devices) {
    return new CampaignOrder(
        devices,
        JobOrder.DEFAULT_PARALLEL,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same campaign with another number of modules at a time. */
  public CampaignOrder withParallel(int most) {
    return new CampaignOrder(
        devices, most, skipBad, endpointTemplate, filter, reportCsv, reportJsonLines);
  }

  /** The same campaign with reports elsewhere; one that is not named stays where it is. */
  public CampaignOrder withReports(Optional<Path> csv, Optional<Path> jsonLines) {
    return new CampaignOrder(
        devices,
        parallel,
        skipBad,
        endpointTemplate,
        filter,
        csv.or(() -> reportCsv),
        jsonLines.or(() -> reportJsonLines));
  }

  /**
   * Picks lines by the value of one column.
   *
   * @param column its name in the header line
   * @param value what it must hold
   */
  public record ColumnFilter(String column, String value) {
    /**
     * Reads {@code COLUMN=VALUE}.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static ColumnFilter parse(String text) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("'" + text + "' is no filter: write COLUMN=VALUE");
      }
      return new ColumnFilter(text.substring(0, equals), text.substring(equals + 1));
    }

    @Override
    public String toString() {
      return column + "=" + value;
    }
  }
}
