// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;

/** What {@code job:report} writes, and what {@code job:cancel} says of a job that has ended. */
@Timeout(60)
class JobReportTest {
  @TempDir Path folder;
  private final WholeConsole console = new WholeConsole();

  @BeforeEach
  void aJobWithOneModuleThatIsNotThere() throws Exception {
    Files.writeString(folder.resolve("pass.txt"), "correct horse battery\n");
    Files.writeString(folder.resolve("devices.csv"), "serial,endpoint\nA-1,sim:A-1\nA-9,sim:A-9\n");
    run("vault:create " + folder.resolve("v.kwv") + " --secret-file " + folder.resolve("pass.txt"));
    run("keyset:create north");
    run("key:generate north 1 --usage D0 --label data");
    run("sim:create ei --keyset north --count 1 --name A-");
    console.run(
        "download:campaign --keyset north --key 1 --place 1 --devices "
            + folder.resolve("devices.csv"));
  }

  @AfterEach
  void close() {
    console.close();
  }

  private void run(String statement) {
    var run = console.run(statement);
    assertThat(run.status()).as(statement + ": " + run.err()).isZero();
  }

  @Test
  void aReportSaysWhatBecameOfEachModuleWhollyOrNotAtAll() throws Exception {
    Path pdf = folder.resolve("job.pdf");
    Path csv = folder.resolve("job.csv");
    Path lines = folder.resolve("job.jsonl");
    run("job:report 1 --out %s --out %s --out %s".formatted(pdf, csv, lines));
    assertThat(Files.readAllBytes(pdf)).startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));
    assertThat(Files.readAllLines(csv))
        .hasSize(3)
        .satisfies(all -> assertThat(all.getFirst()).startsWith("serial,place,").contains(",kcv,"))
        .anySatisfy(line -> assertThat(line).startsWith("A-1,1,").contains(",done,"))
        .anySatisfy(line -> assertThat(line).startsWith("A-9,1,").contains(",unreached,"));
    assertThat(Files.readAllLines(lines)).hasSize(2);
    try (var left = Files.list(folder)) {
      assertThat(left).noneMatch(file -> file.toString().contains(".part"));
    }
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeAnyIs() {
    Path csv = folder.resolve("job.csv");
    for (Path wrong : List.of(folder.resolve("job.txt"), folder.resolve("none").resolve("j.pdf"))) {
      var run = console.run("job:report 1 --out " + csv + " --out " + wrong);
      assertThat(run.status()).as(run.err()).isNotZero();
      assertThat(run.err()).contains("--out");
      assertThat(csv).doesNotExist();
    }
    assertThat(console.run("job:report 1").err()).contains("--out is missing");
    assertThat(console.run("job:report 7 --out " + csv).status()).isNotZero();
  }

  @Test
  void aJobThatHasEndedIsNotCancelled() {
    assertThat(console.run("job:cancel 1").out()).contains("Job 1 is not at work.");
    assertThat(console.run("job:cancel 7").status()).isNotZero();
  }
}
