// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import org.keywright.crypto.Bytes;
import org.keywright.vault.KeyLife;
import org.keywright.vault.KeyStanding;

/** A row of any table that holds a key with its life. */
interface LifeRow {
  KeyStanding standing();

  /** The sealed key; of a destroyed one the mark that is in its place. */
  Bytes sealed();

  /** All of the row: the key opens only while nothing of it was changed. */
  Lv identity(Seals seals);

  /** The same row at another point of its key's life, sealed as it was. */
  LifeRow at(KeyLife life);

  /** Writes what may change of this row, and a new sealed key. */
  void update(Session session, Bytes sealed) throws SQLException;

  /** Names the key for people: {@code key fuel/3}. */
  String what();
}
