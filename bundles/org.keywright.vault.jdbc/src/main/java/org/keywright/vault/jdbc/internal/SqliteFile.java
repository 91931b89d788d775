// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.VaultException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/** A vault in an SQLite file, for one process at a time. */
final class SqliteFile implements Database {
  /** Marks the file as a Keywright vault in its header: {@code KWVT}. */
  static final int APPLICATION_ID = 0x4B575654;

  private static final int BUSY_MILLIS = 2_000;
  private static final int CHECKPOINT_PAGES = 4_000;
  private static final int CACHE_KIB = 16_384;
  private static final int PRIMARY_CODE = 0xFF;
  private static final long CHECKED_WHOLE = 8L << 20;

  private final Path path;
  private final long mostPages;
  private @Nullable HolderLock lock;

  /**
   * Names a file.
   *
   * @param path where it is, or is to be
   * @param mostPages the size that it may grow to, 0 for no limit
   */
  SqliteFile(Path path, long mostPages) {
    this.path = path;
    this.mostPages = mostPages;
  }

  @Override
  public String name() {
    return String.valueOf(path.getFileName());
  }

  @Override
  public String address() {
    return path.toString();
  }

  @Override
  public void hold() throws VaultException {
    lock = HolderLock.take(path);
  }

  @Override
  public void requireVault() throws VaultException {
    VaultFile.requireVault(path);
  }

  /** A small file is checked whole, which takes some milliseconds; a large one as it is read. */
  @Override
  public void requireSound(Session session) throws SQLException, VaultException {
    if (path.toFile().length() <= CHECKED_WHOLE
        && !session.text("PRAGMA quick_check(1)").equals("ok")) {
      throw new VaultException("the vault " + name() + " is damaged: restore a backup of it");
    }
  }

  @Override
  public <T> T make(Work<T> work) throws VaultException {
    if (Files.exists(path)) {
      throw new VaultException(path + " exists already");
    }
    Path unfinished = VaultFile.beginning(path);
    var making = new SqliteFile(unfinished, mostPages);
    T made;
    try (Session session = making.creating()) {
      session.begin();
      made = work.with(session);
      session.commit();
    } catch (SQLException e) {
      VaultFile.discard(unfinished);
      throw making.explained(e);
    } catch (VaultException e) {
      VaultFile.discard(unfinished);
      throw e;
    }
    VaultFile.finish(unfinished, path);
    return made;
  }

  /** A session that writes a file that does not exist yet, without a write-ahead log. */
  Session creating() throws SQLException {
    return connect(
        true, List.of("PRAGMA application_id = " + APPLICATION_ID, "PRAGMA synchronous = FULL"));
  }

  @Override
  public Session writing() throws SQLException {
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
    Session session = connect(false, settings, SqliteFile::beginNoting);
    try {
      watch(session);
      return session;
    } catch (SQLException e) {
      session.close();
      throw e;
    } catch (VaultException e) {
      session.close();
      throw new SQLException(e.getMessage(), e);
    }
  }

  /** Has changes put down by triggers of the session alone: nothing of them is in the file. */
  private void watch(Session session) throws SQLException, VaultException {
    session.execute("CREATE TEMP TABLE " + NOTED + " (gone TEXT, come TEXT)");
    for (Table table : tables(session)) {
      if (!table.name().equals(Tally.TABLE)) {
        String gone = table.content(this, "OLD");
        String come = table.content(this, "NEW");
        trigger(session, table, "INSERT", "NULL", come);
        trigger(session, table, "DELETE", gone, "NULL");
        trigger(session, table, "UPDATE", gone, come);
      }
    }
  }

  private static void trigger(Session session, Table table, String event, String gone, String come)
      throws SQLException {
    session.execute(
        "CREATE TEMP TRIGGER note_%s_%s AFTER %s ON main.%s BEGIN INSERT INTO %s VALUES (%s, %s); END"
            .formatted(event, table.name(), event, table.name(), NOTED, gone, come));
  }

  @Override
  public Session reading() throws SQLException {
    return connect(false, List.of("PRAGMA query_only = ON"));
  }

  /**
   * Writes the file anew from the rows that it has now, and empties the write-ahead log. Deleting
   * with zeros alone is not enough: pages that were put in order may keep an old row between the
   * new ones.
   */
  @Override
  public void erase(Session session) throws SQLException, VaultException {
    session.execute("VACUUM");
    if (session.number("PRAGMA wal_checkpoint(TRUNCATE)") != 0) {
      throw new VaultException(
          "the key is destroyed, but another program reads %s, so that the file still has its"
                  .formatted(path.getFileName())
              + " sealed bytes: close that; they are erased when the vault is opened next");
    }
  }

  @Override
  public Session snapshot() throws SQLException {
    return connect(false, List.of("PRAGMA query_only = ON", "BEGIN"));
  }

  @Override
  public List<Table> tables(Session session) throws SQLException, VaultException {
    var tables = new LinkedHashMap<String, List<Table.Column>>();
    session.each(
        "SELECT t.name AS of_table, c.name AS column_name, c.type AS type FROM sqlite_schema AS t"
            + " JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table'"
            + " AND t.name NOT LIKE 'sqlite%' ORDER BY t.rowid, c.cid",
        row -> Table.collect(row, tables));
    return Table.list(tables);
  }

  @Override
  public String content(Table.Column column, String row) {
    String value = row + "." + column.name();
    // What is quoted ends where a text has a zero.
    return column.kind() == Table.Kind.TEXT
        ? "typeof(" + value + ") || hex(" + value + ")"
        : "quote(" + value + ")";
  }

  /** The triggers are the sessions' own. */
  @Override
  public void equip(Session session) {}

  @Override
  public List<String> faults(Session session) throws SQLException, VaultException {
    var faults = new ArrayList<String>();
    session.each(
        "PRAGMA integrity_check(100)",
        row -> {
          String fault = row.text("integrity_check");
          if (!fault.equals("ok")) {
            faults.add(fault);
          }
        });
    session.each(
        "PRAGMA foreign_key_check",
        row ->
            faults.add(
                "a row of table %s belongs to none of %s"
                    .formatted(row.text("table"), row.text("parent"))));
    session.each(
        "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view')",
        row ->
            faults.add(
                "the %s %s was not made by Keywright"
                    .formatted(row.text("type"), row.text("name"))));
    return faults;
  }

  private Session connect(boolean create, List<String> settings) throws SQLException {
    return connect(create, settings, SqliteFile::begin);
  }

  private Session connect(boolean create, List<String> settings, Session.Beginning beginning)
      throws SQLException {
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
    var session = new Session(source.getConnection(), beginning);
    try {
      session.execute("PRAGMA foreign_keys = ON");
      session.execute("PRAGMA trusted_schema = OFF");
      session.execute("PRAGMA cell_size_check = ON");
      // Only these reach the disk itself on macOS; elsewhere they say nothing.
      session.execute("PRAGMA fullfsync = ON");
      session.execute("PRAGMA checkpoint_fullfsync = ON");
      session.execute("PRAGMA cache_size = -" + CACHE_KIB);
      session.execute("PRAGMA temp_store = MEMORY");
      for (String setting : settings) {
        session.execute(setting);
      }
      return session;
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  /**
   * Begins at once, because whoever has read in a transaction before it writes is not made to wait
   * for the lock, but refused: and a reader that finds the log's index half written holds that lock
   * for a moment.
   */
  private static String begin(Session session) throws SQLException {
    session.update("BEGIN IMMEDIATE");
    return "";
  }

  private static String beginNoting(Session session) throws SQLException {
    begin(session);
    session.update("DELETE FROM " + NOTED);
    return "";
  }

  @Override
  public boolean isLost(SQLException e) {
    return false;
  }

  @Override
  public boolean isCommitted(Session session, String transaction) {
    return false;
  }

  @Override
  public boolean isOfTheDisk(SQLException e) {
    return switch (primary(e)) {
      case SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_CORRUPT -> true;
      default -> false;
    };
  }

  @Override
  public VaultException explained(SQLException e) {
    String name = name();
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

  @Override
  public void close() {
    HolderLock held = lock;
    lock = null;
    if (held != null) {
      held.close();
    }
  }
}
