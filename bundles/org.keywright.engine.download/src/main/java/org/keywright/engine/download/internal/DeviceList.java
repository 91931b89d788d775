// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.keywright.engine.JobException;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.DeviceListException;
import org.keywright.engine.download.DeviceListFault;
import org.keywright.engine.download.DeviceListSummary;
import org.keywright.engine.download.LoadOrder;
import org.keywright.engine.download.internal.DeviceHeader.Device;
import org.keywright.engine.download.internal.DeviceHeader.FaultException;
import org.keywright.engine.download.internal.DeviceLines.BrokenException;
import org.keywright.engine.spi.ItemSource;
import org.keywright.engine.spi.JobItem;

/**
 * A device list: looked through whole before anything is started, then read again line by line.
 *
 * <p>To find doubles in a list of any length without memory that grows with it, at most {@value
 * #PART} devices are held at a time; a longer list is read once more for each further part, where a
 * device belongs to a part by its number's hash.
 */
final class DeviceList {
  private static final int PART = 131_072;
  private static final int SHOWN = 100;

  private final OptionalInt place;
  private final CampaignOrder campaign;
  private final int part;
  private final List<DeviceListFault> faults = new ArrayList<>();
  private final BitSet doubled = new BitSet();
  private long faultCount;
  private long devices;
  private long filteredOut;
  private String digest = "";

  DeviceList(LoadOrder order, CampaignOrder campaign) {
    this(order, campaign, PART);
  }

  /** A list of devices as a whole, or with the place that is meant where no line says one. */
  DeviceList(OptionalInt place, CampaignOrder campaign) {
    this(place, campaign, PART);
  }

  DeviceList(LoadOrder order, CampaignOrder campaign, int part) {
    this(order.place(), campaign, part);
  }

  private DeviceList(OptionalInt place, CampaignOrder campaign, int part) {
    this.place = place;
    this.campaign = campaign;
    this.part = part;
  }

  /** What is done with the good lines of a look through the list. */
  private interface Visit {
    void device(Device device, long line);
  }

  /** Looks through the list. */
  DeviceListSummary check() throws JobException {
    var seen = new SeenDevices(part);
    try (var lines = new DeviceLines(campaign.devices())) {
      visit(
          lines,
          (device, line) -> {
            devices++;
            if (!seen.full()) {
              single(seen, device, line);
            }
          },
          this::fault);
      digest = lines.digest();
    }
    if (seen.full()) {
      checkInParts();
    }
    devices -= doubled.cardinality();
    faults.sort(Comparator.comparingLong(DeviceListFault::line));
    return new DeviceListSummary(devices, filteredOut, faults, faultCount, digest);
  }

  /**
   * Looks through the list, which must name a device, and have no faults but those to be skipped.
   */
  DeviceListSummary checkedFit() throws JobException {
    var found = check();
    if (found.faultCount() > 0 && !campaign.skipBad()) {
      throw new DeviceListException(
          campaign.devices().toString(), found.faults(), found.faultCount());
    }
    if (found.devices() == 0) {
      throw new JobException(campaign.devices() + ": " + whyNone(found) + "; nothing was started");
    }
    return found;
  }

  private String whyNone(DeviceListSummary found) {
    if (found.faultCount() > 0) {
      return "no module is left besides faults, the first in " + found.faults().getFirst();
    } else if (campaign.filter().isPresent() && found.filteredOut() > 0) {
      return "no line has " + campaign.filter().get();
    }
    return "the list has no lines below its header";
  }

  private void checkInParts() throws JobException {
    int parts = (int) (devices / (part * 3L / 4) + 1);
    for (int p = 0; p < parts; p++) {
      int mine = p;
      var seen = new SeenDevices(Integer.MAX_VALUE);
      try (var lines = new DeviceLines(campaign.devices())) {
        visit(
            lines,
            (device, line) -> {
              if (SeenDevices.spread(device.serial(), device.place()) % parts == mine) {
                single(seen, device, line);
              }
            },
            known -> {});
      }
    }
  }

  private void single(SeenDevices seen, Device device, long line) {
    var earlier = seen.add(device.serial(), device.place(), line);
    if (earlier.isPresent() && !doubled.get((int) line)) {
      doubled.set((int) line);
      fault(
          new DeviceListFault(
              line,
              "serial",
              "%s with place %d came in line %d already"
                  .formatted(device.serial(), device.place(), earlier.getAsLong())));
    }
  }

  private void fault(DeviceListFault fault) {
    faultCount++;
    if (faults.size() < SHOWN) {
      faults.add(fault);
    }
  }

  private void visit(DeviceLines lines, Visit visit, Consumer<DeviceListFault> bad)
      throws JobException {
    var header = header(lines);
    filteredOut = 0;
    try {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        try {
          var device = device(header, line.get());
          if (device.isPresent()) {
            visit.device(device.get(), line.get().getStartingLineNumber());
          } else {
            filteredOut++;
          }
        } catch (FaultException e) {
          bad.accept(e.fault());
        }
      }
    } catch (BrokenException e) {
      throw hopeless(e.fault());
    }
  }

  private DeviceHeader header(DeviceLines lines) throws JobException {
    try {
      var line = lines.next();
      if (line.isEmpty()) {
        throw new JobException(
            "the device list "
                + campaign.devices()
                + " is empty: its first line names the columns");
      }
      return DeviceHeader.of(
          line.get().getStartingLineNumber(), line.get().getFields(), place, campaign);
    } catch (BrokenException e) {
      throw hopeless(e.fault());
    } catch (FaultException e) {
      throw hopeless(e.fault());
    }
  }

  /** A fault that cannot be skipped. */
  private DeviceListException hopeless(DeviceListFault fault) {
    return new DeviceListException(campaign.devices().toString(), List.of(fault), 1);
  }

  /** The device of a line; empty if the filter leaves it out. */
  private static Optional<Device> device(DeviceHeader header, CsvRecord line)
      throws FaultException {
    long number = line.getStartingLineNumber();
    header.requireWhole(number, line.getFields());
    return header.leavesOut(line.getFields())
        ? Optional.empty()
        : Optional.of(header.device(number, line.getFields()));
  }

  /** The devices of a list that was checked, the faulty lines left out. */
  ItemSource items() throws JobException {
    var lines = new DeviceLines(campaign.devices());
    boolean opened = false;
    try {
      var source = new Items(lines, header(lines));
      opened = true;
      return source;
    } finally {
      if (!opened) {
        lines.close();
      }
    }
  }

  private final class Items implements ItemSource {
    private final DeviceLines lines;
    private final DeviceHeader header;
    private long sequence;
    private boolean ended;

    Items(DeviceLines lines, DeviceHeader header) {
      this.lines = lines;
      this.header = header;
    }

    @Override
    public Optional<JobItem> next() throws JobException {
      if (ended) {
        return Optional.empty();
      }
      try {
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
          var item = item(line.get());
          if (item.isPresent()) {
            return item;
          }
        }
      } catch (BrokenException e) {
        throw changed();
      }
      ended = true;
      if (!lines.digest().equals(digest)) {
        throw changed();
      }
      return Optional.empty();
    }

    private Optional<JobItem> item(CsvRecord line) {
      try {
        var device = device(header, line);
        if (device.isEmpty() || doubled.get((int) line.getStartingLineNumber())) {
          return Optional.empty();
        }
        sequence++;
        return Optional.of(
            new JobItem(
                sequence,
                device.get().serial().toString(),
                Integer.toString(device.get().place()),
                device.get().endpoint().toString()));
      } catch (FaultException e) {
        return Optional.empty();
      }
    }

    private JobException changed() {
      return new JobException(
          "the device list " + campaign.devices() + " was changed while the job ran");
    }

    @Override
    public void close() {
      lines.close();
    }
  }
}
