// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import org.keywright.vault.VaultException;

/**
 * Something done with the database. A change may be begun again from its start, when another one
 * that shared its transaction failed; so it changes nothing but the database.
 */
@FunctionalInterface
interface Work<T> {
  T with(Session session) throws SQLException, VaultException;
}
