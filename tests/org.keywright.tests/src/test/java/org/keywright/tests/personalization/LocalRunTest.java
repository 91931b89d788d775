// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.keywright.protocol.personalization.LifeCycle;

/** A module is personalized over its local channel. */
class LocalRunTest {
  private final Bureau bureau = new Bureau();

  @Test
  void aModuleComesIntoOperation() throws Exception {
    var module = bureau.module("pad-1");
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.IDENTIFIED);
    var run = bureau.personalize(module);
    assertThat(run.refusal()).isEmpty();
    assertThat(run.confirmed()).isTrue();
    assertThat(bureau.unit.log).containsExactly("issued", "confirmed");
    var status = Bureau.status(module);
    assertThat(status.state()).isEqualTo(LifeCycle.OPERATIONAL);
    assertThat(status.central().orElseThrow().name()).isEqualTo("central 1");
    assertThat(status.order()).isEqualTo(run.order());
  }
}
