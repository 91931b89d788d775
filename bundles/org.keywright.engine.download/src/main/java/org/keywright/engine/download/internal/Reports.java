// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.keywright.engine.JobException;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.JobRecords;
import org.keywright.vault.VaultException;

/** Writes what a job's records say as CSV and as JSON lines; a report is there whole or not. */
final class Reports {
  private static final List<String> COLUMNS =
      List.of(
          "serial",
          "key",
          "ref",
          "place",
          "kvn",
          "kcv",
          "kcvMethod",
          "receipt",
          "outcome",
          "reason",
          "endpoint",
          "time");

  private Reports() {}

  static void write(JobRecords records, long job, CampaignOrder campaign)
      throws JobException, VaultException {
    if (campaign.reportCsv().isPresent()) {
      write(records, job, campaign.reportCsv().get(), Reports::csv);
    }
    if (campaign.reportJsonLines().isPresent()) {
      write(records, job, campaign.reportJsonLines().get(), Reports::jsonLines);
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

  private static Consumer<ItemRecord> csv(Writer out) {
    var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(out);
    csv.writeRecord(COLUMNS);
    return item -> csv.writeRecord(fields(item).values());
  }

  private static Consumer<ItemRecord> jsonLines(Writer out) {
    return item -> {
      var members = new ArrayList<String>();
      fields(item).forEach((name, value) -> members.add(quoted(name) + ":" + json(name, value)));
      try {
        out.write("{" + String.join(",", members) + "}\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private static Map<String, String> fields(ItemRecord item) {
    var fields = new LinkedHashMap<String, String>();
    for (String column : COLUMNS) {
      fields.put(
          column,
          switch (column) {
            case "serial" -> item.facts().getOrDefault("serial", item.subject());
            case "place" -> item.place();
            case "outcome" -> item.state().name().toLowerCase(Locale.ROOT);
            case "reason" -> item.reason();
            case "endpoint" -> item.endpoint();
            case "time" -> item.at().toString();
            default -> item.facts().getOrDefault(column, "");
          });
    }
    return fields;
  }

  private static String json(String name, String value) {
    boolean number = name.equals("ref") || name.equals("place") || name.equals("kvn");
    return number && !value.isEmpty() ? value : quoted(value);
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
