// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.testkit;

import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.keywright.protocol.Application;
import org.keywright.testkit.SecurityModuleContract;
import org.keywright.testkit.UnitContract;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.Role;

/** The contract of modules of any role, for the simulated ones. */
class RolesContractTest {
  /** A blank unit of a role. */
  private abstract static class Simulated extends UnitContract {
    private final TestFleet fleet = new TestFleet();
    private final Role role;

    Simulated(Role role) {
      this.role = role;
      fleet.make(role, Optional.empty(), Optional.empty(), "unit");
    }

    @Override
    protected Application application() {
      return Application.valueOf(role.name());
    }

    @Override
    protected Link open() throws LinkException {
      return fleet.transports.open(Endpoint.parse("sim:unit"));
    }
  }

  @Nested
  class FirstUnit extends Simulated {
    FirstUnit() {
      super(Role.AS);
    }
  }

  @Nested
  class BlankSecondUnit extends Simulated {
    BlankSecondUnit() {
      super(Role.EI);
    }
  }

  @Nested
  class SecurityModule extends SecurityModuleContract {
    private final TestFleet fleet = new TestFleet();

    SecurityModule() {
      fleet.make(Role.SM, Optional.empty(), Optional.empty(), "unit");
    }

    @Override
    protected Link open() throws LinkException {
      return fleet.transports.open(Endpoint.parse("sim:unit"));
    }
  }

  @Nested
  class RemovableModule extends Simulated {
    RemovableModule() {
      super(Role.MS);
    }
  }

  @Nested
  class Host extends Simulated {
    Host() {
      super(Role.MH);
    }
  }
}
