// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;
import org.keywright.console.internal.WholeConsole.Run;

/**
 * A console in a folder of its own, whose wrong statements say so in one line on standard error,
 * end with a status other than 0, and change nothing. In statements {@code $} is the folder.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefusingConsole {
  final WholeConsole console = new WholeConsole();

  Path folder;

  @BeforeAll
  void settle(@TempDir Path scratch) {
    folder = scratch;
  }

  @AfterAll
  void close() {
    console.close();
  }

  /** Everything that a statement could have changed. */
  abstract List<?> state() throws Exception;

  final void write(String name, String... lines) throws Exception {
    Files.writeString(
        folder.resolve(name), String.join("\n", lines) + (lines.length > 0 ? "\n" : ""));
  }

  final Run run(String call) {
    return console.run(call.replace("$", folder.toString()));
  }

  final Run good(String call) {
    var run = run(call);
    assertThat(run.status()).as(call + ": " + run.err()).isZero();
    return run;
  }

  final void refused(String call, String words) throws Exception {
    var before = state();
    var run = run(call);
    assertThat(run.err()).as(call).startsWith("keywright: ").hasLineCount(1).contains(words);
    assertThat(run.err()).as(call).doesNotContain("null").doesNotContain("internal error");
    assertThat(run.status()).as(call).isNotZero();
    assertThat(run.out()).as(call).isEmpty();
    assertThat(state()).as(call).isEqualTo(before);
  }
}
