// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static Progress progress(long done, long unknown, long handled, OptionalLong total) {
    return new Progress(done, 0, 0, unknown, total, handled, Duration.ofSeconds(10), false);
  }

  @Test
  void theRateCountsThisRunOnly() {
    var progress = progress(900, 0, 100, OptionalLong.of(1_000));
    assertThat(progress.perSecond()).isEqualTo(10);
    assertThat(progress.remaining()).contains(Duration.ofSeconds(10));
  }

  @Test
  void withoutATotalOrARateNoTimeIsPromised() {
    assertThat(progress(5, 0, 5, OptionalLong.empty()).remaining()).isEmpty();
    assertThat(progress(0, 0, 0, OptionalLong.of(5)).remaining()).isEmpty();
  }

  @Test
  void allIsDoneOnlyIfNothingIsLeftOrOpen() {
    assertThat(progress(5, 0, 5, OptionalLong.of(5)).allDone()).isTrue();
    assertThat(progress(4, 0, 4, OptionalLong.of(5)).allDone()).isFalse();
    assertThat(progress(5, 1, 6, OptionalLong.empty()).allDone()).isFalse();
  }
}
