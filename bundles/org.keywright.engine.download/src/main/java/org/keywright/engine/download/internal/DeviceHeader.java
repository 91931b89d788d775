// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.CampaignOrder.ColumnFilter;
import org.keywright.engine.download.DeviceListFault;
import org.keywright.engine.download.LoadOrder;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.Endpoint;

/** The header line of a device list, and how the lines below it are read. */
final class DeviceHeader {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final String SERIAL = "serial";
  private static final String ENDPOINT = "endpoint";
  private static final String PLACE = "place";

  private final List<String> columns;
  private final OptionalInt place;
  private final CampaignOrder campaign;

  private DeviceHeader(List<String> columns, OptionalInt place, CampaignOrder campaign) {
    this.columns = columns;
    this.place = place;
    this.campaign = campaign;
  }

  /**
   * One device.
   *
   * @param serial SN
   * @param place REF2
   * @param endpoint where it is
   */
  record Device(SerialNumber serial, int place, Endpoint endpoint) {}

  /** A line or a header that cannot be used. */
  static final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DeviceListFault fault;

    FaultException(long line, String column, String words) {
      super(words, null, false, false);
      this.fault = new DeviceListFault(line, column, words);
    }

    DeviceListFault fault() {
      return fault;
    }
  }

  /** Reads the header and checks that it has all columns that the orders speak of. */
  static DeviceHeader of(long line, List<String> fields, OptionalInt place, CampaignOrder campaign)
      throws FaultException {
    var columns = new ArrayList<String>();
    var seen = new HashSet<String>();
    for (String field : fields) {
      String column = field.strip().toLowerCase(Locale.ROOT);
      if (column.isEmpty()) {
        throw new FaultException(
            line, "", "the header has no name for column " + (columns.size() + 1));
      }
      if (!seen.add(column)) {
        throw new FaultException(line, column, "the header has the column twice");
      }
      columns.add(column);
    }
    var header = new DeviceHeader(columns, place, campaign);
    header.require(line, SERIAL, "the device list needs a column 'serial'");
    if (campaign.endpointTemplate().isEmpty()) {
      header.require(
          line, ENDPOINT, "there is neither a column 'endpoint' nor a template for endpoints");
    }
    if (place.isEmpty()) {
      header.require(line, PLACE, "there is neither a column 'place' nor a place in the order");
    }
    if (campaign.filter().isPresent()) {
      header.require(line, campaign.filter().get().column(), "the filter names no column");
    }
    Matcher names = PLACEHOLDER.matcher(campaign.endpointTemplate().orElse(""));
    while (names.find()) {
      header.require(line, names.group(1), "the template for endpoints names no column");
    }
    return header;
  }

  private void require(long line, String column, String words) throws FaultException {
    if (index(column) < 0) {
      throw new FaultException(
          line, column, words + "; the header has " + String.join(", ", columns));
    }
  }

  private int index(String column) {
    return columns.indexOf(column.strip().toLowerCase(Locale.ROOT));
  }

  /** Whether the filter leaves a line out. */
  boolean leavesOut(List<String> fields) {
    Optional<ColumnFilter> filter = campaign.filter();
    return filter.isPresent() && !value(fields, filter.get().column()).equals(filter.get().value());
  }

  /** Checks that a line has as many fields as the header. */
  void requireWhole(long line, List<String> fields) throws FaultException {
    if (fields.size() != columns.size()) {
      throw new FaultException(
          line,
          "",
          "the line has %d fields, the header has %d".formatted(fields.size(), columns.size()));
    }
  }

  /** Reads a line. */
  Device device(long line, List<String> fields) throws FaultException {
    String serial = value(fields, SERIAL);
    if (serial.isEmpty()) {
      throw new FaultException(line, SERIAL, "the serial number is missing");
    }
    var number = parsed(line, SERIAL, serial, SerialNumber::parse);
    return new Device(number, place(line, fields), endpoint(line, fields));
  }

  private int place(long line, List<String> fields) throws FaultException {
    String text = value(fields, PLACE);
    if (!text.isEmpty()) {
      return parsed(line, PLACE, text, LoadOrder::parsePlace);
    }
    return place.orElseThrow(
        () ->
            new FaultException(
                line, PLACE, "the place is missing, and the order names none either"));
  }

  private Endpoint endpoint(long line, List<String> fields) throws FaultException {
    String text = value(fields, ENDPOINT);
    if (!text.isEmpty()) {
      return parsed(line, ENDPOINT, text, Endpoint::parse);
    }
    var template = campaign.endpointTemplate();
    if (template.isEmpty()) {
      throw new FaultException(
          line, ENDPOINT, "the endpoint is missing, and there is no template for it");
    }
    UnaryOperator<String> column = name -> value(fields, name);
    Matcher names = PLACEHOLDER.matcher(template.get());
    while (names.find()) {
      if (column.apply(names.group(1)).isEmpty()) {
        throw new FaultException(
            line, names.group(1), "the value that the endpoint is made of is missing");
      }
    }
    String made = names.replaceAll(m -> Matcher.quoteReplacement(column.apply(m.group(1))));
    return parsed(line, ENDPOINT, made, Endpoint::parse);
  }

  private interface Parsing<T> {
    T of(String text);
  }

  private static <T> T parsed(long line, String column, String text, Parsing<T> parsing)
      throws FaultException {
    try {
      return parsing.of(text);
    } catch (IllegalArgumentException e) {
      throw new FaultException(line, column, String.valueOf(e.getMessage()));
    }
  }

  private String value(List<String> fields, String column) {
    int index = index(column);
    return index < 0 ? "" : fields.get(index).strip();
  }
}
