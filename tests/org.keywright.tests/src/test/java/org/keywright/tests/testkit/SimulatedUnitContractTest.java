// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.testkit;

import org.keywright.crypto.Key;
import org.keywright.protocol.SetId;
import org.keywright.testkit.SecondUnitContract;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;

/** The contract of modules that take keys, for the simulated one. */
class SimulatedUnitContractTest extends SecondUnitContract {
  private final TestFleet fleet = new TestFleet();
  private final Key transportKey = fleet.transportKey();

  SimulatedUnitContractTest() {
    fleet.ei("ei", SetId.parse("FUEL"), transportKey, 2);
  }

  @Override
  protected Link open() throws LinkException {
    return fleet.transports.open(Endpoint.parse("sim:ei"));
  }

  @Override
  protected Key transportKey() {
    return transportKey;
  }

  @Override
  protected int place() {
    return 2;
  }
}
