// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.UnitStatus;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.sim.SimulatedUnit;

/** What can be seen of a unit from outside. */
final class Observed {
  /** A challenge for USE KEY. */
  static final byte[] CHALLENGE = {1, 2, 3, 4, 5, 6, 7, 8};

  private Observed() {}

  /** The public part of a unit's memory, byte for byte as it is stored. */
  static Bytes memory(SimulatedUnit unit) {
    byte[] image = unit.image();
    return Bytes.of(Arrays.copyOfRange(image, 4, 4 + ByteBuffer.wrap(image).getInt()));
  }

  static int status(ResponseApdu answer) {
    return answer.status().value();
  }

  static UnitStatus unit(SimulatedUnit ei) {
    try {
      return UnitStatus.decode(TestFleet.send(ei, Instruction.STATUS, 0, new byte[0]).data());
    } catch (TlvException e) {
      throw new AssertionError(e);
    }
  }

  /** The MAC of the key in a place. */
  static Bytes use(SimulatedUnit ei, int ref2) {
    return Bytes.of(TestFleet.use(ei, ref2, CHALLENGE).data());
  }

  /** The MAC that a place has to give if it holds the key of a reference. */
  static Bytes reference(SimulatedUnit as, SimulatedUnit ei, int ref1, int ref2) {
    return Bytes.of(TestFleet.reference(as, ei.serialNumber(), ref1, ref2, CHALLENGE).data());
  }
}
