// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.protocol.Application;
import org.keywright.transport.Endpoint;

class TraceTest {
  private static final Endpoint UNIT = Endpoint.parse("tcp://rack:7/ei");
  private static final String SERIAL = "8110" + "45492D37" + "00".repeat(12);

  @Test
  void aCommandIsInWordsAndSecretsAreLengths() {
    assertThat(
            line(
                Application.EI,
                "801200003F"
                    + ("E12B800101" + SERIAL + "83020001" + "8410" + "11".repeat(16))
                    + ("8E10" + "22".repeat(16)),
                "E2218302000186020003960561886B5CD4" + "8E10" + "33".repeat(16) + "9000"))
        .isEqualTo(
            "tcp://rack:7/ei  IMPORT KEY: load message {suite 01, serial number EI-7, place 1,"
                + " challenge <16>}, MAC <16> -> receipt {place 1, key version 3, check value"
                + " 61886B5CD4, MAC <16>}  9000 done  3 ms");
  }

  @Test
  void aClearKeyIsALength() {
    assertThat(line(Application.EI, "801A0000129710" + "5A".repeat(16), "6985"))
        .isEqualTo(
            "tcp://rack:7/ei  INSTALL UNIT: transport key in clear <16> -> 6985 conditions of use"
                + " not satisfied: wrong life-cycle state  3 ms");
  }

  @Test
  void whatHasNoNamesIsALength() {
    assertThat(line(Application.EI, "8010010003030201", "AABB9000"))
        .isEqualTo("tcp://rack:7/ei  PREPARE 01 00: <3> -> <2>  9000 done  3 ms");
    assertThat(exchange(Optional.empty(), "8012000003AABBCC00", Optional.of("DDEE9000")).sentence())
        .isEqualTo("tcp://rack:7/ei  80 12 00 00: <3> -> <2>  9000 done  3 ms");
  }

  @Test
  void partsAndProtectedCommandsAreLengths() {
    assertThat(line(Application.EI, "9012000003810101", "9000"))
        .contains("part of IMPORT KEY: <3> -> 9000");
    assertThat(line(Application.SM, "843C000003800101", "ED0380010A9000"))
        .contains("ISSUE: <3> -> <5>  9000");
  }

  @Test
  void aSelectionNamesTheApplication() {
    assertThat(line(Application.EI, "00A4040008F04B57525445490100", "9000"))
        .contains("SELECT EI -> 9000 done");
    assertThat(TracedExchange.selected(bytes("00A4040008F04B575254534D01")))
        .contains(Application.SM);
    assertThat(TracedExchange.selected(bytes("8040000000"))).isEmpty();
  }

  @Test
  void brokenExchangesAreWrittenToo() {
    assertThat(exchange(Optional.empty(), "8040", Optional.empty()).sentence())
        .isEqualTo("tcp://rack:7/ei  no command: <2> -> no answer  3 ms");
    assertThat(exchange(Optional.empty(), "80400000", Optional.of("90")).sentence())
        .contains("80 40 00 00 -> <1>, no answer");
  }

  @Test
  void aFilterLetsPassWhatFits() {
    var refused = exchange(Optional.of(Application.EI), "80140000", Optional.of("6985"));
    var done = exchange(Optional.of(Application.EI), "80400000", Optional.of("9000"));
    assertThat(filter("rack", null, null).passes(done)).isTrue();
    assertThat(filter("pcsc:", null, null).passes(done)).isFalse();
    assertThat(filter(null, "load status", null).passes(refused)).isTrue();
    assertThat(filter(null, "load status", null).passes(done)).isFalse();
    assertThat(filter(null, null, "69").passes(refused)).isTrue();
    assertThat(filter(null, null, "failed").passes(refused)).isTrue();
    assertThat(filter(null, null, "failed").passes(done)).isFalse();
    assertThat(TraceFilter.ALL.passes(refused)).isTrue();
  }

  private static TraceFilter filter(String endpoint, String command, String status) {
    return new TraceFilter(
        Optional.ofNullable(endpoint), Optional.ofNullable(command), Optional.ofNullable(status));
  }

  private static String line(Application application, String command, String answer) {
    return exchange(Optional.of(application), command, Optional.of(answer)).sentence();
  }

  private static TracedExchange exchange(
      Optional<Application> application, String command, Optional<String> answer) {
    return TracedExchange.of(
        Instant.EPOCH,
        UNIT,
        application,
        bytes(command),
        answer.map(TraceTest::bytes),
        Duration.ofMillis(3));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
