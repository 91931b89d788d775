// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import org.keywright.engine.JobException;
import org.keywright.engine.spi.ItemSource;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads device lists for jobs to which a device is one item, whatever it holds: the same columns
 * and checks as for a download, without places. Safe for use by many threads.
 */
@ProviderType
public interface DeviceLists {
  /**
   * Looks through a list.
   *
   * @throws DeviceListException if it has faults and they are not to be skipped
   * @throws JobException if it cannot be read, its header is wrong, or no line is good and meant
   */
  Checked check(CampaignOrder campaign) throws JobException;

  /** A list that was looked through. */
  interface Checked {
    /** What was found. */
    DeviceListSummary summary();

    /**
     * The devices one after the other, as items without a place.
     *
     * @throws JobException if the list cannot be read, and later if it was changed meanwhile
     */
    ItemSource items() throws JobException;
  }
}
