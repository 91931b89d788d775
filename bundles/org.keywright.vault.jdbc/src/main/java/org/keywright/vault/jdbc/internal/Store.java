// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.keywright.crypto.Keys;
import org.keywright.vault.VaultException;

/**
 * The way to the database of an open vault. Reads run side by side on a few connections and see all
 * that was committed before; changes go through the {@link Committer}. Safe for use by many
 * threads.
 */
final class Store implements AutoCloseable {
  private static final int READERS = 4;

  private final Database database;
  private final Tally tally;
  private final LastSeen seen;
  private final Committer committer;
  private final Semaphore permits = new Semaphore(READERS);
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /** Takes over a session that writes, the tally, and the notes. */
  Store(Database database, Session writing, Keys keys, Tally tally, LastSeen seen) {
    this.database = database;
    this.tally = tally;
    this.seen = seen;
    committer = new Committer(database, writing, keys, tally, seen);
    committer.start();
  }

  Database database() {
    return database;
  }

  Tally tally() {
    return tally;
  }

  LastSeen seen() {
    return seen;
  }

  /** Reads; the work keeps no result set, and calls nobody else's code. */
  <T> T read(Work<T> work) throws VaultException {
    permits.acquireUninterruptibly();
    try {
      if (closed) {
        throw isClosed();
      }
      return readOnce(work);
    } catch (SQLException e) {
      throw database.explained(e);
    } finally {
      permits.release();
    }
  }

  private <T> T readOnce(Work<T> work) throws SQLException, VaultException {
    Session lent = idle.poll();
    Session session = lent == null ? database.reading() : lent;
    try {
      T result = work.with(session);
      idle.push(session);
      return result;
    } catch (VaultException e) {
      idle.push(session);
      throw e;
    } catch (SQLException e) {
      discard(session);
      // One that lay idle may have been cut long ago, and the others with it.
      if (lent != null && database.isLost(e)) {
        return readOnce(work);
      }
      throw e;
    } catch (RuntimeException e) {
      discard(session);
      throw e;
    }
  }

  private void discard(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      System.getLogger(Store.class.getName())
          .log(System.Logger.Level.DEBUG, "closing {0}: {1}", database.name(), e.getMessage());
    }
  }

  /** Changes; durable when it returns. */
  <T> T write(Work<T> work) throws VaultException {
    return committer.commit(work);
  }

  /** Erases from the files what was destroyed; returns when nothing of it is left there. */
  void erase() throws VaultException {
    boolean owed =
        committer.alone(
            session -> {
              boolean isOwed = Erasure.owed(session);
              if (isOwed) {
                database.erase(session);
              }
              return isOwed;
            });
    if (owed) {
      write(
          session -> {
            Erasure.end(session);
            return true;
          });
    }
  }

  /** Finishes what is under way and closes the file. */
  @Override
  public void close() {
    closed = true;
    permits.acquireUninterruptibly(READERS);
    try {
      for (Session session = idle.poll(); session != null; session = idle.poll()) {
        discard(session);
      }
    } finally {
      permits.release(READERS);
      committer.close();
      tally.close();
      seen.close();
    }
  }

  static VaultException isClosed() {
    return new VaultException("the vault is closed: vault:open FILE opens one");
  }
}
