// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Keys;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.LastSeen.Seen;

/**
 * Makes an open vault of a database whose data key a passphrase has opened.
 *
 * @param keys makes the key of the tally
 * @param settings the clock, and where notes are
 * @param unlocking asks for a passphrase again
 * @param schema the layouts that there are
 * @param accepting whether an older copy is accepted
 */
record Opening(
    Keys keys, Settings settings, Unlocking unlocking, Schema schema, Accepting accepting) {
  /** Takes over database, session and seals when it returns. */
  JdbcVault vault(
      Database database,
      Session session,
      Unlocking.Opened opened,
      Seals seals,
      Optional<OfficersCrypto> crypto)
      throws SQLException, VaultException {
    LastSeen seen = LastSeen.open(settings.notes(), opened.id(), settings.clock());
    Session writing = session;
    Tally tally = null;
    Store store = null;
    boolean whole = false;
    try {
      long number = number(session, seals);
      Optional<Seen> newer = seen.newerThan(number);
      accepting.require(newer, number, database.name(), crypto.isPresent());
      if (broughtUpToDate(database, session, seals)) {
        // Another session, which knows the tables as they are now.
        session.close();
        writing = database.writing();
      }
      tally = Tally.open(database, seals, writing);
      store = new Store(database, writing, keys, tally, seen);
      var vault =
          new JdbcVault(store, seals, keys, settings, unlocking, opened, crypto, schema.newest());
      store.erase();
      if (newer.isPresent()) {
        vault.acceptOlder(accepting.act().orElseThrow(), accepting.words(newer.get(), number));
      }
      vault.noteOpening();
      seen.note(OptionalLong.of(number));
      whole = true;
      return vault;
    } finally {
      if (!whole) {
        release(store, tally, seen, writing);
      }
    }
  }

  private long number(Session session, Seals seals) throws SQLException, VaultException {
    return Schema.hasTally(schema.layout(session)) ? Tally.number(session, seals) : 0;
  }

  /** Returns whether the layout was an older one; when it fails, the session is of no use. */
  private boolean broughtUpToDate(Database database, Session session, Seals seals)
      throws SQLException, VaultException {
    if (schema.layout(session) == schema.newest()) {
      return false;
    }
    session.begin();
    if (Schema.hasTally(schema.layout(session))) {
      try (Tally tally = Tally.open(database, seals, session)) {
        var drift = tally.drift(session);
        schema.migrate(session, settings.clock());
        tally.restate(session, drift);
      }
    } else {
      schema.migrate(session, settings.clock());
      ChainedLog.adopt(session, seals);
      Tally.begin(database, seals, keys, session);
    }
    database.equip(session);
    session.commit();
    return true;
  }

  private static void release(
      @Nullable Store store, @Nullable Tally tally, LastSeen seen, Session writing)
      throws SQLException {
    if (store != null) {
      store.close();
      return;
    }
    if (tally != null) {
      tally.close();
    }
    seen.close();
    writing.close();
  }
}
