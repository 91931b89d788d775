// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PerformedTest {
  private static Performed failed(String told) {
    return new Performed(Statement.of("download:campaign"), 1, List.of(), List.of(told));
  }

  @Test
  void anOlderCopyIsAcceptedInTheWindowByAnActOfTheWindow() {
    var refused =
        failed(
            "keywright: fuel.kwv is an older copy of this vault: it lacks the last change; open the"
                + " newer one, or have this one accepted by vault:accept-older fuel.kwv"
                + " --by NAME --by NAME --reason TEXT");
    assertThat(refused.olderCopy()).isTrue();
    assertThat(refused.message())
        .endsWith("or have this one accepted by File > Accept an older copy…");
    assertThat(failed("keywright: the passphrase is wrong").olderCopy()).isFalse();
  }

  @Test
  void aJobThatEndedOtherwiseIsToldApartFromOneThatDidNotBegin() {
    assertThat(failed("keywright: job 3 was cancelled; job:resume 3 goes on").endedJob()).isTrue();
    assertThat(failed("keywright: job 12 is not complete; job:show 12 tells more").endedJob())
        .isTrue();
    assertThat(failed("keywright: there is no key set 'north'").endedJob()).isFalse();
    assertThat(new Performed(Statement.of("job:list"), 0, List.of(), List.of()).endedJob())
        .isFalse();
  }
}
