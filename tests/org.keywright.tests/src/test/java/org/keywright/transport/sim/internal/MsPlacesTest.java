// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.RowState;
import org.keywright.protocol.pairing.StartCount;
import org.keywright.protocol.pairing.VictimPolicy;
import org.keywright.tests.TestCrypto;

/** What only billions of contacts would show of a module's places. */
class MsPlacesTest {
  private static final long LIMIT = 1L << 31;

  private final MsPlaces places =
      MsPlaces.free(3)
          .with(0, row("A", LIMIT - 1, 5, RowState.PAIRED))
          .with(1, row("B", 7, 6, RowState.HALF))
          .with(2, row("C", 1, 9, RowState.PAIRED));

  @Test
  void aCounterAtItsLimitHalvesAll() {
    var next = places.verified(0);

    assertThat(activity(next, 0)).isEqualTo(LIMIT / 2);
    assertThat(activity(next, 1)).isEqualTo(3);
    assertThat(activity(next, 2)).isZero();
    assertThat(next.rows().get(1).orElseThrow().state()).isEqualTo(RowState.HALF);
  }

  @Test
  void belowTheLimitOnlyOneCounts() {
    var next = places.verified(1);

    assertThat(activity(next, 0)).isEqualTo(LIMIT - 1);
    assertThat(activity(next, 1)).isEqualTo(8);
    assertThat(next.rows().get(1).orElseThrow().state()).isEqualTo(RowState.PAIRED);
  }

  @Test
  void tiesGoByChronologyThenByPlace() {
    var tied =
        MsPlaces.free(3)
            .with(0, row("A", 4, 8, RowState.PAIRED))
            .with(1, row("B", 4, 6, RowState.PAIRED))
            .with(2, row("C", 4, 6, RowState.PAIRED));

    assertThat(tied.placeFor(SerialNumber.parse("D"), VictimPolicy.LEAST_ACTIVE)).hasValue(1);
    assertThat(tied.placeFor(SerialNumber.parse("D"), VictimPolicy.OLDEST)).hasValue(1);
  }

  @Test
  void aNewPairingBeginsAtTheLowestOfTheOthers() {
    assertThat(places.startCount(2, StartCount.LOWEST_OF_OTHERS)).isEqualTo(7);
    assertThat(places.startCount(2, StartCount.ZERO)).isZero();
    assertThat(MsPlaces.free(2).startCount(0, StartCount.LOWEST_OF_OTHERS)).isZero();
  }

  private static long activity(MsPlaces places, int place) {
    return places.rows().get(place).map(MsPlaces.Row::activity).orElseThrow();
  }

  private static MsPlaces.Row row(String host, long activity, long chronology, RowState state) {
    return new MsPlaces.Row(
        state,
        false,
        SerialNumber.parse(host),
        1,
        TestCrypto.aes("000102030405060708090a0b0c0d0e0f"),
        activity,
        chronology,
        0,
        1,
        0,
        Bytes.of(new byte[32]));
  }
}
