// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;

/** A command as Gogo calls it. */
final class CommandFunction implements Function {
  private final String name;
  private final Session session;

  CommandFunction(String name, Session session) {
    this.name = name;
    this.session = session;
  }

  @Override
  public @Nullable Object execute(CommandSession gogo, @Nullable List<Object> words)
      throws Exception {
    List<Object> given = words == null ? List.of() : words;
    Object before = session.pending().take(given, gogo);
    if (before != null) {
      session.show(before);
    }
    var found =
        session
            .table()
            .find(name)
            .orElseThrow(() -> new UsageException(unknown(), "help lists the commands"));
    var sorted = Words.sort(found.model(), given);
    if (sorted.help()) {
      return Help.of(found.model(), session.screen().style());
    }
    Object[] values =
        sorted.values(
            session, word -> word instanceof Function f ? new GogoBlock(session, f) : null);
    Object result = call(found, values, sorted.json());
    Object shown = sorted.json() ? new AsJson(result) : result;
    if (result instanceof Outcome outcome && outcome.failure().isPresent()) {
      session.show(shown);
      throw new CommandException(outcome.failure().get());
    }
    session.pending().returned(shown);
    return shown;
  }

  /** Gogo prints each statement before it runs it, if what is called echo reads otherwise. */
  @Override
  public String toString() {
    return "false";
  }

  private String unknown() {
    return "unknown command '" + name + "': what brought it has gone, or is not ready";
  }

  private @Nullable Object call(CommandTable.Found found, Object[] values, boolean json)
      throws Exception {
    var thread = Thread.currentThread();
    try (var _ = session.interruption().target(thread::interrupt);
        var _ = session.showing(json)) {
      if (session.interruption().asked()) {
        throw new Failure.Interrupted();
      }
      return found.model().method().invoke(found.group(), values);
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case Error error -> throw error;
        case Exception exception -> throw exception;
        case null, default -> throw new CommandException("the command failed");
      }
    }
  }
}
