// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jline.builtins.Completers;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.keywright.console.spi.Block;

/** Proposes commands, options and values, from the same models that parsing uses. */
final class LineCompleter implements Completer {
  private static final Set<String> ENDS = Set.of("{", ";", "|", "&&", "||", "=");

  private final CommandTable table;
  private final Completer files = new Completers.FileNameCompleter();

  LineCompleter(CommandTable table) {
    this.table = table;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> words = statement(line);
    String word = words.removeLast();
    if (words.isEmpty()) {
      table.models().forEach(model -> candidates.add(candidate(model.name(), model.description())));
      return;
    }
    var model = table.find(words.getFirst()).map(CommandTable.Found::model);
    if (model.isEmpty()) {
      return;
    }
    if (word.startsWith("--") && !word.contains("=")) {
      options(model.get(), words, candidates);
      return;
    }
    var wanted = wanted(model.get(), words);
    wanted.ifPresent(
        parameter -> values(parameter, said(model.get(), words), reader, line, candidates));
    if (word.isEmpty() && wanted.map(p -> p.role() == Parameter.Role.ARGUMENT).orElse(true)) {
      options(model.get(), words, candidates);
    }
  }

  /** The words of the statement that the cursor is in, the one under it being the last. */
  private static List<String> statement(ParsedLine line) {
    var words = new ArrayList<String>();
    for (String word : line.words().subList(0, line.wordIndex())) {
      if (ENDS.contains(word) || word.endsWith(";")) {
        words.clear();
      } else {
        words.add(word.startsWith("(") || word.startsWith("{") ? word.substring(1) : word);
      }
    }
    words.add(line.word().substring(0, Math.min(line.wordCursor(), line.word().length())));
    return words;
  }

  private static void options(CommandModel model, List<String> words, List<Candidate> candidates) {
    for (Parameter option : model.options()) {
      if (!words.contains(option.name()) || option.count() == Parameter.Count.MANY) {
        candidates.add(candidate(option.name(), option.description()));
      }
    }
    if (model.json()) {
      candidates.add(candidate("--json", "shows the result as JSON"));
    }
    candidates.add(candidate("--help", "explains the command"));
  }

  /** The parameter whose value comes next. */
  private static Optional<Parameter> wanted(CommandModel model, List<String> words) {
    var option = model.option(words.getLast()).filter(p -> !p.flag());
    if (option.isPresent()) {
      return option;
    }
    int position = positional(model, words).size();
    var arguments = model.arguments();
    if (position < arguments.size()) {
      return Optional.of(arguments.get(position));
    }
    return arguments.isEmpty() || arguments.getLast().count() != Parameter.Count.MANY
        ? Optional.empty()
        : Optional.of(arguments.getLast());
  }

  private static List<String> positional(CommandModel model, List<String> words) {
    var positional = new ArrayList<String>();
    for (int i = 1; i < words.size(); i++) {
      var option = model.option(words.get(i));
      if (option.isPresent()) {
        i += option.get().flag() ? 0 : 1;
      } else if (!words.get(i).startsWith("--")) {
        positional.add(words.get(i));
      }
    }
    return positional;
  }

  private static Map<String, String> said(CommandModel model, List<String> words) {
    var said = new LinkedHashMap<String, String>();
    for (int i = 1; i < words.size() - 1; i++) {
      if (words.get(i).startsWith("--")) {
        said.put(words.get(i), words.get(i + 1));
      }
    }
    var positional = positional(model, words);
    for (int i = 0; i < Math.min(positional.size(), model.arguments().size()); i++) {
      said.put(model.arguments().get(i).name(), positional.get(i));
    }
    return said;
  }

  private void values(
      Parameter parameter,
      Map<String, String> said,
      LineReader reader,
      ParsedLine line,
      List<Candidate> candidates) {
    if (parameter.type() == java.nio.file.Path.class) {
      files.complete(reader, line, candidates);
    } else if (parameter.values().equals("command")) {
      table.names().forEach(name -> candidates.add(new Candidate(name)));
    } else if (parameter.type().isEnum()) {
      Coercion.choices(parameter.type()).forEach(word -> candidates.add(new Candidate(word)));
    } else if (parameter.type() != Block.class && !parameter.values().isEmpty()) {
      table.values(parameter.values(), said).forEach(value -> candidates.add(new Candidate(value)));
    }
  }

  private static Candidate candidate(String value, String description) {
    return new Candidate(value, value, null, description, null, null, true);
  }
}
