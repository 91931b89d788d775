// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Key;
import org.keywright.protocol.pairing.ModuleOrders;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;

/** A module in the field gets the key of another generation of cryptograms by an order. */
class LoadGenerationTest {
  private final PairingFleet fleet = new PairingFleet();
  private final SimulatedUnit module = fleet.module("MS-1", 3);
  private final Key key = fleet.crypto.keys.generate(fleet.suite.keySpec());
  private long serial = 1;

  private String load(int generation) throws Exception {
    try (var orders = fleet.orders(module)) {
      return send(orders.loadGeneration(serial++, generation, key));
    }
  }

  private String send(CommandApdu command) throws Exception {
    return ResponseApdu.parse(module.connect().respond(command.toBytes())).status().hex();
  }

  private void revoke(List<Integer> generations) throws Exception {
    var policy = new PolicyRecord(PolicySettings.DEFAULT, 1, generations, List.of());
    try (var orders = fleet.orders(module)) {
      assertThat(send(orders.setPolicy(serial++, policy))).isEqualTo("9000");
    }
  }

  private List<Integer> generations() {
    return PairingFleet.status(module).generations();
  }

  @Test
  void theKeyStandsBesideTheOthersAndIsKeptWithoutPower() throws Exception {
    assertThat(load(2)).isEqualTo("9000");

    module.powerCycle();
    assertThat(generations()).containsExactly(1, 2);
  }

  @Test
  void aGenerationIsLoadedOnceAndNoneThatIsRevoked() throws Exception {
    assertThat(load(1)).isEqualTo("6985");
    revoke(List.of(5));
    assertThat(load(5)).isEqualTo("9E12");
    assertThat(generations()).containsExactly(1);
  }

  @Test
  void aFullModuleGivesUpARevokedGenerationAndNoOther() throws Exception {
    for (int g = 2; g <= 8; g++) {
      assertThat(load(g)).isEqualTo("9000");
    }
    assertThat(load(9)).isEqualTo("6A84");
    revoke(List.of(3));

    assertThat(load(9)).isEqualTo("9000");
    assertThat(generations()).containsExactly(1, 2, 4, 5, 6, 7, 8, 9);
    assertThat(load(10)).isEqualTo("6A84");
  }

  @Test
  void anOrderIsGoodForItsModuleOnceAndUnchanged() throws Exception {
    var other = fleet.module("MS-2", 3);
    try (ModuleOrders orders = fleet.orders(other)) {
      assertThat(send(orders.loadGeneration(1, 2, key))).isEqualTo("6988");
    }
    try (ModuleOrders orders = fleet.orders(module)) {
      byte[] command = orders.loadGeneration(1, 2, key).toBytes();
      for (int bit = 40; bit < 8 * (command.length - 1); bit += 7) {
        byte[] bent = Meeting.flipped(command, bit);
        assertThat(ResponseApdu.parse(module.connect().respond(bent)).status().hex())
            .as("bit %d", bit)
            .isIn("6988", "6A80", "6700");
      }
      assertThat(send(CommandApdu.parse(command))).isEqualTo("9000");
      assertThat(send(CommandApdu.parse(command))).isEqualTo("9E05");
    }
    assertThat(generations()).containsExactly(1, 2);
  }

  @Test
  void aPowerCutLeavesAllOrNothingOfIt() throws Exception {
    module.arm(Fault.parse("cut-before-commit@46"));
    assertThatThrownBy(() -> load(2)).hasMessageContaining("before the commit");
    assertThat(generations()).containsExactly(1);
    module.arm(Fault.parse("cut-after@46"));
    assertThatThrownBy(() -> load(2)).hasMessageContaining("after");
    assertThat(generations()).containsExactly(1, 2);
    assertThat(load(2)).isEqualTo("6985");
  }
}
