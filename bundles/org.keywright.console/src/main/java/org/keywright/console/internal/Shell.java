// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;

/** What the application's words ask for: a script, one command, or a person at the keyboard. */
final class Shell {
  private final Settings settings;
  private final CommandProcessor processor;
  private final CommandTable table;
  private final Screen screen;
  private final Runnable closing;

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

  /** Runs and returns the exit status. */
  int run(List<String> words) {
    try (var session = new Session(settings, processor, table, screen)) {
      var control = new ControlCommands(session);
      table.add("", ControlCommands.NAMES, control, () -> control);
      table.add("temp", List.of("dir"), control, () -> control);
      session.temporary().before(closing);
      return dispatch(session, words);
    } catch (IOException e) {
      screen.errorLine("keywright: " + Failure.of(e).line());
      return Failure.FAILED;
    }
  }

  private int dispatch(Session session, List<String> words) throws IOException {
    if (words.isEmpty()) {
      return screen.onTerminal()
          ? new Dialogue(session).run()
          : interruptible(session, () -> new ScriptRunner(session).stream(screen.in(), "stdin"));
    }
    String first = words.getFirst();
    if (first.equals("run") && words.size() >= 2) {
      var script = Path.of(words.get(1));
      var arguments = words.subList(2, words.size());
      return interruptible(session, () -> new ScriptRunner(session).file(script, arguments));
    } else if (first.equals("exec") && words.size() == 2) {
      return interruptible(session, () -> new ScriptRunner(session).text(words.get(1), ""));
    }
    screen.errorLine(
        "keywright: '"
            + String.join(" ", words)
            + "' is not understood (write nothing, run SCRIPT ARG…, or exec 'COMMAND')");
    return Failure.USAGE;
  }

  private static int interruptible(Session session, Work work) throws IOException {
    try (var _ = CtrlC.handle(session)) {
      return work.run();
    }
  }

  private interface Work {
    int run() throws IOException;
  }
}
