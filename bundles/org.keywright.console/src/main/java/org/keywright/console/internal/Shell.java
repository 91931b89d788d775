// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandProcessor;
import org.jline.utils.Signals;

/** What the application's words ask for: a script, one command, or a person at the keyboard. */
final class Shell {
  /** The word by which one Keywright starts another that does as it is told. */
  static final String FOLLOW = "follow";

  /** Words that check a file without a vault, and the commands that do. */
  private static final Map<String, String> CHECKS =
      Map.of("verify-audit", "audit:check", "verify-minutes", "ceremony:verify");

  private final Settings settings;
  private final CommandProcessor processor;
  private final CommandTable table;
  private final Screen screen;
  private final Runnable closing;
  private Supplier<String> standing = () -> "";

  /**
   * Makes a shell.
   *
   * @param closing done at the end, before temporary folders go
   */
  Shell(
      Settings settings,
      CommandProcessor processor,
      CommandTable table,
      Screen screen,
      Runnable closing) {
    this.settings = settings;
    this.processor = processor;
    this.table = table;
    this.screen = screen;
    this.closing = closing;
  }

  /** Has the prompt say how the open vault stands. */
  Shell standing(Supplier<String> words) {
    standing = words;
    return this;
  }

  /** Runs and returns the exit status. */
  int run(List<String> words) {
    try {
      if (words.equals(List.of(FOLLOW))) {
        return follow();
      }
      return inSession(screen, session -> dispatch(session, words));
    } catch (IOException e) {
      screen.errorLine("keywright: " + Failure.of(e).line());
      return Failure.FAILED;
    }
  }

  private int inSession(Screen shown, Work work) throws IOException {
    try (var session = new Session(settings, processor, table, shown);
        var processes = new ProcessCommands(settings.launcher())) {
      var control = new ControlCommands(session);
      table.add("", ControlCommands.NAMES, control, () -> control);
      table.add("temp", List.of("dir"), control, () -> control);
      table.add(ProcessCommands.SCOPE, ProcessCommands.NAMES, processes, () -> processes);
      session.temporary().before(closing);
      return work.in(session);
    }
  }

  /** Standard input and output belong to who is followed; Ctrl-C is for him to handle. */
  private int follow() throws IOException {
    var shown = new ByteArrayOutputStream();
    var print = new PrintStream(shown, true, StandardCharsets.UTF_8);
    Object before = Signals.register("INT", () -> {});
    try (var quiet = new Screen(InputStream.nullInputStream(), print, print, false)) {
      return inSession(
          quiet, session -> new Follower(session, shown, screen.in(), screen.out()).run());
    } finally {
      Signals.unregister("INT", before);
    }
  }

  private int dispatch(Session session, List<String> words) throws IOException {
    if (words.isEmpty()) {
      return screen.onTerminal()
          ? new Dialogue(session, standing).run()
          : interruptible(session, s -> new ScriptRunner(s).stream(screen.in(), "stdin"));
    }
    String first = words.getFirst();
    if (first.equals("run") && words.size() >= 2) {
      var script = Path.of(words.get(1));
      var arguments = words.subList(2, words.size());
      return interruptible(session, s -> new ScriptRunner(s).file(script, arguments));
    } else if (first.equals("exec") && words.size() == 2) {
      return interruptible(session, s -> new ScriptRunner(s).text(words.get(1), ""));
    } else if (CHECKS.containsKey(first) && words.size() >= 2) {
      var check =
          words.stream()
              .skip(1)
              .map(Shell::quoted)
              .collect(Collectors.joining(" ", CHECKS.get(first) + " ", ""));
      return interruptible(session, s -> new ScriptRunner(s).text(check, ""));
    }
    screen.errorLine(
        "keywright: '"
            + String.join(" ", words)
            + "' is not understood (write nothing, run SCRIPT ARG…, exec 'COMMAND',"
            + " verify-audit FILE [CHECKPOINT…], or verify-minutes FILE)");
    return Failure.USAGE;
  }

  private static String quoted(String word) {
    return "\"" + word.replaceAll("[\\\\\"$]", "\\\\$0") + "\"";
  }

  private static int interruptible(Session session, Work work) throws IOException {
    try (var _ = CtrlC.handle(session)) {
      return work.in(session);
    }
  }

  private interface Work {
    int in(Session session) throws IOException;
  }
}
