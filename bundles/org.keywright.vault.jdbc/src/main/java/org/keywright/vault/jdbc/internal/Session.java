// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.vault.VaultException;

/**
 * A connection with the statements prepared on it. Owned by whoever made it, used by one thread at
 * a time.
 */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Beginning beginning;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private final Set<Runnable> afterCommit = new LinkedHashSet<>();
  private String transaction = "";
  private int depth;

  Session(Connection connection, Beginning beginning) {
    this.connection = connection;
    this.beginning = beginning;
  }

  /** Begins a transaction that writes, alone: nobody else writes until it ends. */
  @FunctionalInterface
  interface Beginning {
    /** Returns the name by which the database can be asked later what became of it. */
    String of(Session session) throws SQLException;
  }

  /** Begins to write; what is begun within joins what was begun before. */
  void begin() throws SQLException {
    if (depth == 0) {
      transaction = beginning.of(this);
    }
    depth++;
  }

  /** The name of the transaction that was begun last. */
  String transaction() {
    return transaction;
  }

  /**
   * Has something done once the transaction under way is on the disk, and not if it is undone; what
   * is given twice is done once.
   */
  void afterCommit(Runnable work) {
    afterCommit.add(work);
  }

  void commit() throws SQLException {
    depth--;
    if (depth == 0) {
      update("COMMIT");
      List<Runnable> due = List.copyOf(afterCommit);
      afterCommit.clear();
      due.forEach(Runnable::run);
    }
  }

  void rollback() throws SQLException {
    depth = 0;
    afterCommit.clear();
    update("ROLLBACK");
  }

  /** Runs a statement whose answer does not matter; nothing is kept prepared. */
  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs statements, each of which ends with a semicolon at the end of a line. */
  void script(String statements) throws SQLException {
    String bare = statements.replaceAll("(?m)^\\s*--.*$", "");
    for (String sql : bare.split(";\\s*(\n|$)", 0)) {
      if (!sql.isBlank()) {
        execute(sql);
      }
    }
  }

  int update(String sql, @Nullable Object... values) throws SQLException {
    return bound(sql, values).executeUpdate();
  }

  <T> List<T> list(String sql, Row.Reading<T> reading, @Nullable Object... values)
      throws SQLException, VaultException {
    var all = new ArrayList<T>();
    try (ResultSet set = bound(sql, values).executeQuery()) {
      var row = new Row(set);
      while (set.next()) {
        all.add(reading.of(row));
      }
    }
    return all;
  }

  <T> Optional<T> first(String sql, Row.Reading<T> reading, @Nullable Object... values)
      throws SQLException, VaultException {
    try (ResultSet set = bound(sql, values).executeQuery()) {
      return set.next() ? Optional.of(reading.of(new Row(set))) : Optional.empty();
    }
  }

  /** Reads rows one after the other, keeping none. */
  void each(String sql, Row.Use use, @Nullable Object... values)
      throws SQLException, VaultException {
    try (ResultSet set = bound(sql, values).executeQuery()) {
      var row = new Row(set);
      while (set.next()) {
        use.of(row);
      }
    }
  }

  /** The first column of the only row. */
  long number(String sql, @Nullable Object... values) throws SQLException {
    try (ResultSet set = bound(sql, values).executeQuery()) {
      return set.next() ? set.getLong(1) : 0;
    }
  }

  /** The first column of the only row. */
  String text(String sql, @Nullable Object... values) throws SQLException {
    try (ResultSet set = bound(sql, values).executeQuery()) {
      return set.next() ? String.valueOf(set.getString(1)) : "";
    }
  }

  /** Closes the connection and what was prepared on it. */
  @Override
  public void close() throws SQLException {
    try {
      for (var statement : prepared.values()) {
        statement.close();
      }
      prepared.clear();
    } finally {
      connection.close();
    }
  }

  private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
    var statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setObject(index, null);
      case String text -> statement.setString(index, text);
      case Long number -> statement.setLong(index, number);
      case Integer number -> statement.setInt(index, number);
      case Boolean flag -> statement.setInt(index, flag ? 1 : 0);
      case byte[] bytes -> statement.setBytes(index, bytes);
      case Bytes bytes -> statement.setBytes(index, bytes.toArray());
      case Instant instant -> statement.setLong(index, Moments.nanos(instant));
      case Enum<?> choice -> statement.setString(index, choice.name());
      default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }
}
