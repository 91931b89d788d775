// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keywright.console.spi.Cautioned;
import org.keywright.console.spi.Outcome;

/**
 * Shows values to people: an {@link Outcome} as its sentence, a record as lines of name and value,
 * a list of records as a table, and warnings beneath.
 */
final class TextView {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int NARROW = 40;
  private static final int LEAST = 20;

  private final Style style;
  private final Set<String> cautions = new LinkedHashSet<>();
  private final List<String> lines = new ArrayList<>();

  private TextView(Style style) {
    this.style = style;
  }

  /** The lines that show a value; none for null and for nothing. */
  static List<String> lines(@Nullable Object value, Style style) {
    var view = new TextView(style);
    view.show(value);
    view.cautions.forEach(caution -> view.lines.add(style.caution("\u26A0 " + caution)));
    return view.lines;
  }

  private void show(@Nullable Object value) {
    switch (value) {
      case null -> {}
      case Optional<?> optional -> show(optional.orElse(null));
      case Outcome outcome -> {
        Printable.of(outcome.sentence()).lines().forEach(this::sentence);
        if (outcome instanceof Record record) {
          nested(record);
        }
      }
      case Cautioned cautioned -> lines.add(cell(cautioned));
      case Record record when !JsonView.plain(record) -> {
        fields(record);
        nested(record);
      }
      case Collection<?> many -> list(many);
      case Map<?, ?> map -> pairs(sorted(map));
      default -> cell(value).lines().forEach(lines::add);
    }
  }

  private void list(Collection<?> many) {
    if (many.isEmpty()) {
      return;
    }
    var records =
        many.stream()
            .filter(each -> each instanceof Record record && !JsonView.plain(record))
            .map(Record.class::cast)
            .toList();
    if (records.size() == many.size() && sameType(records)) {
      table(records);
    } else {
      many.forEach(this::show);
    }
  }

  private static boolean sameType(List<Record> records) {
    return records.stream().map(Object::getClass).distinct().count() == 1;
  }

  private void table(List<Record> records) {
    RecordComponent[] components = records.getFirst().getClass().getRecordComponents();
    var titles = new ArrayList<String>();
    var numeric = new ArrayList<Boolean>();
    for (RecordComponent component : components) {
      titles.add(Components.title(component.getName()).toUpperCase(Locale.ROOT));
      numeric.add(isNumber(component.getType()));
    }
    var rows = new ArrayList<List<String>>();
    for (Record record : records) {
      var row = new ArrayList<String>();
      for (RecordComponent component : components) {
        row.add(cell(Components.value(record, component)));
      }
      rows.add(row);
    }
    lines.addAll(Grid.of(titles, numeric, rows).lines(style));
  }

  private static boolean isNumber(Class<?> type) {
    return (type.isPrimitive() && type != boolean.class && type != char.class)
        || Number.class.isAssignableFrom(type)
        || type == OptionalInt.class
        || type == OptionalLong.class
        || type == Duration.class;
  }

  private void fields(Record record) {
    var pairs = new java.util.LinkedHashMap<String, String>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = Components.value(record, component);
      String text = isTable(value) ? "" : cell(value);
      if (!text.isEmpty()) {
        pairs.put(Components.title(component.getName()), text);
      }
    }
    pairs(pairs);
  }

  private void pairs(Map<String, String> pairs) {
    int width = pairs.keySet().stream().mapToInt(String::length).max().orElse(0);
    pairs.forEach(
        (name, value) -> {
          String title = style.faint((name + " ".repeat(width)).substring(0, width));
          for (String part : wrapped(value, width + 2)) {
            lines.add(title + "  " + part);
            title = " ".repeat(width);
          }
        });
  }

  /** A text in as many lines as it takes beside an indent; a word that is too long stays whole. */
  private List<String> wrapped(String text, int indent) {
    // Asking a terminal for its width takes time; a short line fits any.
    int room =
        indent + text.length() <= NARROW
            ? Integer.MAX_VALUE
            : Math.max(LEAST, style.width().getAsInt() - indent);
    var parts = new ArrayList<String>();
    String rest = text;
    while (rest.length() > room) {
      int space = rest.lastIndexOf(' ', room);
      space = space > 0 ? space : rest.indexOf(' ', room);
      if (space <= 0) {
        break;
      }
      parts.add(rest.substring(0, space));
      rest = rest.substring(space + 1);
    }
    parts.add(rest);
    return parts;
  }

  /** A line of a sentence; what does not fit goes on below it, indented as it is. */
  private void sentence(String line) {
    String text = line.stripLeading();
    String indent = line.substring(0, line.length() - text.length());
    wrapped(text, indent.length()).forEach(part -> lines.add(indent + part));
  }

  private static Map<String, String> sorted(Map<?, ?> map) {
    var sorted = new TreeMap<String, String>();
    map.forEach((key, value) -> sorted.put(key.toString(), String.valueOf(value)));
    return sorted;
  }

  /** Tables and warnings that a record holds. */
  private void nested(Record record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = Components.value(record, component);
      if (isTable(value) && value instanceof Collection<?> many) {
        if (record instanceof Outcome outcome && !outcome.tabulated()) {
          continue;
        }
        list(many);
      } else if (value instanceof Cautioned cautioned) {
        cautioned.caution().ifPresent(cautions::add);
      } else if (value instanceof Collection<?> many) {
        many.stream()
            .filter(Cautioned.class::isInstance)
            .forEach(each -> ((Cautioned) each).caution().ifPresent(cautions::add));
      }
    }
  }

  private static boolean isTable(@Nullable Object value) {
    return value instanceof Collection<?> many
        && !many.isEmpty()
        && many.stream().allMatch(each -> each instanceof Record r && !JsonView.plain(r))
        && many.stream().noneMatch(Cautioned.class::isInstance);
  }

  private String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Optional<?> optional -> cell(optional.orElse(null));
      case OptionalInt number -> number.isPresent() ? cell(number.getAsInt()) : "";
      case OptionalLong number -> number.isPresent() ? cell(number.getAsLong()) : "";
      case Boolean yes -> yes ? "yes" : "no";
      case Enum<?> constant -> Coercion.word(constant);
      case Instant instant -> TIME.format(instant);
      case Duration duration -> Durations.text(duration);
      case Cautioned cautioned -> {
        cautioned.caution().ifPresent(cautions::add);
        yield cautioned.toString();
      }
      case Collection<?> many -> many.stream().map(this::cell).collect(Collectors.joining(", "));
      case Map<?, ?> map ->
          sorted(map).entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue().replaceAll("\\R", ", "))
              .collect(Collectors.joining(" "));
      default -> Printable.of(value.toString());
    };
  }
}
