// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Arrays;
import org.keywright.vault.Devices;

/**
 * Which devices a table lists, and in which order: what a person finds again the next day.
 *
 * @param find a text in serial number, key set or endpoint; empty for all
 * @param sorting their order
 */
public record DeviceListing(String find, Devices.Sorting sorting) {
  /** All of them, by serial number. */
  public static final DeviceListing ALL = new DeviceListing("", Devices.Sorting.BY_SERIAL);

  private static final String DESCENDING = "descending";

  /** The same order of those that have another text. */
  public DeviceListing finding(String text) {
    return new DeviceListing(text, sorting);
  }

  /** The same devices by a column; in the other direction if that is the order already. */
  public DeviceListing sortedBy(Devices.Column column) {
    boolean again = sorting.by() == column;
    return new DeviceListing(find, new Devices.Sorting(column, again && !sorting.descending()));
  }

  /** As it is kept: column, direction and text, with a blank between. */
  public String text() {
    return sorting.by() + " " + (sorting.descending() ? DESCENDING : "ascending") + " " + find;
  }

  /** What was kept; all by serial number if it is nothing of the kind. */
  public static DeviceListing parse(String kept) {
    String[] words = kept.split(" ", 3);
    return Arrays.stream(Devices.Column.values())
        .filter(column -> words.length == 3 && column.name().equals(words[0]))
        .findFirst()
        .map(
            column ->
                new DeviceListing(
                    words[2], new Devices.Sorting(column, words[1].equals(DESCENDING))))
        .orElse(ALL);
  }
}
