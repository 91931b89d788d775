// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.gogo.runtime.EOFError;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.keywright.console.spi.UsageException;

/** Runs statements one after the other, and stops at the first that fails unless told to go on. */
final class ScriptRunner {
  private final Session session;
  private int failures;
  private int status;

  ScriptRunner(Session session) {
    this.session = session;
  }

  /** Runs a script file and returns the exit status. */
  int file(Path file, List<String> arguments) {
    String text;
    try {
      text = new String(InputFile.bytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return session.fail(e, "");
    }
    Path absolute = file.toAbsolutePath().normalize();
    session.gogo().put("here", String.valueOf(absolute.getParent()));
    session.gogo().put("args", List.copyOf(arguments));
    return text(text, file.toString());
  }

  /** Runs a text and returns the exit status. */
  int text(String text, String name) {
    List<Script.Statement> statements;
    try {
      statements = Script.statements(text);
    } catch (SyntaxError e) {
      return session.fail(e, name + ":" + (e.line() + 1));
    } catch (UsageException e) {
      return session.fail(e, name);
    }
    for (var statement : statements) {
      if (!run(statement, name.isEmpty() ? "" : name + ":" + statement.line())) {
        break;
      }
    }
    return end();
  }

  /**
   * Runs statements as they come from a stream, a line at a time, so that lines between them can
   * answer what a command asks for.
   */
  int stream(InputStream in, String name) throws IOException {
    var waiting = new StringBuilder();
    int line = 0;
    int first = 1;
    for (String next = line(in); next != null; next = line(in)) {
      line++;
      waiting.append(next).append('\n');
      try {
        for (var statement : Script.statements(waiting)) {
          if (!run(statement, name + ":" + (first + statement.line() - 1))) {
            return end();
          }
        }
      } catch (EOFError e) {
        continue;
      } catch (SyntaxError | UsageException e) {
        return session.fail(e, name + ":" + line);
      }
      waiting.setLength(0);
      first = line + 1;
    }
    return waiting.isEmpty()
        ? end()
        : session.fail(new java.io.EOFException("the input ended"), name + ":" + first);
  }

  private static @org.jspecify.annotations.Nullable String line(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    for (; b >= 0 && b != '\n'; b = in.read()) {
      bytes.write(b);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Runs a statement and shows what it returns; returns whether to go on. */
  boolean run(Script.Statement statement, String where) {
    session.interruption().reset();
    try {
      Object result = session.execute(statement.text());
      if (!statement.silent()) {
        session.show(result);
      }
    } catch (Exception | LinkageError e) {
      failures++;
      status = session.fail(e, where);
      if (session.interruption().asked()) {
        status = Failure.INTERRUPTED;
      }
      return session.goOn() && status != Failure.INTERRUPTED && session.exit().isEmpty();
    }
    if (session.interruption().asked()) {
      failures++;
      status = session.fail(new Failure.Interrupted(), where);
      return false;
    }
    return session.exit().isEmpty();
  }

  private int end() {
    if (session.exit().isPresent()) {
      return session.exit().get();
    }
    if (failures > 0 && session.goOn()) {
      session.remark(
          "keywright: " + failures + (failures == 1 ? " statement" : " statements") + " failed");
    }
    return status;
  }
}
