// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import org.keywright.console.spi.CommandException;
import org.keywright.engine.download.CampaignOrder.ColumnFilter;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.UnitOrder;

/** Serial numbers of simulated units: from a list, or made of their names. */
final class Serials {
  private static final String COLUMN = "serial";

  private Serials() {}

  /**
   * Reads the names of units from a list with a column {@code serial}.
   *
   * @throws CommandException naming line and column of the first fault
   */
  static List<UnitOrder.Name> read(Path file, Optional<ColumnFilter> where)
      throws IOException, CommandException {
    var names = new ArrayList<UnitOrder.Name>();
    var seen = new HashSet<String>();
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord line : reader) {
        String place = file.getFileName() + ", line " + line.getStartingLineNumber();
        if (where.isPresent()
            && !cell(line, where.get().column(), place).equals(where.get().value())) {
          continue;
        }
        String serial = cell(line, COLUMN, place);
        if (!seen.add(serial)) {
          throw new CommandException(place + ", column serial: " + serial + " comes twice");
        }
        names.add(name(serial, place));
      }
    } catch (CsvParseException e) {
      throw new CommandException(file + ": " + e.getMessage());
    }
    if (names.isEmpty()) {
      throw new CommandException(
          file + ": no line of it is meant",
          where.map(w -> "--where " + w + " leaves none").orElse("it has no lines"));
    }
    return names;
  }

  private static UnitOrder.Name name(String serial, String place) throws CommandException {
    try {
      return new UnitOrder.Name(
          serial.replaceAll("[^A-Za-z0-9._-]", "-"), SerialNumber.parse(serial));
    } catch (IllegalArgumentException e) {
      throw new CommandException(place + ", column serial: " + e.getMessage());
    }
  }

  private static String cell(NamedCsvRecord line, String column, String place)
      throws CommandException {
    return line.findField(column)
        .orElseThrow(
            () ->
                new CommandException(
                    place + ": there is no column " + column, "the first line names the columns"));
  }

  /** A serial number made of a unit's name: the name, or what is like it if that is too long. */
  static SerialNumber numberOf(Role role, String name) {
    String serial = name.toUpperCase(Locale.ROOT);
    if (serial.length() <= SerialNumber.LENGTH) {
      return SerialNumber.parse(serial);
    }
    var sum = new CRC32();
    sum.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return SerialNumber.parse("%s-%08X".formatted(role, sum.getValue()));
  }
}
