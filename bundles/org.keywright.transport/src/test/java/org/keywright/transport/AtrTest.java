// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtrTest {
  private static Atr atr(String hex) {
    return Atr.of(HexFormat.of().parseHex(hex));
  }

  @Test
  void saysWhatAKeywrightUnitIs() {
    assertThat(atr("3B8A0180730000C0544B574549FC").parts())
        .extracting(Atr.Part::toString)
        .containsExactly(
            "Part[name=TS, hex=3B, meaning=direct convention]",
            "Part[name=T0, hex=8A, meaning=10 historical bytes]",
            "Part[name=TD1, hex=01, meaning=protocol T=1]",
            "Part[name=category, hex=80, meaning=compact TLV]",
            "Part[name=object, hex=730000C0, meaning=card capabilities: command chaining,"
                + " extended lengths]",
            "Part[name=object, hex=544B574549, meaning=card issuer's data 'KWEI']",
            "Part[name=TCK, hex=FC, meaning=check byte, right]");
  }

  /** An answer with all kinds of interface bytes, made up by ISO/IEC 7816-3, clause 8.2. */
  @Test
  void saysWhatInterfaceBytesMean() {
    assertThat(atr("3FF396000A8131FE450A1F0341420000").parts())
        .extracting(Atr.Part::meaning)
        .containsExactly(
            "inverse convention",
            "3 historical bytes",
            "Fi 512, Di 32: 16 clock cycles a bit",
            "programming voltage, not used any more",
            "extra guard time 10",
            "protocol T=1",
            "protocol T=1",
            "information field of the card, at most 254 bytes",
            "block waiting time 4, character waiting time 5",
            "proprietary",
            "check byte, wrong",
            "more than was announced");
  }

  @ParameterizedTest
  @CsvSource({
    "3B8A0180730000C0544B574549FC, true",
    "3B870180730000800000, false",
    "3B8A0180730000400000000000, true",
    "3B8501807300004000, true",
    "3B8A00007300004000000090006F, true",
    "3B02FF40, false",
    "3B00, false",
    "3B848073, false"
  })
  void takesExtendedLengthsIfItSaysSo(String hex, boolean takes) {
    assertThat(atr(hex).takesExtendedLengths()).isEqualTo(takes);
  }

  @Test
  void anyBytesCanBeTakenApartWithoutLosingOne() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[2 + random.nextInt(32)];
      random.nextBytes(bytes);
      var atr = Atr.of(bytes);
      var joined = new StringBuilder();
      atr.parts().forEach(part -> joined.append(part.hex()));
      assertThat(joined).hasToString(atr.toString());
      assertThat(atr.takesExtendedLengths()).isIn(true, false);
    }
  }
}
