// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The log of acts: each entry holds the hash of the one before it, so that a change in the middle
 * shows.
 */
@ProviderType
public interface ActLog {
  /** A page of entries, the newest first. */
  List<Entry> page(int offset, int limit) throws VaultException;

  /**
   * Recomputes the chain.
   *
   * @return how many entries hold
   * @throws VaultException naming the first entry that does not
   */
  long verify() throws VaultException;

  /**
   * One entry.
   *
   * @param number its number, from 1
   * @param at when
   * @param act who asked for what, on what, what for
   * @param result {@code asked}, or how it ended, in words
   * @param hash SHA-256 over the entry and the hash before it
   */
  record Entry(long number, Instant at, Act act, String result, Bytes hash) {}
}
