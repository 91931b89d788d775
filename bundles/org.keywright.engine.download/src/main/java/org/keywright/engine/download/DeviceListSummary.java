// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.util.List;

/**
 * What a look through a device list found.
 *
 * @param devices how many lines are good and meant
 * @param filteredOut how many good lines the filter leaves out
 * @param faults the first faults, at most 100
 * @param faultCount how many faults there are in all
 * @param digest SHA-256 of the file, in hex
 */
public record DeviceListSummary(
    long devices, long filteredOut, List<DeviceListFault> faults, long faultCount, String digest) {
  /** Copies the list. */
  public DeviceListSummary {
    faults = List.copyOf(faults);
  }
}
