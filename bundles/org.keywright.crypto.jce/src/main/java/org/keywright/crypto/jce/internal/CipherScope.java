// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Keys;

/**
 * The ciphers of the operations that a caller does together.
 *
 * <p>A cipher that comes back is kept for the next operation, whose key overwrites the last one's
 * schedule; at the end each is wiped once and goes back to its pool. For one thread.
 */
final class CipherScope {
  private static final ThreadLocal<@Nullable CipherScope> CURRENT = new ThreadLocal<>();

  private final List<PooledCipher> idle = new ArrayList<>(4);

  private CipherScope() {}

  /** Runs the work with a scope of its own, or in the one that is there. */
  static <R, X extends Exception> R run(Keys.Work<R, X> work) throws X {
    if (CURRENT.get() != null) {
      return work.run();
    }
    var scope = new CipherScope();
    CURRENT.set(scope);
    try {
      return work.run();
    } finally {
      CURRENT.set(null);
      scope.parkAll();
    }
  }

  /** Wipes each, whatever happens to the ones before it. */
  private void parkAll() {
    RuntimeException failed = null;
    for (PooledCipher cipher : idle) {
      try {
        cipher.park();
      } catch (RuntimeException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  /** Takes a cipher of the pool that the scope keeps, or a free one of the pool. */
  static PooledCipher take(CipherPool pool) {
    var scope = CURRENT.get();
    if (scope == null) {
      return pool.take();
    }
    for (int i = scope.idle.size() - 1; i >= 0; i--) {
      if (scope.idle.get(i).belongsTo(pool)) {
        return scope.idle.remove(i);
      }
    }
    return pool.take();
  }

  /** Keeps a cipher for the scope's next operation; without a scope it is wiped at once. */
  static void release(PooledCipher used) {
    var scope = CURRENT.get();
    if (scope == null) {
      used.park();
    } else {
      scope.idle.add(used);
    }
  }
}
