// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A console command with its words: what a person does in the workbench, as the console would have
 * it, so that it can be shown before, carried out, and kept as a script.
 *
 * @param words the command, then its arguments and options as they are meant, without quotes
 * @param block another statement that is its first argument, in braces
 */
public record Statement(List<String> words, Optional<Statement> block) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/@+-]+");

  /** A word is no value, for the console would take it for an option. */
  @SuppressWarnings("serial") // it is never written
  public static final class OptionException extends IllegalArgumentException {
    private OptionException(String word) {
      super("'" + word + "' begins like an option");
    }
  }

  /** Copies the list. */
  public Statement {
    words = List.copyOf(words);
  }

  /** A statement without another in it. */
  public Statement(List<String> words) {
    this(words, Optional.empty());
  }

  /** Asks for the approval of what a statement would do. */
  public static Statement asking(Statement wanted, String reason) {
    return new Statement(List.of("request:ask"), Optional.of(wanted)).option("--reason", reason);
  }

  /** What was typed, without blanks around it; nothing if it is empty. */
  public static Optional<String> given(String typed) {
    return Optional.of(typed.strip()).filter(words -> !words.isEmpty());
  }

  /** Whether the console would take what was typed for an option, so that it is no value. */
  public static boolean isOption(String typed) {
    return typed.strip().startsWith("--");
  }

  /** A command without words behind it. */
  public static Statement of(String command) {
    return new Statement(List.of(command));
  }

  /**
   * The same command with an argument.
   *
   * @throws OptionException if the console would take it for an option
   */
  public Statement argument(Object value) {
    String word = value.toString();
    if (isOption(word)) {
      throw new OptionException(word);
    }
    return and(word);
  }

  /** The same command with an option and its value. */
  public Statement option(String name, Object value) {
    return and(name).argument(value);
  }

  /** The same command with an option and its value, if there is one. */
  public Statement option(String name, Optional<?> value) {
    return value.isPresent() ? option(name, value.get()) : this;
  }

  /** The same command with an option without a value, if it is meant. */
  public Statement flag(String name, boolean meant) {
    return meant ? and(name) : this;
  }

  private Statement and(String word) {
    return new Statement(Stream.concat(words.stream(), Stream.of(word)).toList(), block);
  }

  /**
   * Reads a line as the console does, if it is one command with plain words: nothing for what has
   * variables, blocks, or more commands than one.
   */
  public static Optional<Statement> read(String line) {
    return StatementReader.words(line).filter(all -> !all.isEmpty()).map(Statement::new);
  }

  /** As the console reads it. */
  public String text() {
    var written = new ArrayList<String>();
    words.forEach(word -> written.add(quoted(word)));
    block.ifPresent(inner -> written.add(1, "{ " + inner.text() + " }"));
    return String.join(" ", written);
  }

  private static String quoted(String word) {
    String line = word.replaceAll("\\R", " ");
    if (PLAIN.matcher(line).matches()) {
      return line;
    }
    // Before a bracket a percentage begins an expression, between double quotes too.
    return "\"" + line.replaceAll("[\\\\\"$]|%(?=\\()", "\\\\$0") + "\"";
  }

  @Override
  public String toString() {
    return text();
  }
}
