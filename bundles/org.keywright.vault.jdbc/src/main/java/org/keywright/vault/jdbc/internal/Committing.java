// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import org.keywright.vault.VaultException;

/** Makes a change durable; a store does, and so does a session outside of transactions. */
@FunctionalInterface
interface Committing {
  <T> T write(Work<T> work) throws VaultException;
}
