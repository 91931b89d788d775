// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Has things done when a time has passed. */
@FunctionalInterface
public interface Alarms {
  /** By the machine's own measure of time. */
  Alarms USUAL =
      (after, ring) -> {
        var late =
            CompletableFuture.delayedExecutor(
                after.toMillis() + 1,
                TimeUnit.MILLISECONDS,
                task -> Thread.ofVirtual().name("keywright-alarm").start(task));
        var waiting = CompletableFuture.runAsync(ring, late);
        return () -> waiting.cancel(false);
      };

  /**
   * Has something done later, once, by another thread.
   *
   * @return takes the order back, if it has not been carried out
   */
  Runnable after(Duration after, Runnable ring);
}
