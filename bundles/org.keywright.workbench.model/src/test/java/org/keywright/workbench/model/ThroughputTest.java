// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputTest {
  private static final Instant BEGUN = Instant.parse("2026-11-26T08:00:00Z");

  private static double all(List<Throughput.Slice> slices) {
    return slices.stream().mapToDouble(slice -> slice.all() * (slice.to() - slice.from())).sum();
  }

  @Test
  void whatCameWithinASliceIsItsRate() {
    var throughput = new Throughput(BEGUN);
    throughput.add(BEGUN.plusMillis(10), 4, 0);
    throughput.add(BEGUN.plusMillis(90), 0, 1);
    throughput.add(BEGUN.plusMillis(250), 2, 0);
    assertThat(throughput.slices(240))
        .containsExactly(
            new Throughput.Slice(0, 0.1, 40, 10),
            new Throughput.Slice(0.1, 0.2, 0, 0),
            new Throughput.Slice(0.2, 0.30000000000000004, 20, 0));
  }

  @Test
  void aLongJobHasNoMoreSlicesThanAShortOneAndLosesNothing() {
    var throughput = new Throughput(BEGUN);
    for (int second = 0; second < 100_000; second++) {
      throughput.add(BEGUN.plusSeconds(second), 3, 0);
    }
    var slices = throughput.slices(Throughput.MOST);
    assertThat(slices).hasSizeBetween(Throughput.MOST / 2, Throughput.MOST);
    assertThat(all(slices)).isCloseTo(300_000, within(0.001));
    assertThat(slices.get(40).done()).isCloseTo(3, within(0.05));
    assertThat(throughput.counted()).isEqualTo(300_000);
  }

  @Test
  void aNarrowPlotJoinsSlices() {
    var throughput = new Throughput(BEGUN);
    for (int i = 0; i < 100; i++) {
      throughput.add(BEGUN.plusMillis(100L * i), 1, 1);
    }
    var slices = throughput.slices(7);
    assertThat(slices).hasSize(7);
    assertThat(all(slices)).isCloseTo(200, within(0.001));
  }

  @Test
  void whatAJobAtWorkDidNotCountBeforeCameEvenlySince() {
    var throughput = new Throughput(BEGUN);
    throughput.add(BEGUN.plusMillis(50), 10, 1);
    throughput.advance(BEGUN.plusMillis(450), 30, 1);
    throughput.advance(BEGUN.plusMillis(550), 30, 1);
    assertThat(throughput.counted()).isEqualTo(31);
    assertThat(throughput.slices(240))
        .extracting(Throughput.Slice::done)
        .containsExactly(100.0, 50.0, 50.0, 50.0, 50.0, 0.0);
  }

  @Test
  void anItemDatedBeforeItsJobCountsAtItsBeginning() {
    var throughput = new Throughput(BEGUN);
    throughput.add(BEGUN.minusSeconds(5), 1, 0);
    assertThat(throughput.slices(240)).hasSize(1);
  }
}
