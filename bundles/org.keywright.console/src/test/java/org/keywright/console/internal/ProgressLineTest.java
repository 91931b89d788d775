// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long now = 1_000_000;

  private ProgressLine line(boolean onTerminal) {
    var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    var screen = new Screen(InputStream.nullInputStream(), stream, stream, onTerminal);
    return new ProgressLine(screen, "Job 1", () -> Instant.ofEpochMilli(now));
  }

  private String shown() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void fileGetsALineEveryFewSeconds() {
    var line = line(false);
    line.at(1, 1000, "");
    now += 5_000;
    line.at(500, 1000, "3 refused");
    now += 1_000;
    line.at(600, 1000, "3 refused");
    assertThat(shown()).isEqualTo("Job 1  500 of 1,000  50 %  100/s  5 s left  3 refused\n");
  }

  @Test
  void terminalGetsABarThatGoesAtTheEnd() {
    try (var line = line(true)) {
      line.at(1, 4, "");
      now += 1_000;
      line.at(2, 4, "");
      assertThat(shown()).contains("Job 1  \u2588\u2588").contains("2 of 4  50 %  2.0/s  1 s left");
    }
    assertThat(shown()).endsWith("\r\u001b[K");
  }

  @Test
  void whatAnEarlierRunDidDoesNotCountForTheRate() {
    var line = line(false);
    line.at(901, 1000, "");
    now += 10_000;
    line.at(950, 1000, "");
    assertThat(shown()).isEqualTo("Job 1  950 of 1,000  95 %  5.0/s  10 s left\n");
  }
}
