// SPDX-License-Identifier: EPL-2.0
package org.keywright.console;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What goes over links, in words. Safe for use by many threads; as long as nobody observes, it
 * costs nothing.
 */
@ProviderType
public interface Traces {
  /**
   * Tells the observer of each exchange on any link from now on, until the returned handle is
   * closed.
   *
   * @param observer called by the thread that makes the exchange, one call at a time; it must be
   *     quick and must not throw
   */
  Observation observe(Consumer<Exchange> observer);

  /** Ends an observation. */
  interface Observation extends AutoCloseable {
    @Override
    void close();
  }
}
