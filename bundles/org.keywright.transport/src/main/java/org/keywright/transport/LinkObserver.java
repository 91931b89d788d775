// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of each exchange on any link, by the thread that makes it; it must be quick and must not
 * throw: one that throws is dropped. It sees whole commands and answers, so what it shows or keeps
 * it must mask.
 */
@ConsumerType
@FunctionalInterface
public interface LinkObserver {
  /** A link was opened, and this is what the module said. */
  default void opened(Endpoint endpoint, Atr atr) {}

  /**
   * One exchange has ended.
   *
   * @param endpoint where
   * @param command the encoded command; not to be changed
   * @param response the encoded response; empty if the link failed
   * @param took how long it took; for commands that were sent together, the mean of them
   */
  void exchanged(Endpoint endpoint, byte[] command, Optional<byte[]> response, Duration took);
}
