// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.console.When;

class WhenTest {
  private static final Instant NOW = Instant.parse("2026-11-27T23:30:00Z");
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-11-26, 2026-11-25T23:00:00Z, 2026-11-26T23:00:00Z",
    "today, 2026-11-27T23:00:00Z, 2026-11-28T23:00:00Z",
    "yesterday, 2026-11-26T23:00:00Z, 2026-11-27T23:00:00Z",
    "2026-10-25, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z"
  })
  void aDayIsAsLongAsItIsInItsZone(String text, Instant begin, Instant end) {
    assertThat(When.parse(text, NOW, ZONE)).isEqualTo(new When(begin, end));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-26T18:00, 2026-11-26T17:00:00Z",
    "2026-11-26 18:00:05, 2026-11-26T17:00:05Z",
    "2026-11-26T18:00Z, 2026-11-26T18:00:00Z",
    "2026-11-26T18:00-05:00, 2026-11-26T23:00:00Z",
    "7d, 2026-11-20T23:30:00Z",
    "12h, 2026-11-27T11:30:00Z",
    "90m, 2026-11-27T22:00:00Z"
  })
  void aMomentHasNoLength(String text, Instant moment) {
    assertThat(When.parse(text, NOW, ZONE)).isEqualTo(new When(moment, moment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026-1", "2026-02-30", "tomorrow", "7", "d", "99999d", "18:00"})
  void whatIsNoneIsRefusedWithHowToWriteOne(String text) {
    assertThatThrownBy(() -> When.parse(text, NOW, ZONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write 2026-11-26");
  }

  @Test
  void commandsMeanDaysOfUtc() {
    assertThat(When.parse("2026-11-26").begin()).isEqualTo(Instant.parse("2026-11-26T00:00:00Z"));
  }
}
