// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.keywright.vault.VaultException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/**
 * An SQLite file: makes sessions on it, and says in people's words what went wrong with it.
 *
 * @param path where it is
 * @param mostPages the size that it may grow to, 0 for no limit
 */
record SqliteFile(Path path, long mostPages) {
  /** Marks the file as a Keywright vault in its header: {@code KWVT}. */
  static final int APPLICATION_ID = 0x4B575654;

  private static final int BUSY_MILLIS = 2_000;
  private static final int CHECKPOINT_PAGES = 4_000;
  private static final int CACHE_KIB = 16_384;
  private static final int PRIMARY_CODE = 0xFF;

  /** A session that writes a file that does not exist yet, without a write-ahead log. */
  Session creating() throws SQLException {
    return connect(
        true, List.of("PRAGMA application_id = " + APPLICATION_ID, "PRAGMA synchronous = FULL"));
  }

  /** A session that reads and writes. */
  Session writing() throws SQLException {
    var settings =
        new ArrayList<>(
            List.of(
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = FULL",
                "PRAGMA secure_delete = FAST",
                "PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES));
    if (mostPages > 0) {
      settings.add("PRAGMA max_page_count = " + mostPages);
    }
    return connect(false, settings);
  }

  /** A session that only reads. */
  Session reading() throws SQLException {
    return connect(false, List.of("PRAGMA query_only = ON"));
  }

  /**
   * Writes the file anew from the rows that it has now, and empties the write-ahead log. Deleting
   * with zeros alone is not enough: pages that were put in order may keep an old row between the
   * new ones.
   */
  void erase(Session session) throws SQLException, VaultException {
    session.execute("VACUUM");
    if (session.number("PRAGMA wal_checkpoint(TRUNCATE)") != 0) {
      throw new VaultException(
          "the key is destroyed, but another program reads %s, so that the file still has its"
                  .formatted(path.getFileName())
              + " sealed bytes: close that; they are erased when the vault is opened next");
    }
  }

  private Session connect(boolean create, List<String> settings) throws SQLException {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    // Else the driver asks for the last row's number after each change, which nobody wants to know.
    config.setGetGeneratedKeys(false);
    if (!create) {
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    }
    var source = new SQLiteDataSource(config);
    // As a URI, because the driver takes what follows a question mark in a plain path for options.
    source.setUrl("jdbc:sqlite:" + path.toAbsolutePath().toUri());
    var session = new Session(source.getConnection());
    try {
      session.execute("PRAGMA foreign_keys = ON");
      session.execute("PRAGMA trusted_schema = OFF");
      session.execute("PRAGMA cell_size_check = ON");
      // Only these reach the disk itself on macOS; elsewhere they say nothing.
      session.execute("PRAGMA fullfsync = ON");
      session.execute("PRAGMA checkpoint_fullfsync = ON");
      session.execute("PRAGMA cache_size = -" + CACHE_KIB);
      for (String setting : settings) {
        session.execute(setting);
      }
      return session;
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  /** Whether the failure is the disk's, so that trying the same again now is of no use. */
  static boolean isOfTheDisk(SQLException e) {
    return switch (primary(e)) {
      case SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_CORRUPT -> true;
      default -> false;
    };
  }

  /** What a failure of the database means for people; the same for each who waits for it. */
  VaultException explained(SQLException e) {
    String name = path.getFileName().toString();
    String words =
        switch (primary(e)) {
          case SQLITE_FULL ->
              "the disk is full: nothing of this was written to "
                  + name
                  + "; make room and try again";
          case SQLITE_IOERR -> "the disk of " + name + " failed or is full: this was not saved";
          case SQLITE_READONLY -> "the vault " + name + " cannot be written: it is read-only";
          case SQLITE_CANTOPEN -> "the vault " + name + " or a file beside it cannot be opened";
          case SQLITE_BUSY, SQLITE_LOCKED ->
              "the vault " + name + " is locked by another program; close that and try again";
          case SQLITE_CORRUPT, SQLITE_NOTADB ->
              "the vault " + name + " is damaged: restore a backup of it";
          case SQLITE_NOMEM -> "there is too little memory for the vault " + name;
          default -> "the vault " + name + " failed: " + e.getMessage();
        };
    return new VaultException(words, e);
  }

  private static SQLiteErrorCode primary(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & PRIMARY_CODE)
        : SQLiteErrorCode.SQLITE_ERROR;
  }
}
