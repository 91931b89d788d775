// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.vault.ActFilter;
import org.keywright.workbench.model.LogSearch.Field;

class LogSearchTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  private static Instant startOf(String day) {
    return LocalDate.parse(day).atStartOfDay(ZoneId.systemDefault()).toInstant();
  }

  @Test
  void nothingTypedLooksForAll() {
    assertThat(LogSearch.filter(Map.of(Field.ACTOR, " ", Field.FROM, ""), NOW))
        .isEqualTo(ActFilter.ALL);
  }

  @Test
  void theLastDayCountsToItsEnd() {
    var filter =
        LogSearch.filter(
            Map.of(Field.VERB, " key: ", Field.FROM, "2026-11-01", Field.UNTIL, "2026-11-20"), NOW);
    assertThat(filter.verb()).contains("key:");
    assertThat(filter.from()).contains(startOf("2026-11-01"));
    assertThat(filter.to()).contains(startOf("2026-11-21"));
  }

  @Test
  void aMomentEndsWhereItBegins() {
    var filter = LogSearch.filter(Map.of(Field.FROM, "7d", Field.UNTIL, "2026-11-26T18:00Z"), NOW);
    assertThat(filter.from()).contains(Instant.parse("2026-11-20T10:00:00Z"));
    assertThat(filter.to()).contains(Instant.parse("2026-11-26T18:00:00Z"));
  }

  @Test
  void whatIsNoMomentIsAProblemOfItsField() {
    assertThat(LogSearch.problem(Field.FROM, "2026-1", NOW)).get().asString().contains("2026-1");
    assertThat(LogSearch.problem(Field.FROM, "", NOW)).isEmpty();
    assertThat(LogSearch.problem(Field.UNTIL, " today ", NOW)).isEmpty();
    assertThat(LogSearch.problem(Field.VERB, "2026-1", NOW)).isEqualTo(Optional.empty());
  }
}
