// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.SecuredRoom;
import org.keywright.testkit.RemovableModuleContract;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.Role;

/** The contract of removable modules, for the simulated one. */
class SimulatedRemovableModuleContractTest extends RemovableModuleContract {
  private final TestFleet fleet = new TestFleet();
  private final Key moduleKey = fleet.crypto.keys.generate(KeySpec.AES_256);
  private final Key generationKey = fleet.crypto.keys.generate(KeySpec.AES_256);

  SimulatedRemovableModuleContractTest() {
    var unit = fleet.make(Role.MS, Optional.empty(), Optional.empty(), "ms").getFirst();
    TestFleet.send(
        unit,
        SecuredRoom.installModule(
            SerialNumber.parse("MS"),
            Bytes.of((byte) 1),
            0,
            3,
            PolicyRecord.DEFAULT,
            moduleKey,
            new TreeMap<>(Map.of(1, generationKey))));
  }

  @Override
  protected Link open() throws LinkException {
    return fleet.transports.open(Endpoint.parse("sim:ms"));
  }

  @Override
  protected Key moduleKey() {
    return moduleKey;
  }

  @Override
  protected Key generationKey() {
    return generationKey;
  }
}
