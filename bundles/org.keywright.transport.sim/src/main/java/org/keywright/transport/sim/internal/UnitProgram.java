// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.util.Optional;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;

/** What a unit of one role does; used by one thread at a time. */
interface UnitProgram {
  /**
   * Carries out one whole command.
   *
   * @throws PowerCut if a fault cuts the power on the way
   */
  ResponseApdu execute(CommandApdu command);

  /** Loses the volatile memory; the non-volatile one is read again. */
  void reset();

  /** The memory that outlives a reset. */
  NonVolatile<?> memory();

  /** The same program over a copy of its memory, as after a reset, if its role can be copied. */
  default Optional<UnitProgram> copy() {
    return Optional.empty();
  }

  SerialNumber serialNumber();

  String summary();
}
