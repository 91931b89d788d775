// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.List;
import org.keywright.vault.VaultException;

/**
 * A database that a vault is kept in: makes sessions on it, and says in people's words what went
 * wrong with it. What the kinds of databases do not have in common is behind this interface alone.
 * Safe for use by many threads.
 */
interface Database extends AutoCloseable {
  /**
   * The table of a session in which triggers put down what its transaction changes: the row that is
   * gone, if any, and the row that has come. It is empty when a transaction begins.
   */
  String NOTED = "noted";

  /** As messages name it. */
  String name();

  /** The address that opens the vault again; no password is in it. */
  String address();

  /**
   * Takes hold of it for this process until it is closed.
   *
   * @throws VaultException if it can be held by one process only, and another one holds it
   */
  void hold() throws VaultException;

  /** Refuses what is no vault, before anything is written to it. */
  void requireVault() throws VaultException;

  /** Refuses one that is damaged, so far as that can be seen in a moment. */
  void requireSound(Session session) throws SQLException, VaultException;

  /**
   * Makes a vault where none is: all that the work does, or nothing.
   *
   * @throws VaultException if there is one already
   */
  <T> T make(Work<T> work) throws VaultException;

  /** A session that reads and writes; what it changes is put down in {@link #NOTED}. */
  Session writing() throws SQLException;

  /** A session that only reads; each statement sees what was committed before it. */
  Session reading() throws SQLException;

  /** A session that only reads, and sees the one state of the database that its first query saw. */
  Session snapshot() throws SQLException;

  /** The tables in the order in which they were made, each with its columns in their order. */
  List<Table> tables(Session session) throws SQLException, VaultException;

  /** A term of SQL for a value of a row as text, with NULL and the kinds told apart. */
  String content(Table.Column column, String row);

  /** Makes what noting changes takes in the database, after tables were made or changed. */
  void equip(Session session) throws SQLException, VaultException;

  /** What the database itself finds wrong: its structure, references, and what is not ours. */
  List<String> faults(Session session) throws SQLException, VaultException;

  /** Whether the failure is no fault of the change: trying the next one at once is of no use. */
  boolean isOfTheDisk(SQLException e);

  /** Whether the connection is gone, and another one may do. */
  boolean isLost(SQLException e);

  /**
   * Whether a transaction whose connection was lost is in the database.
   *
   * @param transaction as {@link Session#begin} named it
   */
  boolean isCommitted(Session session, String transaction) throws SQLException;

  /**
   * Leaves nothing of deleted and changed rows in the database's files; outside of a transaction.
   */
  void erase(Session session) throws SQLException, VaultException;

  /** What a failure of the database means for people; the same for each who waits for it. */
  VaultException explained(SQLException e);

  /** Lets it go. */
  @Override
  void close();
}
