// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.spi;

import java.util.Iterator;
import java.util.Optional;
import org.keywright.engine.JobException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The items of a job one after the other, without holding them all. Used by one thread at a time.
 */
@ConsumerType
public interface ItemSource extends AutoCloseable {
  /**
   * The next item, or empty at the end. Sequence numbers rise.
   *
   * @throws JobException if the source breaks; the job ends then
   */
  Optional<JobItem> next() throws JobException;

  @Override
  void close();

  /** A source over items that are at hand. */
  static ItemSource of(Iterable<JobItem> items) {
    Iterator<JobItem> iterator = items.iterator();
    return new ItemSource() {
      @Override
      public Optional<JobItem> next() {
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
      }

      @Override
      public void close() {
        // nothing is held
      }
    };
  }
}
