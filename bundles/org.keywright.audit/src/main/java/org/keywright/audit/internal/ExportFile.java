// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit.internal;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.audit.AuditException;
import org.keywright.crypto.Bytes;
import org.keywright.vault.Act;
import org.keywright.vault.ActLog;

/**
 * A log as JSON lines: the first names the vault, and each further one is an entry. Fields stand in
 * one order.
 */
final class ExportFile {
  private static final String FORMAT = "keywright-log 1";
  private static final List<String> HEAD = List.of("format", "vault");
  private static final List<String> ENTRY =
      List.of("number", "at", "actor", "act", "subject", "purpose", "result", "hash");

  private ExportFile() {}

  static void writeHead(Writer to, String vault) throws IOException {
    line(to, json -> json.name("format").value(FORMAT).name("vault").value(vault));
  }

  static void write(Writer to, ActLog.Entry entry) throws IOException {
    List<String> values = values(entry);
    line(
        to,
        json -> {
          json.name(ENTRY.getFirst()).value(entry.number());
          for (int i = 1; i < values.size(); i++) {
            json.name(ENTRY.get(i)).value(values.get(i));
          }
        });
  }

  /** As many as {@link #ENTRY} has names. */
  private static List<String> values(ActLog.Entry entry) {
    Act act = entry.act();
    return List.of(
        String.valueOf(entry.number()),
        entry.at().toString(),
        act.actor(),
        act.verb(),
        act.subject(),
        act.purpose(),
        entry.result(),
        entry.hash().hex());
  }

  @FunctionalInterface
  private interface Fields {
    void write(JsonWriter json) throws IOException;
  }

  private static void line(Writer to, Fields fields) throws IOException {
    var text = new StringWriter();
    try (var json = new JsonWriter(text)) {
      json.beginObject();
      fields.write(json);
      json.endObject();
    }
    to.write(text + "\n");
  }

  /** The same for spreadsheets; it is not read back. */
  static void writeCsv(CsvWriter to, ActLog.Entry entry) {
    to.writeRecord(values(entry));
  }

  static void writeCsvHead(CsvWriter to) {
    to.writeRecord(ENTRY);
  }

  /** Reads an export line by line. */
  static final class Lines {
    private final BufferedReader from;
    private int line;

    Lines(Reader from) {
      this.from = new BufferedReader(from);
    }

    /** The first line; gives the vault's id. */
    String vault() throws IOException, AuditException {
      List<String> head =
          fields(HEAD).orElseThrow(() -> new AuditException("the export of the log is empty"));
      if (!head.getFirst().equals(FORMAT)) {
        throw new AuditException(
            "this is no export that this Keywright reads: its format is '%s', not '%s'"
                .formatted(head.getFirst(), FORMAT));
      }
      return head.get(1);
    }

    /** The next entry; empty at the end. */
    Optional<ActLog.Entry> next() throws IOException, AuditException {
      Optional<List<String>> fields = fields(ENTRY);
      if (fields.isEmpty()) {
        return Optional.empty();
      }
      List<String> values = fields.get();
      try {
        var act = new Act(values.get(2), values.get(3), values.get(4), values.get(5));
        return Optional.of(
            new ActLog.Entry(
                Long.parseLong(values.getFirst()),
                Instant.parse(values.get(1)),
                act,
                values.get(6),
                Bytes.ofHex(values.get(7))));
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new AuditException("line " + line + ": " + e.getMessage(), e);
      }
    }

    private Optional<List<String>> fields(List<String> names) throws IOException, AuditException {
      String text = from.readLine();
      if (text == null) {
        return Optional.empty();
      }
      line++;
      try (var json = new JsonReader(new StringReader(text))) {
        json.setStrictness(Strictness.STRICT);
        var values = new ArrayList<String>(names.size());
        json.beginObject();
        for (String name : names) {
          if (!json.nextName().equals(name)) {
            throw new AuditException("line " + line + ": the field '" + name + "' is awaited here");
          }
          values.add(json.nextString());
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
          throw new AuditException("line " + line + ": something stands behind the entry");
        }
        return Optional.of(values);
      } catch (MalformedJsonException | EOFException | IllegalStateException e) {
        throw new AuditException(
            "line %d cannot be read: it is a JSON object with the fields %s"
                .formatted(line, String.join(", ", names)),
            e);
      }
    }
  }
}
