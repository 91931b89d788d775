// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.util.Arrays;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.protocol.Application;
import org.keywright.protocol.Refusal;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusWord;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;

/** What the programs of all roles check alike. */
final class Units {
  private Units() {}

  /** Answers SELECT of the one application that a unit has. */
  static ResponseApdu select(CommandApdu command, Application application) throws Refusal {
    if (command.p1() != 4 || command.p2() != 0) {
      throw new Refusal(0x6A86);
    }
    boolean known = Arrays.equals(command.data(), application.aid());
    return new ResponseApdu(new StatusWord(known ? 0x9000 : 0x6A82));
  }

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

  /** Reads T, or another root, an AES key of any of the three lengths. */
  static Key takeTransportKey(TlvReader in) throws TlvException, Refusal {
    return takeTransportKey(in, 0x6A80);
  }

  /** Reads T; a length that AES has no keys of is refused so. */
  static Key takeTransportKey(TlvReader in, int refusal) throws TlvException, Refusal {
    KeyMaterial material = KeyMaterial.consume(in.take(0x97, 16, 32));
    try {
      return Key.of(new KeySpec(KeyAlgorithm.AES, 8 * material.length()), material);
    } catch (IllegalArgumentException | KeyException e) {
      material.close();
      throw new Refusal(refusal, "a transport key is an AES key");
    }
  }

  /** Whether an id stands in a list of suites. */
  static boolean contains(Bytes suites, int id) {
    for (int i = 0; i < suites.length(); i++) {
      if (suites.at(i) == id) {
        return true;
      }
    }
    return false;
  }

  /** A suite of the list that can be carried out with keys of this kind. */
  static Optional<Suite> usable(Suites known, Bytes suites, int id, Optional<Key> key) {
    if (!contains(suites, id)) {
      return Optional.empty();
    }
    var spec = key.map(Key::spec);
    return known.find(id).filter(suite -> spec.filter(suite.keySpec()::equals).isPresent());
  }
}
