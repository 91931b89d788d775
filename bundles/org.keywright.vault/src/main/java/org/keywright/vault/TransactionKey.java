// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeySpec;

/**
 * What is said about a transaction key that a central system and one module share; the key itself
 * is opened by {@link Grant#transactionKey}.
 *
 * @param central the central system
 * @param module the module's serial number
 * @param keyVersion KVN, 1 to 65535; rises with each exchange
 * @param spec its kind
 * @param attributes usage, mode and exportability
 * @param kcv its check value
 * @param state how it stands
 * @param receipt the module's receipt; empty before it came
 * @param created when it was made
 */
public record TransactionKey(
    String central,
    String module,
    int keyVersion,
    KeySpec spec,
    KeyAttributes attributes,
    Kcv kcv,
    State state,
    Bytes receipt,
    Instant created) {
  /** How a transaction key stands. */
  public enum State {
    /** On its way to the module; whether it holds the key is not known. */
    SENT,
    /** Held by the module, by its own proof. */
    HELD,
    /** Another one has taken its place; the key is wiped. */
    REPLACED
  }
}
