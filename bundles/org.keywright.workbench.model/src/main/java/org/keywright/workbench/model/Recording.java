// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was done in the workbench, as statements that a script can repeat, in the order in which
 * they were begun. Safe for many threads.
 */
public final class Recording {
  /** What is about something else that is at work; a script does one thing after the other. */
  private static final Set<String> MEANWHILE = Set.of("job:cancel");

  private final List<Begun> all = new ArrayList<>();

  /** A statement that was begun, and what came of it. */
  final class Begun {
    private final Statement statement;
    private Optional<Performed> done = Optional.empty();

    private Begun(Statement statement) {
      this.statement = statement;
    }

    /** It has ended. */
    void ended(Performed performed) {
      synchronized (all) {
        done = Optional.of(performed);
      }
    }

    private boolean kept() {
      return done.filter(came -> came.ok() || came.endedJob()).isPresent();
    }

    /** A job that ended with modules refused or left out ends its command with an error too. */
    private String lines() {
      String line = statement.text() + "\n";
      if (MEANWHILE.contains(statement.words().getFirst())) {
        return "# " + line;
      }
      return done.filter(Performed::ok).isPresent()
          ? line
          : "onerror continue\n" + line + "onerror stop\n";
    }
  }

  /**
   * Keeps a statement, if it does what it was to do; it holds no secret, for secrets are asked for.
   */
  Begun begin(Statement statement) {
    var begun = new Begun(statement);
    synchronized (all) {
      all.add(begun);
    }
    return begun;
  }

  /** The statements that did what they were to do. */
  public List<Statement> statements() {
    synchronized (all) {
      return all.stream().filter(Begun::kept).map(begun -> begun.statement).toList();
    }
  }

  /** The script: a line for each statement. */
  public String script() {
    synchronized (all) {
      return String.join("", all.stream().filter(Begun::kept).map(Begun::lines).toList());
    }
  }
}
