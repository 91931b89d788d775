// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/** A simulated unit does not start with a state file of which anything is another. */
class StateFileNegativesTest {
  @TempDir private Path folder;

  private SimulatedUnit unit;
  private Path file;
  private byte[] good;

  @BeforeEach
  void make() throws Exception {
    unit = new TestFleet().make(Role.AS, Optional.empty(), Optional.of(folder), "as").getFirst();
    byte[] install =
        SecuredRoom.installSet(
            SetId.parse("FUEL"),
            1,
            TestCrypto.aes("d58c2b9047f1e36a7b19c4d2085fa3e6914d7cb02e8f5a1360bb49d7f2081c6e"));
    assertThat(TestFleet.send(unit, install).status().ok()).isTrue();
    file = folder.resolve("as.nv");
    good = Files.readAllBytes(file);
  }

  private void startsNotWith(byte[] changed, String what) throws Exception {
    Files.write(file, changed);
    assertThatThrownBy(unit::powerCycle)
        .as(what)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("as.nv");
  }

  private void starts() throws Exception {
    Files.write(file, good);
    unit.powerCycle();
    assertThat(unit.image()).hasSameSizeAs(good);
  }

  @Test
  void anyBitThatWasTurnedIsFound() throws Exception {
    starts();
    for (int bit = 0; bit < 8 * good.length; bit++) {
      byte[] changed = good.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      startsNotWith(changed, "bit " + bit);
    }
    starts();
  }

  @Test
  void anyOtherLengthIsFound() throws Exception {
    for (int length = 0; length < good.length + 33; length++) {
      if (length != good.length) {
        startsNotWith(Arrays.copyOf(good, length), length + " bytes");
      }
    }
    starts();
  }
}
