// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.OptionalLong;
import org.keywright.crypto.Bytes;

/**
 * A signed statement of what the log of acts was at a moment, and of how far the vault had come.
 *
 * @param entries how many it had
 * @param at when, to the second
 * @param root of the Merkle tree over the hashes of these entries (RFC 6962, clause 2.1)
 * @param commits the number of the vault's newest commit then; empty in a checkpoint of the older
 *     form, which does not say it
 * @param signature by the vault's key for checkpoints, over the checkpoint's text
 */
public record Checkpoint(
    long entries, Instant at, Bytes root, OptionalLong commits, Bytes signature) {
  /** One of the older form. */
  public Checkpoint(long entries, Instant at, Bytes root, Bytes signature) {
    this(entries, at, root, OptionalLong.empty(), signature);
  }
}
