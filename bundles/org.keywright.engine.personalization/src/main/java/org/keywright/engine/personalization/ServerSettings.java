// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.time.Duration;
import java.util.Optional;

/**
 * What a server grants those who connect.
 *
 * @param connections how many at once; a further one is closed at once
 * @param handshake how long proving each other's name may take
 * @param answer how long one exchange may take after that
 * @param address where others reach it, as {@code host:port}; empty for where it listens
 */
public record ServerSettings(
    int connections, Duration handshake, Duration answer, Optional<String> address) {
  /** What is usual. */
  public static final ServerSettings USUAL =
      new ServerSettings(4_096, Duration.ofSeconds(30), Duration.ofSeconds(60), Optional.empty());

  /** Checks the ranges. */
  public ServerSettings {
    if (connections < 1 || !handshake.isPositive() || !answer.isPositive()) {
      throw new IllegalArgumentException("the limits of a server are positive");
    }
  }
}
