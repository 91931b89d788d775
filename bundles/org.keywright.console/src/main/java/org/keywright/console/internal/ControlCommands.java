// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Block;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;

/** What scripts are made of besides the commands that do something. Part of every session. */
public final class ControlCommands implements CommandGroup {
  static final List<String> NAMES =
      List.of("echo", "each", "if", "expect-error", "onerror", "exit", "help", "run");

  private final Session session;

  ControlCommands(Session session) {
    this.session = session;
  }

  /** What went wrong as it should have. */
  record Expected(String error) implements Outcome {
    @Override
    public String sentence() {
      return "refused, as expected: " + error;
    }
  }

  /** A command in the list of all. */
  record Entry(String command, String description) {}

  /** Whether a script goes on after an error. */
  enum OnError {
    STOP,
    CONTINUE
  }

  /** Shows words. */
  @Command(value = "Shows words.", example = "echo the vault is in $folder")
  public String echo(@Argument(value = "WORD", description = "the words") List<String> words) {
    return words.isEmpty() ? "\n" : String.join(" ", words);
  }

  /** Runs a block for each of several words. */
  @Command(
      value = "Runs a block for each of several words, which is $it inside.",
      example = "each [north south] { keyset:create $it }",
      json = false)
  public void each(
      @Argument(value = "LIST", description = "the words, in square brackets") Object list,
      @Argument(value = "BLOCK", description = "statements in braces") Block block)
      throws Exception {
    List<?> words = list instanceof List<?> many ? many : List.of(list);
    for (Object word : words) {
      session.show(block.run(List.of(word)));
      if (session.interruption().asked()) {
        throw new Failure.Interrupted();
      }
    }
  }

  /** Runs a block if a condition holds. */
  @Command(
      name = "if",
      value = "Runs a block if a word is neither empty, nor false, nor 0, else another.",
      example = "if $1 { echo in $1 } { echo nowhere }",
      json = false)
  public @Nullable Object when(
      @Argument(value = "WORD", description = "the condition, or a block that returns it")
          Object condition,
      @Argument(value = "BLOCK", description = "what to run if it holds") Block block,
      @Argument(value = "OTHERWISE", description = "what to run if not") Optional<Block> otherwise)
      throws Exception {
    Object value =
        condition instanceof org.apache.felix.service.command.Function f
            ? new GogoBlock(session, f).run(List.of())
            : condition;
    String text = value == null ? "" : value.toString();
    boolean holds = !List.of("", "false", "0", "null").contains(text.toLowerCase(Locale.ROOT));
    if (holds) {
      return block.run(List.of());
    }
    return otherwise.isPresent() ? otherwise.get().run(List.of()) : null;
  }

  /** Runs a block that must fail. */
  @Command(
      name = "expect-error",
      value = "Runs a block that must fail, and fails if it does not.",
      example = "expect-error { key:list nobody }",
      json = false)
  public Expected expectError(
      @Argument(value = "BLOCK", description = "statements in braces") Block block,
      @Option(
              value = "--saying",
              argument = "TEXT",
              description = "what the error must say, to be the expected one")
          Optional<String> saying)
      throws CommandException, Failure.Interrupted {
    Failure failure;
    try {
      block.run(List.of());
      failure = new Failure("", 0, false);
    } catch (Exception e) {
      failure = Failure.of(e);
    }
    if (failure.status() == Failure.INTERRUPTED) {
      throw new Failure.Interrupted();
    } else if (failure.status() == 0) {
      throw new CommandException("an error was expected, and there was none");
    } else if (failure.defect() || !failure.line().contains(saying.orElse(""))) {
      throw new CommandException("another error was expected: " + failure.line());
    }
    return new Expected(failure.line());
  }

  /** Says what happens after an error. */
  @Command(
      value = "Says whether a script stops at an error or goes on; its exit status tells of both.",
      example = "onerror continue")
  public void onerror(@Argument(value = "WHAT", description = "what to do") OnError what) {
    session.goOn(what == OnError.CONTINUE);
  }

  /** Leaves. */
  @Command(value = "Leaves the console.", example = "exit 3")
  public void exit(
      @Argument(value = "STATUS", description = "the exit status") Optional<Integer> status) {
    session.exit(status.orElse(0));
  }

  /** Makes a folder that goes with the session. */
  @Command(
      name = "dir",
      value = "Makes a temporary folder that is removed at the end, or takes one that is named.",
      example = "folder = (temp:dir $1)")
  public String tempDir(
      @Argument(value = "FOLDER", description = "to be used instead, and kept")
          Optional<String> folder)
      throws IOException {
    if (folder.isPresent() && !folder.get().isEmpty()) {
      return Files.createDirectories(Path.of(folder.get()).toAbsolutePath().normalize()).toString();
    }
    return session.temporary().create().toString();
  }

  /** Runs another script. */
  @Command(value = "Runs a script.", example = "run fleet.gosh north", json = false)
  public void run(
      @Argument(value = "SCRIPT", description = "its file") Path script,
      @Argument(value = "WORD", description = "$1, $2 … in it") List<String> words)
      throws CommandException {
    Object here = session.gogo().get("here");
    Object args = session.gogo().get("args");
    int status = new ScriptRunner(session).file(script, words);
    session.gogo().put("here", here);
    session.gogo().put("args", args);
    if (status != 0) {
      throw new CommandException("the script " + script.getFileName() + " failed");
    }
  }

  /** Explains the commands. */
  @Command(value = "Lists the commands, or explains one.", example = "help vault:create")
  public Object help(
      @Argument(value = "COMMAND", description = "which", values = "command")
          Optional<String> command,
      @Option(value = "--markdown", description = "writes a table of all commands for documents")
          boolean markdown)
      throws CommandException {
    if (markdown) {
      return Help.markdown(session.table().models());
    } else if (command.isEmpty()) {
      return session.table().models().stream()
          .map(model -> new Entry(model.name(), model.description()))
          .toList();
    }
    String name = command.get();
    var found = session.table().find(name);
    if (found.isPresent()) {
      return Help.of(found.get().model(), session.screen().style());
    }
    var scope =
        session.table().models().stream()
            .filter(model -> model.scope().equals(name))
            .map(model -> new Entry(model.name(), model.description()))
            .toList();
    if (scope.isEmpty()) {
      throw new CommandException(
          "unknown command '" + name + "'",
          Nearest.to(name, session.table().names())
              .map(near -> "did you mean " + near + "?")
              .orElse("help lists them"));
    }
    return scope;
  }
}
