// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing;

import java.util.List;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.Endpoint;

/**
 * Which blank units get keys.
 *
 * @param actor who asks
 * @param estate the estate that they will belong to
 * @param expiry until when the cryptograms of hosts hold, in seconds since 1970; 0 for ever
 * @param units identifier and place of each
 */
public record ProductionOrder(String actor, String estate, long expiry, List<Unit> units) {
  /** Checks the range and copies the list. */
  public ProductionOrder {
    units = List.copyOf(units);
    if (expiry < 0 || expiry > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("a cryptogram expires before the year 2106, or never");
    }
  }

  /**
   * One unit; whether it is a module or a host it says itself.
   *
   * @param identifier MSID or SN that it gets
   * @param endpoint where it is
   */
  public record Unit(SerialNumber identifier, Endpoint endpoint) {}
}
