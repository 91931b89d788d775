// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.util.List;
import org.keywright.engine.JobException;

/** A device list has faults; nothing was started. */
public final class DeviceListException extends JobException {
  private static final long serialVersionUID = 1L;

  private final transient List<DeviceListFault> faults;

  /**
   * Makes an exception.
   *
   * @param list what the list is called
   * @param faults the first of them
   * @param count how many there are in all
   */
  public DeviceListException(String list, List<DeviceListFault> faults, long count) {
    super(message(list, faults, count));
    this.faults = List.copyOf(faults);
  }

  /** The first faults, in the list's order. */
  public List<DeviceListFault> faults() {
    return faults;
  }

  private static String message(String list, List<DeviceListFault> faults, long count) {
    String more = count > 1 ? " (and " + (count - 1) + " more)" : "";
    return list + ": " + faults.getFirst() + more + "; nothing was started";
  }
}
