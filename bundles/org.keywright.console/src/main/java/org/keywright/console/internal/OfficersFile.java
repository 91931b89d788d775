// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.keywright.console.spi.CommandException;

/** A list of officers: CSV with the columns name and role. */
final class OfficersFile {
  private OfficersFile() {}

  static List<Appointee> read(Path file) throws IOException, CommandException {
    var all = new ArrayList<Appointee>();
    long line = 1;
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
      for (NamedCsvRecord row : csv) {
        line = row.getStartingLineNumber();
        all.add(Appointee.parse(row.getField("name") + ":" + row.getField("role")));
      }
    } catch (NoSuchElementException | IllegalArgumentException | CsvParseException e) {
      throw new CommandException(
          "%s, line %d: %s".formatted(file, line, e.getMessage()),
          "a list of officers has the columns name and role");
    }
    if (all.isEmpty()) {
      throw new CommandException(file + " names nobody");
    }
    return all;
  }
}
