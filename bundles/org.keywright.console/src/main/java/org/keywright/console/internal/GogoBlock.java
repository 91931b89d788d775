// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;
import org.keywright.console.spi.Block;

/** Statements in braces. */
record GogoBlock(Session session, Function statements) implements Block {
  @Override
  public @Nullable Object run(List<?> arguments) throws Exception {
    session.pending().enter();
    try {
      return statements.execute(
          session.gogo(), arguments.isEmpty() ? null : new ArrayList<>(arguments));
    } finally {
      session.pending().leave();
    }
  }

  @Override
  public String words() {
    return session.blocks().words(statements);
  }
}
