// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.ArrayList;
import java.util.List;
import org.keywright.console.spi.Outcome;

/** Says how a command is written. */
final class Help {
  private Help() {}

  /** A page of help; programs get its lines. */
  record Page(List<String> lines) implements Outcome {
    @Override
    public String sentence() {
      return String.join("\n", lines);
    }
  }

  static Page of(CommandModel model, Style style) {
    var lines = new ArrayList<String>();
    lines.add(style.strong(model.synopsis()));
    lines.add("");
    lines.add(model.description());
    var parameters = new ArrayList<>(model.arguments());
    parameters.addAll(model.options());
    if (!parameters.isEmpty()) {
      lines.add("");
      int width = parameters.stream().mapToInt(p -> title(p).length()).max().orElse(0);
      for (Parameter parameter : parameters) {
        String title = title(parameter);
        lines.add(
            "  " + title + " ".repeat(width - title.length()) + "  " + description(parameter));
      }
    }
    lines.add("");
    lines.add("Example: " + model.example());
    return new Page(lines);
  }

  /** A table of commands as documents have it. */
  static Page markdown(List<CommandModel> models) {
    var lines = new ArrayList<String>();
    lines.add("| command | what it does | example |");
    lines.add("|---|---|---|");
    for (CommandModel model : models) {
      lines.add(
          "| `%s` | %s | `%s` |".formatted(model.synopsis(), model.description(), model.example()));
    }
    return new Page(lines);
  }

  private static String title(Parameter parameter) {
    return parameter.argument().isEmpty()
        ? parameter.name()
        : parameter.name() + " " + parameter.argument();
  }

  private static String description(Parameter parameter) {
    var text = new StringBuilder(parameter.description());
    if (parameter.type().isEnum()) {
      text.append(": ").append(String.join(", ", Coercion.choices(parameter.type())));
    }
    if (!parameter.otherwise().isEmpty()) {
      text.append(" (otherwise ").append(parameter.otherwise()).append(')');
    }
    return text.toString();
  }
}
