// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.keywright.console.Exchange;

/** Writes exchanges for people: as a line of a table, and as a page. */
public final class ExchangeWords {
  private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private ExchangeWords() {}

  /** The time of day to the millisecond. */
  public static String time(Instant at) {
    return MILLIS.format(at.atZone(ZoneId.systemDefault()));
  }

  /** How long it took: {@code 0.35 ms}. */
  public static String took(Duration took) {
    return Texts.text("trace.millis", took.toNanos() / 1_000_000.0);
  }

  /** All of an exchange, each field of its data on a line. */
  public static String lines(Exchange exchange) {
    var lines = new ArrayList<String>();
    lines.add(exchange.endpoint() + "  " + exchange.command());
    lines.addAll(fields(exchange.content()));
    lines.add("→ " + exchange.status() + "  " + took(exchange.took()));
    lines.addAll(fields(exchange.answer()));
    return String.join("\n", lines);
  }

  /** Fields are told apart by commas, but for those within braces, which are indented. */
  static List<String> fields(String data) {
    var fields = new ArrayList<String>();
    var field = new StringBuilder();
    int depth = 1;
    for (int i = 0; i < data.length(); i++) {
      char next = data.charAt(i);
      if (next == ',' || next == '{' || next == '}') {
        add(fields, field, depth);
        depth += next == '{' ? 1 : next == '}' ? -1 : 0;
      } else {
        field.append(next);
      }
    }
    add(fields, field, depth);
    return fields;
  }

  private static void add(List<String> fields, StringBuilder field, int depth) {
    String words = field.toString().strip();
    if (!words.isEmpty()) {
      fields.add("  ".repeat(depth) + words);
    }
    field.setLength(0);
  }
}
