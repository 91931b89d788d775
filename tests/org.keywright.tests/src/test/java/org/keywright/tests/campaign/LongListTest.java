// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of any length needs the same memory. */
class LongListTest {
  private static final int SHORT = 2_000;
  private static final int LONG = 200_000;
  private static final long SLACK = 2 << 20;

  @TempDir private Path folder;

  @Test
  void aHundredTimesTheLinesNeedNoMoreMemory() throws Exception {
    Path errors = folder.resolve("errors.txt");
    var child =
        ChildJvm.start(
            errors,
            List.of("-Xmx64m"),
            LongListProcess.class,
            folder.toString(),
            Integer.toString(SHORT),
            Integer.toString(LONG));
    List<long[]> said;
    try (var lines = child.inputReader(StandardCharsets.UTF_8)) {
      said =
          lines
              .lines()
              .map(line -> Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray())
              .toList();
    }
    assertThat(child.waitFor()).as(Files.readString(errors)).isZero();
    assertThat(said).hasSize(2);
    for (long[] run : said) {
      assertThat(run[1]).as("done").isEqualTo(run[0] / LongListProcess.ONE_IN);
      assertThat(run[2]).as("refused").isEqualTo(run[0] - run[1]);
    }
    assertThat(said.get(1)[3]).as("bytes of heap").isLessThan(said.get(0)[3] + SLACK);
    try (var report = Files.lines(folder.resolve("report-" + LONG + ".jsonl"))) {
      assertThat(report.count()).isEqualTo(LONG);
    }
  }
}
