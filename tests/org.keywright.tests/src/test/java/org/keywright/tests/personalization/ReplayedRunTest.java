// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.ModuleStatus;

/** Somebody says again what was said before on a local link: nothing comes of it. */
class ReplayedRunTest {
  private final Bureau bureau = new Bureau();

  @Test
  void aRecordedRunSaidAgainChangesNothing() throws Exception {
    var frames = new ArrayList<byte[]>();
    var module = bureau.module("again");
    var run = bureau.personalize(bureau.unit, Bureau.link(module, frames));
    assertThat(run.confirmed()).isTrue();
    byte[] before = Bureau.status(module).encode();
    var link = module.connect();
    for (int i = 2; i < frames.size(); i += 2) {
      byte[] command = frames.get(i);
      assertThat(status(link.respond(command))).isIn("6985", "6988");
    }
    link.respond(frames.get(0));
    for (int i = 2; i < frames.size(); i += 2) {
      String status = status(link.respond(frames.get(i)));
      if (i > 2) {
        assertThat(status).as("command %d said again", i / 2).isIn("6985", "6988");
      }
    }
    var after = Bureau.status(module);
    assertThat(after.state()).isEqualTo(LifeCycle.OPERATIONAL);
    assertThat(after.order()).isEqualTo(ModuleStatus.decode(before).order());
  }

  private static String status(byte[] answer) {
    int n = answer.length;
    return "%02X%02X".formatted(answer[n - 2], answer[n - 1]);
  }
}
