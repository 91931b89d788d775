// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Key;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.VaultException;

/**
 * The keys that are open under a leave, and whether the life of each still allows what it was
 * opened for. Whoever opened them closes them; one that was wiped counts no more. Safe for use by
 * many threads.
 */
final class KeysInUse {
  /** How old what is known of a key may be: long work asks before each of its many steps. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final int MANY = 64;

  private final JdbcKeyLives lives;
  private final List<Use> uses = new ArrayList<>();

  KeysInUse(JdbcKeyLives lives) {
    this.lives = lives;
  }

  private static final class Use {
    private final Key key;
    private final KeyName name;
    private final KeyOperation operation;
    private @Nullable LifeRow seen;
    private Instant at = Instant.MIN;

    Use(Key key, KeyName name, KeyOperation operation) {
      this.key = key;
      this.name = name;
      this.operation = operation;
    }

    /** Looks at the key's life, again if that was some time ago, and asks it. */
    void require(JdbcKeyLives lives) throws VaultException {
      Instant now = lives.now();
      LifeRow row = seen;
      if (row == null || now.isBefore(at) || !now.isBefore(at.plus(FRESH))) {
        row = lives.row(name);
        seen = row;
        at = now;
      }
      Lives.requireAllowed(operation, row.standing().life(), now, row.what());
    }
  }

  /** Adds a key that was opened. */
  synchronized void add(Key key, KeyName name, KeyOperation operation) {
    if (uses.size() >= MANY) {
      forgetWiped();
    }
    uses.add(new Use(key, name, operation));
  }

  /** Wipes all that are still open, under those who use them. */
  synchronized void wipe() {
    uses.forEach(use -> use.key.close());
    uses.clear();
  }

  private void forgetWiped() {
    uses.removeIf(use -> use.key.material().wiped());
  }

  /**
   * Asks the life of each key that is still open.
   *
   * @throws VaultException if the state or the crypto-period of one does not allow its use any more
   */
  synchronized void requireAllowed() throws VaultException {
    forgetWiped();
    for (Use use : uses) {
      use.require(lives);
    }
  }
}
