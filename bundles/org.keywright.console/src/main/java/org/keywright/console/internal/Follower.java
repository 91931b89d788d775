// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.keywright.console.spi.UsageException;

/**
 * Carries out the statements of another Keywright, which has started this one and holds its
 * standard input. Once that is closed, by intention or because the other is gone, the statement at
 * work is interrupted, and this one ends.
 */
final class Follower {
  private static final System.Logger LOG = System.getLogger(Follower.class.getName());

  private final Session session;
  private final ByteArrayOutputStream shown;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final BlockingQueue<Optional<String>> statements = new LinkedBlockingQueue<>();
  private volatile boolean ended;

  /**
   * Makes a follower.
   *
   * @param shown what the session's screen shows goes there
   * @param in where statements come from
   * @param out where answers go
   */
  Follower(Session session, ByteArrayOutputStream shown, InputStream in, OutputStream out) {
    this.session = session;
    this.shown = shown;
    this.in = new DataInputStream(in);
    this.out = new DataOutputStream(out);
  }

  /** Says that it is there, follows until the end, and returns the exit status. */
  int run() throws IOException {
    Thread.ofPlatform().daemon().name("keywright-follower").start(this::read);
    new Said(0, false, "", session.settings().version()).write(out);
    try {
      while (session.exit().isEmpty()) {
        Optional<String> next = statements.take();
        session.interruption().reset();
        if (next.isEmpty() || ended) {
          return 0;
        }
        carryOut(next.get()).write(out);
      }
      return session.exit().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Failure.INTERRUPTED;
    }
  }

  private void read() {
    try {
      while (true) {
        statements.add(Optional.of(Said.text(in)));
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "nobody is to be followed any more", e);
    }
    ended = true;
    session.interruption().interrupt();
    statements.add(Optional.empty());
  }

  private Said carryOut(String text) {
    shown.reset();
    try {
      Object result = null;
      for (var statement : Script.statements(text)) {
        result = session.execute(statement.text());
        if (!statement.silent()) {
          session.show(result);
        }
      }
      return new Said(0, false, output(), word(result));
    } catch (UsageException e) {
      return Said.of(session.failure(e, ""), output());
    } catch (Exception | LinkageError e) {
      return Said.of(session.failure(e, "in a process of its own"), output());
    }
  }

  private static String word(@Nullable Object result) {
    return result == null ? "" : result.toString();
  }

  private String output() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}
