// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser.ParseContext;
import org.jline.reader.SyntaxError;
import org.jline.terminal.impl.DumbTerminal;
import org.jspecify.annotations.Nullable;
import org.keywright.console.CommandLine;
import org.keywright.console.CommandScreen;
import org.keywright.console.Completion;

/** A session whose screen is another program's. */
final class EmbeddedSession implements CommandLine {
  private final CommandTable table;
  private final Session session;
  private final LineCompleter completer;
  private @Nullable LineReader reader;

  EmbeddedSession(
      Settings settings, CommandProcessor processor, CommandTable all, CommandScreen screen) {
    this.table = new CommandTable(all);
    this.completer = new LineCompleter(table);
    var lines =
        new Screen(
            InputStream.nullInputStream(),
            LineStream.to(screen::show),
            LineStream.to(screen::tell),
            false);
    this.session = new Session(settings, processor, table, lines, screen);
    var control = new ControlCommands(session);
    table.add("", ControlCommands.NAMES, control, () -> control);
    table.add("temp", List.of("dir"), control, () -> control);
  }

  @Override
  public int run(String text) {
    return new ScriptRunner(session).text(text, "");
  }

  @Override
  public boolean interrupt() {
    return session.interruption().interrupt();
  }

  @Override
  public synchronized Completion complete(String line, int cursor) {
    try {
      LineReader parsing = reader();
      var parsed = parsing.getParser().parse(line, cursor, ParseContext.COMPLETE);
      var candidates = new ArrayList<Candidate>();
      completer.complete(parsing, parsed, candidates);
      String begun = parsed.word().substring(0, parsed.wordCursor());
      return new Completion(
          cursor - begun.length(),
          candidates.stream()
              .filter(candidate -> candidate.value().startsWith(begun))
              .map(EmbeddedSession::proposal)
              .sorted(Comparator.comparing(Completion.Proposal::value))
              .distinct()
              .toList());
    } catch (SyntaxError | IOException e) {
      return new Completion(cursor, List.of());
    }
  }

  private static Completion.Proposal proposal(Candidate candidate) {
    return new Completion.Proposal(
        candidate.value(), candidate.descr() == null ? "" : candidate.descr());
  }

  /** Only its parser and its way to read folders are used. */
  private LineReader reader() throws IOException {
    LineReader made = reader;
    if (made == null) {
      made =
          LineReaderBuilder.builder()
              .terminal(
                  new DumbTerminal(InputStream.nullInputStream(), OutputStream.nullOutputStream()))
              .parser(new Dialogue.StatementParser())
              .build();
      reader = made;
    }
    return made;
  }

  @Override
  public void close() {
    session.close();
  }
}
