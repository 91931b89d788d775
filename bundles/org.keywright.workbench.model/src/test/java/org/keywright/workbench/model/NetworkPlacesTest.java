// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;

class NetworkPlacesTest {
  private static final Atr ATR = Atr.of(new byte[] {0x3B, 0x00});

  private final AtomicInteger told = new AtomicInteger();
  private final NetworkPlaces places =
      new NetworkPlaces(() -> Instant.EPOCH, told::incrementAndGet);

  private void open(String endpoint) {
    places.opened(Endpoint.parse(endpoint), ATR);
  }

  @Test
  void linksToOneComputerAreCountedTogetherAndItIsToldOnce() {
    open("tcp://depot:7700/ei-1");
    open("tcp://depot:7700/ei-2");
    open("tls://depot:7701/ei-2");
    assertThat(places.all())
        .extracting(NetworkPlaces.Place::name, NetworkPlaces.Place::links)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("tcp://depot:7700", 2L),
            org.assertj.core.groups.Tuple.tuple("tls://depot:7701", 1L));
    assertThat(told).hasValue(2);
  }

  @Test
  void whatHasNoHostIsNoNetwork() {
    open("sim:ei-1");
    open("pcsc:reader 1");
    assertThat(places.all()).isEmpty();
    assertThat(told).hasValue(0);
  }

  @Test
  void aFloodOfComputersIsNotRemembered() {
    for (int i = 0; i < 2_000; i++) {
      open("tcp://host-" + i + ":7700");
    }
    open("tcp://host-5:7700");
    assertThat(places.all()).hasSize(1_000);
    assertThat(places.all()).filteredOn(place -> place.links() == 2).hasSize(1);
  }
}
