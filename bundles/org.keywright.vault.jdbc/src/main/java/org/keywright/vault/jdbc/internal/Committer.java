// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Keys;
import org.keywright.vault.QuotaException;
import org.keywright.vault.VaultException;

/**
 * The one thread that changes the database. What comes while it is at work shares one transaction
 * and one commit; nobody hears of success before that is on the disk.
 *
 * <p>A platform thread, because a virtual one would hold its carrier while the disk works. When a
 * change fails for its own reasons, the transaction is undone and each of its changes is tried
 * alone, so that nobody fails for somebody else. When the disk fails, all who wait are told.
 */
final class Committer implements AutoCloseable {
  private static final int MOST_TOGETHER = 512;

  private final Database database;
  private final Tally tally;
  private final LastSeen seen;
  private final Keys keys;
  private final BlockingQueue<Change<?>> queue = new LinkedBlockingQueue<>();
  private final Object gate = new Object();
  private final Change<?> last = new Change<>(session -> 0, false);
  private final Thread thread;
  private @Nullable Session session;
  private boolean closed;

  Committer(Database database, Session session, Keys keys, Tally tally, LastSeen seen) {
    this.database = database;
    this.tally = tally;
    this.seen = seen;
    this.keys = keys;
    this.session = session;
    thread =
        Thread.ofPlatform().daemon().name("keywright-vault-writer").unstarted(this::takeAndCommit);
  }

  void start() {
    thread.start();
  }

  /** Makes the change and returns when it is durable. An interrupt is kept for afterwards. */
  <T> T commit(Work<T> work) throws VaultException {
    var change = new Change<>(work, false);
    hand(change);
    return change.outcome();
  }

  private void hand(Change<?> change) throws VaultException {
    synchronized (gate) {
      if (closed) {
        throw Store.isClosed();
      }
      queue.add(change);
    }
  }

  /** Does work between the transactions of others, and in none. An interrupt is kept. */
  <T> T alone(Work<T> work) throws VaultException {
    var change = new Change<>(work, true);
    hand(change);
    return change.outcome();
  }

  /** Finishes what was handed in, then ends; returns when the connection is closed. */
  @Override
  public void close() {
    synchronized (gate) {
      if (!closed) {
        closed = true;
        queue.add(last);
      }
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeAndCommit() {
    try {
      boolean more = true;
      while (more) {
        Change<?> first = next();
        // The marks of all rows are under one key, whose schedule is erased once for all of them.
        more = keys.together(() -> commitTogether(first));
      }
    } finally {
      synchronized (gate) {
        closed = true;
      }
      queue.forEach(change -> change.fail(Store.isClosed()));
      endSession();
    }
  }

  private Change<?> next() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        // Nobody has a reason to interrupt this thread; it ends with its last change.
      }
    }
  }

  /** Returns whether more may come. */
  private boolean commitTogether(Change<?> first) {
    if (first == last) {
      return false;
    }
    if (first.alone) {
      doAlone(first);
      return true;
    }
    var together = new ArrayList<Change<?>>();
    boolean more = true;
    boolean committing = false;
    try {
      Session current = begun();
      Change<?> change = first;
      while (change != null) {
        together.add(change);
        change.make(current);
        change = together.size() < MOST_TOGETHER ? another() : null;
        if (change == last) {
          more = false;
          change = null;
        }
      }
      committing = true;
      commit(current);
      together.forEach(Change::succeed);
    } catch (SQLException | VaultException | RuntimeException | Error e) {
      if (together.isEmpty()) {
        together.add(first);
      }
      if (isLost(e)) {
        commitAfterLoss(together, committing);
      } else {
        undo(e);
        settle(together, e);
      }
    }
    return more;
  }

  /** The next change that shares the transaction, if there is one. */
  private @Nullable Change<?> another() {
    Change<?> next = queue.peek();
    return next == null || next.alone ? null : queue.poll();
  }

  private void doAlone(Change<?> change) {
    try {
      change.make(open());
      change.succeed();
    } catch (SQLException | VaultException | RuntimeException | Error e) {
      change.fail(explained(e));
    }
  }

  /** After a failure that undid all of them. */
  private void settle(List<Change<?>> together, Throwable failure) {
    if (together.size() == 1 || isOfTheDisk(failure)) {
      together.forEach(each -> each.fail(explained(failure)));
    } else {
      together.forEach(this::commitAlone);
    }
  }

  private boolean isOfTheDisk(Throwable failure) {
    return failure instanceof SQLException e && database.isOfTheDisk(e);
  }

  private boolean isLost(Throwable failure) {
    return failure instanceof SQLException e && database.isLost(e);
  }

  /**
   * Goes on over another connection, once: what was not committed over the one that broke is made
   * anew. The server is asked whether it was, for the connection may have broken before its answer.
   */
  private void commitAfterLoss(List<Change<?>> together, boolean committing) {
    String transaction = session == null ? "" : session.transaction();
    tally.undone();
    endSession();
    try {
      Session current = begun();
      if (committing && database.isCommitted(current, transaction)) {
        current.rollback();
      } else {
        for (Change<?> change : together) {
          change.make(current);
        }
        commit(current);
      }
      together.forEach(Change::succeed);
    } catch (SQLException | VaultException | RuntimeException | Error e) {
      undo(e);
      settle(together, e);
    }
  }

  private void commit(Session current) throws SQLException, VaultException {
    tally.settle(current);
    current.commit();
    seen.note(tally.committed());
  }

  private void commitAlone(Change<?> change) {
    try {
      Session current = begun();
      change.make(current);
      commit(current);
      change.succeed();
    } catch (SQLException | VaultException | RuntimeException | Error e) {
      undo(e);
      change.fail(explained(e));
    }
  }

  private Exception explained(Throwable failure) {
    return switch (failure) {
      case SQLException e -> database.explained(e);
      case VaultException e -> e;
      case RuntimeException e -> e;
      default -> new VaultException("the vault failed: " + failure, failure);
    };
  }

  private Session begun() throws SQLException {
    Session current = open();
    current.begin();
    return current;
  }

  private Session open() throws SQLException {
    Session current = session;
    if (current == null) {
      current = database.writing();
      session = current;
    }
    return current;
  }

  /**
   * After a failed roll-back nobody knows how the connection stands, and after a failure of the
   * disk its statements may be of no use any more; so another takes its place.
   */
  private void undo(Throwable failure) {
    tally.undone();
    Session current = session;
    if (current == null) {
      return;
    }
    try {
      current.rollback();
    } catch (SQLException e) {
      endSession();
    }
    if (isOfTheDisk(failure)) {
      endSession();
    }
  }

  private void endSession() {
    Session current = session;
    session = null;
    if (current == null) {
      return;
    }
    try {
      current.close();
    } catch (SQLException e) {
      System.getLogger(Committer.class.getName())
          .log(System.Logger.Level.DEBUG, "closing {0}: {1}", database.name(), e.getMessage());
    }
  }

  /** A change and who waits for it. */
  private static final class Change<T> {
    private final Work<T> work;
    private final boolean alone;
    private final CompletableFuture<Result<T>> future = new CompletableFuture<>();
    private @Nullable Made<T> made;

    Change(Work<T> work, boolean alone) {
      this.work = work;
      this.alone = alone;
    }

    void make(Session session) throws SQLException, VaultException {
      made = new Made<>(work.with(session));
    }

    void succeed() {
      Made<T> result = made;
      if (result != null) {
        future.complete(result);
      }
    }

    void fail(Exception failure) {
      future.complete(new Failed<>(failure));
    }

    T outcome() throws VaultException {
      return switch (future.join()) {
        case Made<T>(T value) -> value;
        case Failed<T>(Exception failure) -> throw told(failure);
      };
    }

    /** An exception of one's own for each who waits: its trace shows where he called from. */
    private static VaultException told(Exception failure) {
      return switch (failure) {
        case QuotaException e -> new QuotaException(String.valueOf(e.getMessage()), e);
        case VaultException e -> new VaultException(String.valueOf(e.getMessage()), e);
        case RuntimeException e -> throw e;
        default -> new VaultException(String.valueOf(failure.getMessage()), failure);
      };
    }
  }

  private sealed interface Result<T> {}

  private record Made<T>(T value) implements Result<T> {}

  private record Failed<T>(Exception failure) implements Result<T> {}
}
