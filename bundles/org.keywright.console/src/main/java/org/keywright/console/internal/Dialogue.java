// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.util.function.Supplier;
import org.apache.felix.gogo.runtime.EOFError;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.keywright.console.spi.UsageException;

/** A person at the keyboard: prompt, completion, history. */
final class Dialogue {
  private static final Logger LOG = System.getLogger(Dialogue.class.getName());
  private static final int HISTORY = 2_000;
  private static final int USUAL_WIDTH = 80;
  private static final int USUAL_HEIGHT = 24;

  private final Session session;
  private final Supplier<String> standing;

  Dialogue(Session session, Supplier<String> standing) {
    this.session = session;
    this.standing = standing;
  }

  int run() throws IOException {
    var terminal = session.screen().terminal();
    if (terminal.isEmpty()) {
      return new ScriptRunner(session).stream(session.screen().in(), "stdin");
    }
    if (terminal.get().getWidth() <= 0) {
      // A line that does not say how wide it is; without a width nothing could be shown.
      terminal.get().setSize(new Size(USUAL_WIDTH, USUAL_HEIGHT));
    }
    LineReader reader = reader(terminal.get());
    terminal.get().handle(Terminal.Signal.INT, signal -> session.interruption().interrupt());
    session.screen().lines(java.util.List.of(greeting()));
    var runner = new ScriptRunner(session);
    while (session.exit().isEmpty()) {
      try {
        line(
            runner,
            reader.readLine(session.screen().style().strong("keywright" + standing.get() + "> ")));
      } catch (UserInterruptException e) {
        session.interruption().reset();
      } catch (EndOfFileException e) {
        session.exit(0);
      }
    }
    return session.exit().orElse(0);
  }

  private String greeting() {
    return "Keywright "
        + session.settings().version()
        + ". help lists the commands, Ctrl-D leaves.";
  }

  private LineReader reader(Terminal terminal) {
    var parser = new StatementParser();
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("keywright")
            .parser(parser)
            .completer(new LineCompleter(session.table()))
            // A guess further away than a letter surprises more than it helps.
            .variable(LineReader.ERRORS, 1)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
            .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
            .option(LineReader.Option.INSERT_TAB, false)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%M%P > ")
            .variable(LineReader.HISTORY_SIZE, HISTORY)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY)
            // Hex that somebody sends by hand may be a key.
            .variable(LineReader.HISTORY_IGNORE, "*apdu\\:send*")
            .build();
    try {
      Files.createDirectories(session.settings().cache());
      reader.setVariable(LineReader.HISTORY_FILE, session.settings().history());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the history is not kept", e);
    }
    return reader;
  }

  private void line(ScriptRunner runner, String line) {
    try {
      for (var statement : Script.statements(line)) {
        if (!runner.run(statement, "")) {
          return;
        }
      }
    } catch (SyntaxError | UsageException e) {
      session.fail(e, "");
    }
  }

  /** Lets a statement go over several lines while a bracket or quote is open. */
  static final class StatementParser extends DefaultParser {
    StatementParser() {
      setEscapeChars(null);
      setQuoteChars(new char[] {'\'', '"'});
    }

    @Override
    public org.jline.reader.ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE) {
        try {
          Script.statements(line);
        } catch (EOFError e) {
          throw new org.jline.reader.EOFError(e.line(), e.column(), "the statement is not ended");
        } catch (SyntaxError | UsageException e) {
          // said when it is run
        }
      }
      return super.parse(line, cursor, context);
    }
  }
}
