// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void isWrittenAsItIsRead() {
    assertThat(Endpoint.parse("sim:ei-7")).isEqualTo(new Endpoint("sim", "ei-7"));
    assertThat(Endpoint.parse("tcp://[::1]:9000/a:b")).hasToString("tcp://[::1]:9000/a:b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sim", "sim:", "sim: ", ":x", "Sim:x", "7up:x", "a b:x"})
  void saysHowToWriteOne(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.parse(text))
        .withMessageContaining("SCHEME:ADDRESS");
  }

  @Test
  void theAnswerToResetLeadsToItsHistoricalBytes() {
    assertThat(Atr.of(HexFormat.of().parseHex("3B8380010102034A")).historicalBytes())
        .containsExactly(1, 2, 3);
    assertThat(Atr.of(HexFormat.of().parseHex("3B034B5752")).historicalBytes())
        .containsExactly(0x4B, 0x57, 0x52);
    assertThat(Atr.of(HexFormat.of().parseHex("3BFF")).historicalBytes()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> Atr.of(new byte[34]));
    assertThatIllegalArgumentException().isThrownBy(() -> Atr.of(new byte[1]));
  }

  @Test
  void statusWordsSpeakTheStandardsWords() {
    assertThat(new StatusWord(0x63C2)).hasToString("63C2 secret code wrong, 2 tries left");
    assertThat(new StatusWord(0x6110).meaning()).isEqualTo("more bytes are available");
    assertThat(new StatusWord(0x9E03).meaning()).isEqualTo("key version would go back");
    assertThat(new StatusWord(0x1234).meaning()).contains("not in the standard's list");
    assertThatIllegalArgumentException().isThrownBy(() -> new StatusWord(0x10000));
  }
}
