// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;

/** The example of a year in a pay-TV estate, from end to end in the console. */
class PayTvExampleTest {
  private static final Path EXAMPLE = Path.of("..", "..", "examples", "pay-tv", "pairing.gosh");

  @TempDir Path folder;

  @Test
  void findsTheTwoCopiesAndTheModuleThatIsCarriedAboutAndNobodyElse() throws Exception {
    try (var console = new WholeConsole()) {
      var run = console.script(EXAMPLE, folder.toString());

      assertThat(run.status()).as(run.out() + run.err()).isZero();
      assertThat(run.out())
          .contains("20 done", "60 done", "MS-01 is paired with MH-01, at index 0")
          .containsPattern("two-modules +MS-03|index-backwards +MS-03")
          .containsPattern("two-modules +MS-11|index-backwards +MS-11")
          .containsPattern("too-many-hosts +MS-20")
          .containsPattern("The log of acts is whole");
    }
  }
}
