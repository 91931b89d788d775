// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The recorded run beside the protocol document is what both sides say, byte by byte. */
class RecordedRunTest {
  @Test
  void theRecordedRunIsReproduced() throws Exception {
    var known = RecordedRun.read();
    assertThat(known).hasSizeGreaterThan(40);
    assertThat(new RecordedRun(known).run()).containsExactlyEntriesOf(known);
  }
}
