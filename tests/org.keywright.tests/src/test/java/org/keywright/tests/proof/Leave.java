// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Instruction;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.SimulatedUnit;

/** Commands to an EI that need the first unit's leave. */
final class Leave {
  private Leave() {}

  /** GET CHALLENGE and AUTHORISE; returns the data of the command that may now be sent. */
  static byte[] ask(
      SimulatedUnit as, SimulatedUnit ei, int suite, SetId set, Instruction what, byte[] data) {
    byte[] challenge = TestFleet.send(ei, Instruction.GET_CHALLENGE, 0, new byte[0]).data();
    return with(as, ei, suite, set, what, data, challenge);
  }

  /** AUTHORISE for a challenge that is known. */
  static byte[] with(
      SimulatedUnit as,
      SimulatedUnit ei,
      int suite,
      SetId set,
      Instruction what,
      byte[] data,
      byte[] challenge) {
    byte[] order = order(ei, set, what, data, challenge);
    byte[] mac = TestFleet.send(as, Instruction.AUTHORISE, suite, order).data();
    return new TlvWriter().raw(data).put(0x84, challenge).raw(mac).toBytes();
  }

  /** The data of AUTHORISE. */
  static byte[] order(
      SimulatedUnit ei, SetId set, Instruction what, byte[] data, byte[] challenge) {
    return new TlvWriter()
        .put(0x81, ei.serialNumber().value().toArray())
        .put(0x90, set.value().toArray())
        .putNumber(0x91, Observed.unit(ei).transportKeyVersion(), 2)
        .put(0x84, challenge)
        .putNumber(0x9B, what.ins(), 1)
        .put(0x9C, data)
        .toBytes();
  }

  /** The data of ERASE KEY before the leave. */
  static byte[] place(int ref2) {
    return new TlvWriter().putNumber(0x83, ref2, 2).toBytes();
  }

  /** The data of RAISE FLOOR before the leave. */
  static byte[] floor(int suite) {
    return new TlvWriter().putNumber(0x80, suite, 1).toBytes();
  }
}
