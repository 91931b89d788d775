// SPDX-License-Identifier: EPL-2.0
/**
 * The vault in one SQLite file.
 *
 * <p>{@link org.keywright.vault.jdbc.internal.JdbcVaults} is the service. {@link
 * org.keywright.vault.jdbc.internal.Store} is the way to the database for everything else: reads
 * run side by side, changes go to one thread that commits what came together at once. {@link
 * org.keywright.vault.jdbc.internal.Seals} keeps the secrets.
 */
@NullMarked
package org.keywright.vault.jdbc.internal;

import org.jspecify.annotations.NullMarked;
