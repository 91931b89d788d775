// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keywright.console.spi.Block;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.UsageException;

/**
 * The words behind a command, sorted into its parameters: options stand anywhere, as {@code --name
 * value} or {@code --name=value}; {@code --} ends them.
 */
final class Words {
  private final CommandModel model;
  private final Map<Parameter, List<Object>> given = new LinkedHashMap<>();
  private final List<Object> positional = new ArrayList<>();
  private boolean json;
  private boolean help;

  private Words(CommandModel model) {
    this.model = model;
  }

  /**
   * Sorts words.
   *
   * @throws UsageException naming the word that does not belong
   */
  static Words sort(CommandModel model, List<?> all) throws UsageException {
    var sorted = new Words(model);
    // A variable that is not set is no word.
    List<?> words = all.stream().filter(Objects::nonNull).toList();
    boolean optionsEnded = false;
    for (int i = 0; i < words.size(); i++) {
      Object word = words.get(i);
      String text = word instanceof CharSequence ? word.toString() : "";
      if (!optionsEnded && text.equals("--")) {
        optionsEnded = true;
      } else if (!optionsEnded && text.length() > 2 && text.startsWith("--")) {
        i = sorted.option(text, words, i);
      } else {
        sorted.positional.add(word);
      }
    }
    if (!sorted.help) {
      sorted.check();
    }
    return sorted;
  }

  private int option(String text, List<?> words, int at) throws UsageException {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    if (equals < 0 && name.equals("--json")) {
      if (!model.json()) {
        throw new UsageException(
            model.name() + " has no result of its own for --json",
            "give it to the commands inside");
      }
      json = true;
      return at;
    }
    if (equals < 0 && name.equals("--help")) {
      help = true;
      return at;
    }
    Parameter option = model.option(name).orElseThrow(() -> unknown(name));
    if (option.flag()) {
      if (equals >= 0) {
        throw new UsageException(name + " takes no value", model.synopsis());
      }
      put(option, true);
      return at;
    }
    if (equals >= 0) {
      put(option, text.substring(equals + 1));
      return at;
    }
    boolean follows = at + 1 < words.size() && !String.valueOf(words.get(at + 1)).startsWith("--");
    if (!follows && option.bare().isEmpty()) {
      throw new UsageException(name + " needs a value", model.synopsis());
    }
    put(option, follows ? words.get(at + 1) : option.bare());
    return follows ? at + 1 : at;
  }

  private void put(Parameter option, Object value) throws UsageException {
    var values = given.computeIfAbsent(option, o -> new ArrayList<>());
    if (!values.isEmpty() && option.count() != Parameter.Count.MANY) {
      throw new UsageException(option.name() + " is given twice", model.synopsis());
    }
    if (value instanceof List<?> list && option.count() == Parameter.Count.MANY) {
      values.addAll(list);
    } else {
      values.add(value);
    }
  }

  private UsageException unknown(String name) {
    var names = new ArrayList<>(model.options().stream().map(Parameter::name).toList());
    names.add("--json");
    names.add("--help");
    String hint =
        Nearest.to(name, names).map(near -> "did you mean " + near + "?").orElse(model.synopsis());
    return new UsageException(model.name() + ": unknown option " + name, hint);
  }

  private void check() throws UsageException {
    var left = new ArrayList<>(positional);
    for (Parameter argument : model.arguments()) {
      if (argument.count() == Parameter.Count.MANY) {
        given.put(
            argument,
            left.stream()
                .flatMap(word -> word instanceof List<?> list ? list.stream() : Stream.of(word))
                .<Object>map(word -> word)
                .toList());
        left.clear();
      } else if (!left.isEmpty()) {
        given.put(argument, List.of(left.removeFirst()));
      }
    }
    if (!left.isEmpty()) {
      throw new UsageException(
          model.name() + ": '" + left.getFirst() + "' is too much", model.synopsis());
    }
    for (Parameter parameter : model.parameters()) {
      if (parameter.required() && !given.containsKey(parameter)) {
        throw new UsageException(
            model.name() + ": " + parameter.name() + " is missing", model.synopsis());
      }
    }
  }

  boolean json() {
    return json;
  }

  boolean help() {
    return help;
  }

  /** What the options and arguments say, for proposing values. */
  Map<String, String> said() {
    var said = new LinkedHashMap<String, String>();
    given.forEach(
        (parameter, values) -> said.put(parameter.name(), String.valueOf(values.getFirst())));
    return said;
  }

  /**
   * Makes the values for the method's parameters.
   *
   * @throws UsageException if a word cannot be turned into what is wanted
   */
  Object[] values(Console console, Blocks blocks) throws UsageException {
    Object[] values = new Object[model.parameters().size()];
    for (int i = 0; i < values.length; i++) {
      Parameter parameter = model.parameters().get(i);
      values[i] = parameter.role() == Parameter.Role.CONSOLE ? console : value(parameter, blocks);
    }
    return values;
  }

  private Object value(Parameter parameter, Blocks blocks) throws UsageException {
    List<Object> words = given.get(parameter);
    if (words == null && !parameter.otherwise().isEmpty()) {
      words = List.of(parameter.otherwise());
    }
    if (words == null || (words.isEmpty() && parameter.count() != Parameter.Count.MANY)) {
      return parameter.absent();
    }
    var values = new ArrayList<Object>();
    for (Object word : words) {
      Object made = parameter.type() == Block.class ? blocks.block(word) : word;
      if (made == null) {
        throw new UsageException(
            parameter.name() + " is a block: write it in braces", model.synopsis());
      }
      values.add(Coercion.convert(parameter.name(), wrapper(parameter.type()), made));
    }
    return switch (parameter.count()) {
      case ONE -> values.getFirst();
      case OPTIONAL -> Optional.of(values.getFirst());
      case MANY -> List.copyOf(values);
    };
  }

  private static Class<?> wrapper(Class<?> type) {
    return type == boolean.class ? Boolean.class : type;
  }

  /** Makes blocks of what stood in braces. */
  @FunctionalInterface
  interface Blocks {
    /** The block, or null if the word is none. */
    @Nullable Block block(Object word);
  }
}
