// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keywright.engine.JobException;
import org.keywright.engine.pairing.Registration;
import org.keywright.protocol.SerialNumber;
import org.keywright.vault.VaultException;

/**
 * A list of units that were made elsewhere: looked through whole before anything of it is entered,
 * then read again without the lines that have faults.
 *
 * <p>To find doubles in a list of millions, 8 bytes of each serial number's hash are kept and
 * sorted; only if two are alike are the numbers behind them compared, in a further reading.
 */
final class UnitList {
  private static final Set<String> COLUMNS =
      Set.of("serial", "generation", "keyGeneration", "index");
  private static final String SERIAL = "serial";
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final Path file;
  private final BitSet bad = new BitSet();
  private final List<Fault> faults = new ArrayList<>();

  UnitList(Path file) {
    this.file = file;
  }

  /**
   * One line.
   *
   * @param number its place in the file, from 1 on
   * @param serial the unit's identifier
   * @param generation of its CY key
   * @param keyGeneration of the root that its key comes from
   * @param index N that a module has
   */
  record Line(long number, SerialNumber serial, int generation, int keyGeneration, long index) {}

  /** What is wrong with a line. */
  private record Fault(long line, String column, String what) {
    @Override
    public String toString() {
      return "line %d, column %s: %s".formatted(line, column, what);
    }
  }

  /** Ends the reading of one line. */
  private static final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    FaultException(Fault fault) {
      super(fault.toString(), null, false, false);
      this.fault = fault;
    }
  }

  /** Says what contradicts a line that is laid out well. */
  @FunctionalInterface
  interface Known {
    Optional<String> against(Line line) throws VaultException;
  }

  /** Is handed some lines at a time. */
  @FunctionalInterface
  interface Taking {
    void take(List<Line> lines) throws VaultException;
  }

  @FunctionalInterface
  private interface Visit {
    void line(Line line) throws VaultException;
  }

  @FunctionalInterface
  private interface Bad {
    void fault(Fault fault) throws JobException;
  }

  /**
   * Looks through the list.
   *
   * @return how many lines have faults, and the first of them
   */
  Registration.LeftOut check(Known known) throws JobException, VaultException {
    var hashes = new Hashes();
    visit(
        line -> {
          hashes.add(hash(line.serial()));
          known.against(line).ifPresent(what -> note(new Fault(line.number(), SERIAL, what)));
        },
        this::note);
    Set<Long> alike = hashes.alike();
    if (!alike.isEmpty()) {
      var first = new HashMap<SerialNumber, Long>();
      visit(
          line -> {
            if (alike.contains(hash(line.serial()))) {
              Long earlier = first.putIfAbsent(line.serial(), line.number());
              if (earlier != null) {
                note(doubled(line, earlier));
              }
            }
          },
          fault -> {});
    }
    return new Registration.LeftOut(
        bad.cardinality(),
        faults.stream()
            .sorted(Comparator.comparingLong(Fault::line))
            .limit(Registration.LeftOut.SHOWN)
            .map(Fault::toString)
            .toList());
  }

  private static Fault doubled(Line line, long earlier) {
    return new Fault(
        line.number(), SERIAL, "%s came in line %d already".formatted(line.serial(), earlier));
  }

  /** Each reading keeps the first faults that it finds: the first of all are among them. */
  private void note(Fault fault) {
    if (!bad.get((int) fault.line())) {
      bad.set((int) fault.line());
      if (faults.size() < 2 * Registration.LeftOut.SHOWN) {
        faults.add(fault);
      }
    }
  }

  /** Reads the list that was looked through, so many lines at a time, without the faulty ones. */
  void read(int together, Taking taking) throws JobException, VaultException {
    var lines = new ArrayList<Line>();
    visit(
        line -> {
          if (!bad.get((int) line.number())) {
            lines.add(line);
          }
          if (lines.size() == together) {
            taking.take(List.copyOf(lines));
            lines.clear();
          }
        },
        fault -> {
          if (!bad.get((int) fault.line())) {
            throw new JobException(file + " was changed while it was read");
          }
        });
    if (!lines.isEmpty()) {
      taking.take(lines);
    }
  }

  private void visit(Visit visit, Bad bad) throws JobException, VaultException {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      boolean first = true;
      for (NamedCsvRecord record : reader) {
        if (first) {
          requireHeader(record.getHeader());
          first = false;
        }
        try {
          visit.line(line(record));
        } catch (FaultException e) {
          bad.fault(e.fault);
        }
      }
      if (first) {
        throw new JobException(file + " names no unit: it has no lines below its header");
      }
    } catch (NoSuchFileException e) {
      throw new JobException("there is no file " + file, e);
    } catch (CsvParseException | IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  /** A column that is misspelt would otherwise be one that is not there. */
  private void requireHeader(List<String> header) throws JobException {
    for (String column : header) {
      if (!COLUMNS.contains(column)) {
        throw header(column, "there is no such column");
      }
    }
    if (!header.contains(SERIAL)) {
      throw header(SERIAL, "it is missing");
    }
  }

  private JobException header(String column, String what) {
    return new JobException(
        "%s, line 1, column %s: %s; columns are %s"
            .formatted(
                file.getFileName(),
                column,
                what,
                String.join(", ", COLUMNS.stream().sorted().toList())));
  }

  /** The reader says in words where it stood, and its cause why it could not go on. */
  private JobException unreadable(Exception e) {
    Throwable cause = e.getCause();
    String why = cause == null ? "" : ": " + cause.getMessage();
    return new JobException(file + " cannot be read: " + e.getMessage() + why, e);
  }

  private static Line line(NamedCsvRecord record) throws FaultException {
    Map<String, String> fields = record.getFieldsAsMap();
    String serial = Optional.ofNullable(fields.get(SERIAL)).orElse("");
    try {
      return new Line(
          record.getStartingLineNumber(),
          SerialNumber.parse(serial),
          (int) number(record, fields, "generation", 1, 1, 0xFFFF),
          (int) number(record, fields, "keyGeneration", 1, 1, 0xFFFF),
          number(record, fields, "index", 0, 0, 0xFFFF_FFFFL));
    } catch (IllegalArgumentException e) {
      throw fault(record, SERIAL, String.valueOf(e.getMessage()));
    }
  }

  private static long number(
      NamedCsvRecord record,
      Map<String, String> fields,
      String column,
      long otherwise,
      long least,
      long most)
      throws FaultException {
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
      throw fault(record, column, "'" + text + "' is no number");
    }
    throw fault(record, column, text + " is not from " + least + " to " + most);
  }

  private static FaultException fault(NamedCsvRecord record, String column, String what) {
    return new FaultException(new Fault(record.getStartingLineNumber(), column, what));
  }

  private static long hash(SerialNumber serial) {
    var bytes = ByteBuffer.wrap(serial.value().toArray());
    long mixed = (bytes.getLong() * MIX ^ bytes.getLong()) * MIX;
    return mixed ^ mixed >>> 32;
  }

  /** Numbers, of which those that come twice are wanted. */
  private static final class Hashes {
    private long[] all = new long[1024];
    private int count;

    void add(long hash) {
      if (count == all.length) {
        all = Arrays.copyOf(all, 2 * count);
      }
      all[count++] = hash;
    }

    Set<Long> alike() {
      Arrays.sort(all, 0, count);
      var alike = new HashSet<Long>();
      for (int i = 1; i < count; i++) {
        if (all[i] == all[i - 1]) {
          alike.add(all[i]);
        }
      }
      return alike;
    }
  }
}
