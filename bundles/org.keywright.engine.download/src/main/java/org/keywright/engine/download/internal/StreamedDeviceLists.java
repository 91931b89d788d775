// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.util.Optional;
import java.util.OptionalInt;
import org.keywright.engine.JobException;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.DeviceListSummary;
import org.keywright.engine.download.DeviceLists;
import org.keywright.engine.spi.ItemSource;
import org.keywright.engine.spi.JobItem;
import org.osgi.service.component.annotations.Component;

/** Device lists for other engines, read line by line as for a download. */
@Component
public final class StreamedDeviceLists implements DeviceLists {
  /** Every line is for the device itself: a list names none of its places then. */
  private static final OptionalInt WHOLE = OptionalInt.of(1);

  @Override
  public Checked check(CampaignOrder campaign) throws JobException {
    var list = new DeviceList(WHOLE, campaign);
    DeviceListSummary found = list.checkedFit();
    return new Checked() {
      @Override
      public DeviceListSummary summary() {
        return found;
      }

      @Override
      public ItemSource items() throws JobException {
        return new WholeDevices(list.items());
      }
    };
  }

  /** The items of a list, without places. */
  private record WholeDevices(ItemSource source) implements ItemSource {
    @Override
    public Optional<JobItem> next() throws JobException {
      return source
          .next()
          .map(item -> new JobItem(item.sequence(), item.subject(), "", item.endpoint()));
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
