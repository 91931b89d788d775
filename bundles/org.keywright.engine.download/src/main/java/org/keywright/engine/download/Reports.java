// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keywright.engine.JobException;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.JobRecords;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * Writes what the records of a campaign's job say as CSV and as JSON lines, a line for each device;
 * a report is there whole or not.
 */
public final class Reports {
  private final List<Column> columns;

  /**
   * Says what a report has.
   *
   * @param columns in their order
   */
  public Reports(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** The same report with what kind of vault it is from at the end of each line. */
  public Reports from(Vault vault) {
    String kind = vault.officers().onePerson() ? "for one person" : "with officers";
    var marked = new ArrayList<>(columns);
    marked.add(Column.of("vault", _ -> kind));
    return new Reports(marked);
  }

  /**
   * A column of a report.
   *
   * @param name what stands above it, and names it in JSON
   * @param number whether it is a number in JSON
   * @param value what it says of an item
   */
  public record Column(String name, boolean number, Function<ItemRecord, String> value) {
    /** A column of words. */
    public static Column of(String name, Function<ItemRecord, String> value) {
      return new Column(name, false, value);
    }

    /** A column of what the record has under its name; nothing if it has nothing. */
    public static Column fact(String name) {
      return of(name, item -> item.facts().getOrDefault(name, ""));
    }

    /** The same column of numbers. */
    public Column ofNumbers() {
      return new Column(name, true, value);
    }

    /** The columns at the end of each report: what came of it, why, where and when. */
    public static List<Column> ending() {
      return List.of(
          of("outcome", item -> item.state().name().toLowerCase(Locale.ROOT)),
          of("reason", ItemRecord::reason),
          of("endpoint", ItemRecord::endpoint),
          of("time", item -> item.at().toString()));
    }
  }

  /**
   * Writes the reports that a campaign asks for.
   *
   * @throws JobException if one cannot be written
   */
  public void write(JobRecords records, long job, CampaignOrder campaign)
      throws JobException, VaultException {
    write(records, job, campaign.reportCsv(), campaign.reportJsonLines());
  }

  /**
   * Writes reports, those that have a file.
   *
   * @throws JobException if one cannot be written
   */
  public void write(
      JobRecords records, long job, Optional<Path> reportCsv, Optional<Path> reportJsonLines)
      throws JobException, VaultException {
    if (reportCsv.isPresent()) {
      write(records, job, reportCsv.get(), this::csv);
    }
    if (reportJsonLines.isPresent()) {
      write(records, job, reportJsonLines.get(), this::jsonLines);
    }
  }

  /** Begins a report; what it returns takes the items. */
  private interface Form {
    Consumer<ItemRecord> on(Writer out) throws IOException;
  }

  private static void write(JobRecords records, long job, Path report, Form form)
      throws JobException, VaultException {
    Path whole = report.toAbsolutePath();
    Path part = whole.resolveSibling(whole.getFileName() + ".part-" + job);
    boolean written = false;
    try {
      try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
        records.forEachItem(job, form.on(out));
      }
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      written = true;
    } catch (IOException | UncheckedIOException e) {
      throw new JobException("cannot write the report " + report + ": " + e.getMessage(), e);
    } finally {
      if (!written) {
        discard(part);
      }
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      System.getLogger(Reports.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", part, e.getMessage());
    }
  }

  private Consumer<ItemRecord> csv(Writer out) {
    var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(out);
    csv.writeRecord(columns.stream().map(Column::name).toList());
    return item ->
        csv.writeRecord(columns.stream().map(column -> column.value().apply(item)).toList());
  }

  private Consumer<ItemRecord> jsonLines(Writer out) {
    return item -> {
      String members =
          columns.stream()
              .map(column -> quoted(column.name()) + ":" + json(column, item))
              .collect(Collectors.joining(","));
      try {
        out.write("{" + members + "}\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private static String json(Column column, ItemRecord item) {
    String value = column.value().apply(item);
    return column.number() && !value.isEmpty() ? value : quoted(value);
  }

  /** A JSON string (RFC 8259, clause 7). */
  static String quoted(String text) {
    var out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
