// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.ModuleStatus;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;

/** INSTALL of a removable module: what a blank one becomes. */
final class MsInstallation {
  private MsInstallation() {}

  /**
   * Reads the data of INSTALL.
   *
   * @param taken gets every key that was read, K_MS first, whatever the outcome
   */
  static MsMemory read(TlvReader in, List<Key> taken) throws TlvException, Refusal {
    var module = SerialNumber.of(in.take(0xA0, SerialNumber.LENGTH));
    var suites = Bytes.of(in.take(0x8F, 1, 16));
    long index = in.takeLong(0xA8, 4);
    int places = in.takeNumber(0xAE, 1);
    var policy = PolicyRecord.read(in);
    Key moduleKey = take(in, taken);
    var generations = new ArrayList<MsMemory.Generation>();
    var numbers = new HashSet<Integer>();
    do {
      int number = in.takeNumber(0xA6, 2);
      Key key = take(in, taken);
      if (number == 0 || !numbers.add(number) || !key.spec().equals(moduleKey.spec())) {
        throw new Refusal(0x6A80);
      }
      generations.add(new MsMemory.Generation(number, key));
    } while (!in.atEnd());
    if (places == 0) {
      throw new Refusal(0x6A80);
    }
    if (places > ModuleStatus.MOST_PLACES || generations.size() > ModuleStatus.MOST_GENERATIONS) {
      throw new Refusal(0x6A84);
    }
    return new MsMemory(
        module,
        suites,
        Optional.of(moduleKey),
        generations,
        policy,
        0,
        new MsMemory.Counters(index, 0, PairingCodes.TRIES),
        MsPlaces.free(places));
  }

  private static Key take(TlvReader in, List<Key> taken) throws TlvException, Refusal {
    Key key = Units.takeTransportKey(in);
    taken.add(key);
    return key;
  }
}
