// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What was done in the workbench, as statements that a script can repeat. Safe for many threads.
 */
public final class Recording {
  private final List<Statement> statements = new ArrayList<>();

  /** Keeps a statement that went well; it holds no secret, for secrets are asked for. */
  synchronized void add(Statement statement) {
    statements.add(statement);
  }

  /** The statements in their order. */
  public synchronized List<Statement> statements() {
    return List.copyOf(statements);
  }

  /** The script: a line for each statement. */
  public synchronized String script() {
    return String.join("", statements.stream().map(each -> each.text() + "\n").toList());
  }
}
