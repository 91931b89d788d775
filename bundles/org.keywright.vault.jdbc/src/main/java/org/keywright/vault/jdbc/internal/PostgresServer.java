// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.VaultAddress;
import org.keywright.vault.VaultException;

/**
 * A vault in a database on a PostgreSQL server, for several processes at a time. Whoever writes
 * holds a lock of the server until his transaction ends, so that writers see what others wrote, as
 * they do in a file.
 */
final class PostgresServer implements Database {
  /** The first key of the lock for writers; the second is the schema's. */
  private static final int WRITERS = SqliteFile.APPLICATION_ID;

  private static final int ROWS_AT_ONCE = 1_000;
  private static final Set<String> DISK_CLASSES = Set.of("53", "58", "XX");
  private static final Set<String> CUT_STATES = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

  private final String address;
  private final URI uri;
  private final @Nullable KeyMaterial password;

  /**
   * Names a database.
   *
   * @param address where it is; its password is copied
   */
  PostgresServer(VaultAddress address) {
    this.address = address.text();
    this.uri = URI.create(address.text());
    this.password = address.password().map(KeyMaterial::copy).orElse(null);
  }

  @Override
  public String name() {
    return uri.getPath().substring(1);
  }

  @Override
  public String address() {
    return address;
  }

  /** Several processes may have it open. */
  @Override
  public void hold() {}

  @Override
  public void requireVault() throws VaultException {
    try (Session session = reading()) {
      if (!isVault(session)) {
        throw new VaultException(
            "there is no vault in " + address + ": vault:create " + address + " makes one");
      }
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  /** Whether there are a vault's tables, and a vault in them. */
  private static boolean isVault(Session session) throws SQLException {
    return session.number(
                "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema()"
                    + " AND tablename IN ('schema_version', 'vault', 'act_log_head')")
            == 3
        && session.number("SELECT COUNT(*) FROM vault") > 0;
  }

  /** The server does that. */
  @Override
  public void requireSound(Session session) {}

  @Override
  public <T> T make(Work<T> work) throws VaultException {
    try (Session session = writing()) {
      session.begin();
      if (isVault(session)) {
        throw new VaultException(
            "there is a vault in "
                + address
                + " already: vault:open opens a vault, and nothing is overwritten");
      }
      String encoding = session.text("SHOW server_encoding");
      if (!encoding.equals("UTF8")) {
        throw new VaultException(
            "the database %s keeps text in %s: make one with the encoding UTF8"
                .formatted(name(), encoding));
      }
      T made = work.with(session);
      session.commit();
      return made;
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  @Override
  public Session writing() throws SQLException {
    var session = new Session(connect(), PostgresServer::begin);
    return prepared(
        session,
        "SET idle_in_transaction_session_timeout = '60s'; CREATE TEMP TABLE "
            + NOTED
            + " (gone TEXT, come TEXT) ON COMMIT DELETE ROWS");
  }

  /** The lock ends with the transaction; only after it is there does a statement see the rows. */
  private static String begin(Session session) throws SQLException {
    session.update("BEGIN");
    return session.text(
        "SELECT pg_current_xact_id()::text, pg_advisory_xact_lock(?, hashtext(current_schema()))",
        WRITERS);
  }

  @Override
  public Session reading() throws SQLException {
    var session = new Session(connect(), PostgresServer::begin);
    return prepared(session, "SET default_transaction_read_only = on");
  }

  @Override
  public Session snapshot() throws SQLException {
    Connection connection = connect();
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      // Without automatic commits the driver fetches the rows of a query bit by bit.
      connection.setAutoCommit(false);
      return new Session(connection, PostgresServer::begin);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static Session prepared(Session session, String setting) throws SQLException {
    try {
      session.execute(setting);
      return session;
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  /** By name, because compilers stumble over annotations of the driver that it does not bring. */
  private Connection connect() throws SQLException {
    try {
      Class.forName("org.postgresql.Driver");
    } catch (ClassNotFoundException e) {
      throw new SQLException("the driver for PostgreSQL is not here", e);
    }
    var properties = new Properties();
    Optional.ofNullable(uri.getUserInfo()).ifPresent(user -> properties.setProperty("user", user));
    Optional.ofNullable(password)
        .ifPresent(secret -> properties.setProperty("password", text(secret)));
    return DriverManager.getConnection(url(), properties);
  }

  /** What the address says of the options goes before what is usual. */
  private String url() {
    String said = uri.getRawQuery() == null ? "" : uri.getRawQuery() + "&";
    String usual = said.contains("sslmode=") || isHere(uri.getHost()) ? "" : "sslmode=verify-full&";
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return "jdbc:postgresql://"
        + uri.getHost()
        + port
        + uri.getRawPath()
        + "?"
        + said
        + usual
        + "ApplicationName=Keywright&tcpKeepAlive=true&defaultRowFetchSize="
        + ROWS_AT_ONCE;
  }

  /** The driver takes a text and nothing else; it lives as long as the making of a connection. */
  private static String text(KeyMaterial secret) {
    byte[] copy = new byte[secret.length()];
    try {
      secret.copyInto(copy, 0);
      return new String(copy, StandardCharsets.UTF_8);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  private static boolean isHere(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public List<Table> tables(Session session) throws SQLException, VaultException {
    var tables = new LinkedHashMap<String, List<Table.Column>>();
    session.each(
        "SELECT c.relname AS of_table, a.attname AS column_name,"
            + " format_type(a.atttypid, NULL) AS type FROM pg_class AS c JOIN pg_attribute AS a"
            + " ON a.attrelid = c.oid JOIN pg_namespace AS n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = current_schema() AND c.relkind = 'r' AND a.attnum > 0"
            + " AND NOT a.attisdropped ORDER BY c.oid, a.attnum",
        row -> Table.collect(row, tables));
    return Table.list(tables);
  }

  /** The same text as of a file, so that a vault may move from one kind to the other. */
  @Override
  public String content(Table.Column column, String row) {
    String value = row + "." + column.name();
    return switch (column.kind()) {
      case NUMBER -> "COALESCE(" + value + "::text, 'NULL')";
      case TEXT ->
          "COALESCE('text' || upper(encode(convert_to(" + value + ", 'UTF8'), 'hex')), 'null')";
      case BYTES -> "COALESCE('X''' || upper(encode(" + value + ", 'hex')) || '''', 'NULL')";
    };
  }

  /** Triggers of the tables, for all who write: who has no table to note in writes nothing. */
  @Override
  public void equip(Session session) throws SQLException, VaultException {
    var statements = new StringBuilder();
    for (Table table : tables(session)) {
      if (!table.name().equals(Tally.TABLE)) {
        statements.append(noting(table)).append(';');
      }
    }
    session.execute(statements.toString());
  }

  private String noting(Table table) {
    return """
    CREATE OR REPLACE FUNCTION note_%1$s() RETURNS trigger LANGUAGE plpgsql AS $$%2$s$$;
    CREATE OR REPLACE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON %1$s
      FOR EACH ROW EXECUTE FUNCTION note_%1$s()\
    """
        .formatted(table.name(), body(table));
  }

  private String body(Table table) {
    return """
    BEGIN
      CASE TG_OP
        WHEN 'INSERT' THEN INSERT INTO %1$s VALUES (NULL, %3$s);
        WHEN 'DELETE' THEN INSERT INTO %1$s VALUES (%2$s, NULL);
        ELSE INSERT INTO %1$s VALUES (%2$s, %3$s);
      END CASE;
      RETURN NULL;
    END\
    """
        .formatted(NOTED, table.content(this, "OLD"), table.content(this, "NEW"));
  }

  /** The triggers have to be there as they were made, for they say what is changed. */
  @Override
  public List<String> faults(Session session) throws SQLException, VaultException {
    var faults = new ArrayList<String>();
    var bodies = new LinkedHashMap<String, String>();
    for (Table table : tables(session)) {
      if (!table.name().equals(Tally.TABLE)) {
        bodies.put(table.name(), body(table));
      }
    }
    session.each(
        "SELECT t.tgname AS name, c.relname AS of_table, p.prosrc AS body, (t.tgname = 'note'"
            + " AND t.tgtype = 29 AND t.tgqual IS NULL AND t.tgenabled = 'O')::int AS sound"
            + " FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid"
            + " JOIN pg_proc AS p ON p.oid = t.tgfoid JOIN pg_namespace AS n"
            + " ON n.oid = c.relnamespace WHERE n.nspname = current_schema()"
            + " AND NOT t.tgisinternal",
        row -> {
          String table = row.text("of_table");
          if (!row.flag("sound") || !bodies.remove(table, row.text("body"))) {
            faults.add(
                "the trigger %s of table %s was not made by Keywright"
                    .formatted(row.text("name"), table));
          }
        });
    bodies
        .keySet()
        .forEach(table -> faults.add("table " + table + " lacks the trigger that Keywright made"));
    return faults;
  }

  @Override
  public boolean isOfTheDisk(SQLException e) {
    String state = state(e);
    return isLost(e)
        || state.equals("25006")
        || state.equals("55P03")
        || (state.length() > 1 && DISK_CLASSES.contains(state.substring(0, 2)));
  }

  @Override
  public boolean isLost(SQLException e) {
    return state(e).startsWith("08") || CUT_STATES.contains(state(e));
  }

  @Override
  public boolean isCommitted(Session session, String transaction) throws SQLException {
    return session.text("SELECT pg_xact_status(?::text::xid8)", transaction).equals("committed");
  }

  /** The tables that hold sealed keys; what the server's log has of them is its operator's. */
  @Override
  public void erase(Session session) throws SQLException {
    session.execute("VACUUM FULL key_set, application_key, root_key");
  }

  @Override
  public VaultException explained(SQLException e) {
    String state = state(e);
    String server = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    String words =
        switch (state) {
          case "08004", "28P01", "28000" ->
              "the database server %s refuses this user or password: %s"
                  .formatted(server, firstLine(e));
          case "3D000" -> "the database server " + server + " has no database " + name();
          case "42501" ->
              "the user may not do this in the database %s: %s".formatted(name(), firstLine(e));
          case "25006" -> "the vault " + name() + " cannot be written: its server is read-only";
          case "53100" ->
              "the disk of the database server %s is full: nothing of this was written"
                  .formatted(server);
          case "53300" -> "the database server " + server + " has no connection left";
          case "55P03" -> "somebody else has been writing to the vault for long: try again";
          default ->
              isLost(e)
                  ? "the database server %s cannot be reached, and this was not saved: %s"
                      .formatted(server, firstLine(e))
                  : "the vault " + name() + " failed: " + firstLine(e);
        };
    return new VaultException(words, e);
  }

  private static String state(SQLException e) {
    return Optional.ofNullable(e.getSQLState()).orElse("");
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    if (password != null) {
      password.close();
    }
  }
}
