// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.Order;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedModule;

/** A module over the network, and power that fails at each message. */
class NetworkPowerCutTest {
  private final Bureau bureau = new Bureau();
  private UnitServer server;
  private int made = 100;

  @BeforeEach
  void listen() throws IOException {
    server = new UnitServer(bureau);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void aModuleDialsAndComesIntoOperation() throws Exception {
    var module = bureau.module("net-1");
    module.personalize("localhost", server.port());
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.OPERATIONAL);
    assertThatThrownBy(() -> module.personalize("localhost", server.port()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("life-cycle");
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.OPERATIONAL);
  }

  @Test
  void aCutAtAnyMessageLeavesTheModuleAsBeforeOrWhole() throws Exception {
    for (String tag : new String[] {"e7", "e9", "ec"}) {
      for (String kind :
          new String[] {"cut-before", "cut-inside", "cut-after", "lose-answer", "write-fails"}) {
        var module = bureau.module("net-" + made++);
        module.arm(Fault.parse(kind + "@" + tag));
        bureau.unit.kind = Order.Kind.FIRST;
        boolean done = personalized(module, server.port());
        module.disarm();
        module.powerCycle();
        var state = Bureau.status(module).state();
        assertThat(state).isIn(LifeCycle.IDENTIFIED, LifeCycle.OPERATIONAL);
        assertThat(done && state != LifeCycle.OPERATIONAL).as(kind + "@" + tag).isFalse();
        bureau.unit.kind = Order.Kind.RENEWAL;
        boolean settles = bureau.unit.open.containsKey(module.serialNumber());
        boolean second = personalized(module, server.port());
        assertThat(second || settles).as("after " + kind + "@" + tag).isTrue();
        assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.OPERATIONAL);
        assertThat(Bureau.status(module).order())
            .as("books after " + kind + "@" + tag)
            .contains(bureau.unit.active.get(module.serialNumber()));
      }
    }
  }

  private boolean personalized(SimulatedModule module, int port) throws InterruptedException {
    try {
      module.personalize("localhost", port);
      return true;
    } catch (IOException | Refusal e) {
      return false;
    } finally {
      server.awaitEnd();
    }
  }
}
