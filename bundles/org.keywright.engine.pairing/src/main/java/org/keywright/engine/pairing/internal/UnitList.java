// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keywright.engine.JobException;
import org.keywright.protocol.SerialNumber;

/** A list of units that were made elsewhere. */
record UnitList(Path file) {
  private static final Set<String> COLUMNS =
      Set.of("serial", "generation", "keyGeneration", "index");

  /**
   * One line.
   *
   * @param serial the unit's identifier
   * @param generation of its CY key
   * @param keyGeneration of the root that its key comes from
   * @param index N that a module has
   */
  record Line(SerialNumber serial, int generation, int keyGeneration, long index) {}

  /** Is handed some lines at a time. */
  interface Taking<X extends Exception> {
    void take(List<Line> lines) throws X;
  }

  /** Reads the whole list, so many lines at a time. */
  <X extends Exception> void read(int together, Taking<X> taking) throws JobException, X {
    var lines = new ArrayList<Line>();
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord line : reader) {
        lines.add(line(line));
        if (lines.size() == together) {
          taking.take(List.copyOf(lines));
          lines.clear();
        }
      }
    } catch (NoSuchFileException e) {
      throw new JobException("there is no file " + file, e);
    } catch (CsvParseException | IOException | UncheckedIOException e) {
      throw new JobException(file + " cannot be read: " + e.getMessage(), e);
    }
    if (!lines.isEmpty()) {
      taking.take(lines);
    }
  }

  private Line line(NamedCsvRecord line) throws JobException {
    Map<String, String> fields = line.getFieldsAsMap();
    String serial = fields.get("serial");
    if (serial == null) {
      throw fault(line, "serial", "there is no such column; columns are " + sorted());
    }
    try {
      return new Line(
          SerialNumber.parse(serial),
          (int) number(line, fields, "generation", 1, 1, 0xFFFF),
          (int) number(line, fields, "keyGeneration", 1, 1, 0xFFFF),
          number(line, fields, "index", 0, 0, 0xFFFF_FFFFL));
    } catch (IllegalArgumentException e) {
      throw fault(line, "serial", String.valueOf(e.getMessage()));
    }
  }

  private static List<String> sorted() {
    return COLUMNS.stream().sorted().toList();
  }

  private long number(
      NamedCsvRecord line,
      Map<String, String> fields,
      String column,
      long otherwise,
      long least,
      long most)
      throws JobException {
    String text = Optional.ofNullable(fields.get(column)).orElse("").strip();
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw fault(line, column, "'" + text + "' is no number");
    }
    throw fault(line, column, text + " is not from " + least + " to " + most);
  }

  private JobException fault(NamedCsvRecord line, String column, String what) {
    return new JobException(
        "%s, line %d, column %s: %s"
            .formatted(file.getFileName(), line.getStartingLineNumber(), column, what));
  }
}
