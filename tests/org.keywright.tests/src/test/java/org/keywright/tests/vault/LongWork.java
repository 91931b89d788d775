// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Key;
import org.keywright.engine.Progress;
import org.keywright.engine.spi.ItemContext;
import org.keywright.engine.spi.ItemResult;
import org.keywright.engine.spi.ItemSource;
import org.keywright.engine.spi.JobItem;
import org.keywright.engine.spi.JobWork;
import org.keywright.vault.Grant;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.VaultException;

/** Three items with a key that is open all the time; the second waits until it is released. */
final class LongWork implements JobWork {
  /** Is at the second item. */
  final CountDownLatch second = new CountDownLatch(1);

  /** Lets the second item go on. */
  final CountDownLatch release = new CountDownLatch(1);

  private final Opening opening;
  private @Nullable Key key;
  private boolean wiped;

  /** Opens the key. */
  @FunctionalInterface
  interface Opening {
    Key under(Grant grant) throws VaultException;
  }

  LongWork(Opening opening) {
    this.opening = opening;
  }

  /** Whether the key was gone when the work ended. */
  boolean wiped() {
    return wiped;
  }

  @Override
  public void begin(Grant grant) throws VaultException {
    key = opening.under(grant);
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.of(3);
  }

  @Override
  public ItemSource items() {
    return ItemSource.of(
        List.of(
            new JobItem(1, "", "1", "sim:one"),
            new JobItem(2, "", "1", "sim:two"),
            new JobItem(3, "", "1", "sim:three")));
  }

  @Override
  public ItemResult carryOut(JobItem item, ItemContext context) throws InterruptedException {
    if (item.sequence() == 2) {
      second.countDown();
      release.await();
    }
    return new ItemResult(ItemState.DONE, item.endpoint(), "", Map.of(), Optional.empty());
  }

  @Override
  public void end(JobRecord job, Progress progress) {
    // nothing is reported
  }

  @Override
  public void close() {
    Key held = key;
    if (held != null) {
      wiped = held.material().wiped();
      held.close();
    }
  }
}
