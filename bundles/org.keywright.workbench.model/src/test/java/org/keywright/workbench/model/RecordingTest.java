// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What was clicked, as a script. */
class RecordingTest {
  private final Recording recording = new Recording();

  private static Performed ended(Statement statement, int status, String... told) {
    return new Performed(statement, status, List.of(), List.of(told));
  }

  @Test
  void statementsAreKeptInTheOrderInWhichTheyWereBegunAndOnlyThoseThatWentWell() {
    var lengthy = Statement.of("download:campaign").option("--devices", "a list.csv");
    var quick = Statement.of("key:label").argument("north/1").argument("depot");
    var refused = Statement.of("key:generate").argument("north").argument(1);
    Recording.Begun first = recording.begin(lengthy);
    Recording.Begun second = recording.begin(quick);
    second.ended(ended(quick, 0));
    assertThat(recording.statements()).as("the other is at work still").containsExactly(quick);
    recording.begin(refused).ended(ended(refused, 1, "keywright: there is north/1 already"));
    first.ended(ended(lengthy, 0));

    assertThat(recording.statements()).containsExactly(lengthy, quick);
    assertThat(recording.script())
        .isEqualTo("download:campaign --devices \"a list.csv\"\nkey:label north/1 depot\n");
  }

  @Test
  void aJobThatIsNotCompleteDoesNotEndTheScriptAndWhatWasDoneMeanwhileIsARemark() {
    var load = Statement.of("download:load").argument("sim:demo-1");
    var cancel = Statement.of("job:cancel").argument(1);
    Recording.Begun begun = recording.begin(load);
    recording.begin(cancel).ended(ended(cancel, 0));
    begun.ended(ended(load, 1, "keywright: job 1 is not complete (job:resume 1 goes on with it)"));

    assertThat(recording.script())
        .isEqualTo(
            """
            onerror continue
            download:load sim:demo-1
            onerror stop
            # job:cancel 1
            """);
  }
}
