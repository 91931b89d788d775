// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The ciphers of the operations that a caller does together.
 *
 * <p>A cipher that comes back is kept for the next operation, whose key overwrites the last one's
 * schedule; at the end each is wiped once and goes back to its pool. For one thread.
 */
final class CipherScope {
  private static final ScopedValue<CipherScope> CURRENT = ScopedValue.newInstance();

  private final List<PooledCipher> idle = new ArrayList<>(4);

  private CipherScope() {}

  /** Runs the work with a scope of its own, or in the one that is there. */
  static <R, X extends Exception> R run(ScopedValue.CallableOp<R, X> work) throws X {
    if (CURRENT.isBound()) {
      return work.call();
    }
    var scope = new CipherScope();
    try {
      return ScopedValue.where(CURRENT, scope).call(work);
    } finally {
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
    if (!CURRENT.isBound()) {
      return pool.take();
    }
    var scope = CURRENT.get();
    for (int i = scope.idle.size() - 1; i >= 0; i--) {
      if (scope.idle.get(i).belongsTo(pool)) {
        return scope.idle.remove(i);
      }
    }
    return pool.take();
  }

  /** Keeps a cipher for the scope's next operation; without a scope it is wiped at once. */
  static void release(PooledCipher used) {
    if (CURRENT.isBound()) {
      CURRENT.get().idle.add(used);
    } else {
      used.park();
    }
  }
}
