// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.vault.Devices.Column;
import org.keywright.vault.Devices.Sorting;

class DeviceListingTest {
  @Test
  void aColumnThatIsChosenAgainIsSortedTheOtherWay() {
    var once = DeviceListing.ALL.sortedBy(Column.LAST_SEEN);
    assertThat(once.sorting()).isEqualTo(new Sorting(Column.LAST_SEEN, false));
    var twice = once.sortedBy(Column.LAST_SEEN);
    assertThat(twice.sorting()).isEqualTo(new Sorting(Column.LAST_SEEN, true));
    assertThat(twice.sortedBy(Column.LAST_SEEN)).isEqualTo(once);
    assertThat(twice.sortedBy(Column.SERIAL)).isEqualTo(DeviceListing.ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "depot-3", " two words", "LAST_SEEN descending x"})
  void isFoundAgainAsItWasLeft(String text) {
    var left = DeviceListing.ALL.finding(text).sortedBy(Column.ENDPOINT).sortedBy(Column.ENDPOINT);
    assertThat(DeviceListing.parse(left.text())).isEqualTo(left);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "serial", "COLOUR descending depot"})
  void whatIsNoListingCountsAsAll(String kept) {
    assertThat(DeviceListing.parse(kept)).isEqualTo(DeviceListing.ALL);
  }
}
