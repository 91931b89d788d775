// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Instant;
import org.keywright.engine.personalization.CentralServer;

/**
 * A module that is connected to a central system, as a row shows it.
 *
 * @param module its serial number
 * @param unit the unit that personalized it
 * @param since when it connected
 */
public record ConnectedModule(String module, String unit, Instant since) {
  /** What a central system says of it. */
  public static ConnectedModule of(CentralServer.Connected told) {
    return new ConnectedModule(told.module().toString(), told.unit(), told.since());
  }
}
