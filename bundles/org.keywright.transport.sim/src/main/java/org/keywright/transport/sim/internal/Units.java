// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.Refusal;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;

/** What the programs of all roles check alike. */
final class Units {
  private Units() {}

  /** Checks P1 and P2; -1 leaves one to the command. */
  static void requireParameters(CommandApdu command, int p1, int p2) throws Refusal {
    if ((p1 >= 0 && command.p1() != p1) || (p2 >= 0 && command.p2() != p2)) {
      throw new Refusal(0x6A86);
    }
  }

  /** Checks that a command that takes no data has none. */
  static void requireNoData(CommandApdu command) throws Refusal {
    if (command.nc() > 0) {
      throw new Refusal(0x6700);
    }
  }

  /** Reads T, an AES key of any of the three lengths. */
  static Key takeTransportKey(TlvReader in) throws TlvException, Refusal {
    KeyMaterial material = KeyMaterial.consume(in.take(0x97, 16, 32));
    try {
      return Key.of(new KeySpec(KeyAlgorithm.AES, 8 * material.length()), material);
    } catch (IllegalArgumentException | KeyException e) {
      material.close();
      throw new Refusal(0x6A80, "a transport key is an AES key");
    }
  }
}
