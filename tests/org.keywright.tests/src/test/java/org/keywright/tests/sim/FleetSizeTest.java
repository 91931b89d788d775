// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keywright.protocol.SetId;

/** A large fleet fits into the memory of a desk. */
class FleetSizeTest {
  private static final int UNITS = 10_000;
  private static final long MOST_BYTES = 20_000;

  @Test
  void tenThousandUnitsWithFourPlacesNeedLessThan20KilobytesEach() {
    var fleet = new TestFleet();
    var transportKey = fleet.transportKey();
    String[] names = IntStream.range(0, UNITS).mapToObj(i -> "u" + i).toArray(String[]::new);
    long before = used();

    fleet.eis(SetId.parse("LARGE"), transportKey, 4, names);
    long each = (used() - before) / UNITS;

    assertThat(each).isPositive().isLessThan(MOST_BYTES);
    assertThat(fleet.simulator.units()).hasSize(UNITS);
  }

  private static long used() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
