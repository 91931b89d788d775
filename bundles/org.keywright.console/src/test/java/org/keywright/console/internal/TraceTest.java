// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.transport.Endpoint;

class TraceTest {
  private static final Endpoint UNIT = Endpoint.parse("sim:ei");
  private static final byte[] COMMAND = HexFormat.of().parseHex("8012000003AABBCC00");
  private static final byte[] ANSWER = HexFormat.of().parseHex("DDEE9000");

  @Test
  void contentsAreMasked() {
    assertThat(Trace.line(UNIT, COMMAND, Optional.of(ANSWER), Duration.ofMillis(3), false))
        .isEqualTo("sim:ei  80 12 00 00 <3 bytes> -> <2 bytes> 9000 done  3 ms");
  }

  @Test
  void contentsOfSimulatedUnitsAreShownIfAsked() {
    assertThat(Trace.line(UNIT, COMMAND, Optional.of(ANSWER), Duration.ofMillis(3), true))
        .isEqualTo("sim:ei  8012000003AABBCC00 -> DDEE9000 done  3 ms");
  }

  @Test
  void brokenExchangesAreWrittenToo() {
    assertThat(Trace.line(UNIT, new byte[2], Optional.empty(), Duration.ofSeconds(5), false))
        .isEqualTo("sim:ei  <2 bytes, no command> -> no answer  5.0 s");
  }
}
