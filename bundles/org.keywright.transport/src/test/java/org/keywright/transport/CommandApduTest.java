// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The encodings of ISO/IEC 7816-4, clause 5.1, both ways. */
class CommandApduTest {
  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({
    // nc, ne, length of the encoding, hex around the data
    "0, 0, 4, ''",
    "0, 1, 5, 01",
    "0, 255, 5, ff",
    "0, 256, 5, 00",
    "0, 257, 7, 000101",
    "0, 65535, 7, 00ffff",
    "0, 65536, 7, 000000",
    "1, 0, 6, 01",
    "255, 0, 260, ff",
    "256, 0, 263, 000100",
    "65535, 0, 65542, 00ffff",
    "1, 256, 7, 01",
    "255, 256, 261, ff",
    "255, 257, 264, 0000ff",
    "1, 65536, 10, 000001",
    "256, 1, 265, 000100",
    "65535, 65536, 65544, 00ffff"
  })
  void encodesEachCaseInItsShortestForm(int nc, int ne, int length, String afterHeader)
      throws Exception {
    var command = new CommandApdu(0x80, 0x12, 0x34, 0x56, new byte[nc], ne);
    byte[] encoded = command.toBytes();

    assertThat(encoded).hasSize(length);
    assertThat(HEX.formatHex(encoded)).startsWith("80123456" + afterHeader);
    same(CommandApdu.parse(encoded), command);
  }

  @Test
  void readsWhatItWritesForAnyCommand() throws Exception {
    var random = new Random(7816);
    int[] edges = {0, 1, 2, 254, 255, 256, 257, 65534, 65535};
    for (int i = 0; i < 3000; i++) {
      int nc = i % 10 == 0 ? edges[random.nextInt(edges.length)] : random.nextInt(600);
      int ne = i % 7 == 0 ? edges[random.nextInt(edges.length)] : random.nextInt(600);
      byte[] data = new byte[nc];
      random.nextBytes(data);
      var command =
          new CommandApdu(
              random.nextInt(256), random.nextInt(256), random.nextInt(256), 0xFF, data, ne);
      same(CommandApdu.parse(command.toBytes()), command);
    }
  }

  @Test
  void anyBytesAreACommandOrMalformedAndNothingElse() {
    var random = new Random(4);
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] noise = new byte[random.nextInt(24)];
      random.nextBytes(noise);
      if (noise.length > 4 && i % 2 == 0) {
        noise[4] = (byte) random.nextInt(3);
      }
      try {
        var command = CommandApdu.parse(noise);
        read++;
        assertThat(command.nc()).isLessThan(noise.length);
      } catch (MalformedApduException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(read).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "80",
        "801200",
        "801200000000",
        "8012000002AA",
        "8012000001AABBCC",
        "80120000000002AA",
        "80120000000001AABB",
        "80120000000001AABBCCDD",
        "801200000000000000"
      })
  void refusesLengthsThatDoNotAgree(String hex) {
    assertThatExceptionOfType(MalformedApduException.class)
        .isThrownBy(() -> CommandApdu.parse(HEX.parseHex(hex)));
  }

  @Test
  void keepsItsOwnCopyOfTheData() {
    byte[] data = {1, 2, 3};
    var command = new CommandApdu(0x80, 0, 0, 0, data);
    data[0] = 9;
    command.data()[1] = 9;
    command.toBytes()[5] = 9;
    assertThat(command.data()).containsExactly(1, 2, 3);
  }

  @Test
  void refusesFieldsOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CommandApdu(0x100, 0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new CommandApdu(0, -1, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommandApdu(0, 0, 0, 0, new byte[0x10000]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommandApdu(0, 0, 0, 0, new byte[0], 0x10001));
  }

  @Test
  void showsLengthsAndNoData() {
    assertThat(new CommandApdu(0x80, 0x12, 0, 0, new byte[172]))
        .hasToString("80 12 00 00 <172 bytes>");
    assertThat(new ResponseApdu(new byte[] {0x55, 0x66}, StatusWord.OK))
        .hasToString("<2 bytes> 9000");
  }

  @Test
  void anAnswerEndsInItsStatusWord() throws Exception {
    var answer = ResponseApdu.parse(HEX.parseHex("0102036988"));
    assertThat(answer.data()).containsExactly(1, 2, 3);
    assertThat(answer.status()).hasToString("6988 integrity check failed");
    assertThat(answer.toBytes()).isEqualTo(HEX.parseHex("0102036988"));
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> ResponseApdu.parse(new byte[1]))
        .withMessageContaining("no status word");
  }

  private static void same(CommandApdu found, CommandApdu expected) {
    assertThat(new int[] {found.cla(), found.ins(), found.p1(), found.p2(), found.ne()})
        .containsExactly(
            expected.cla(), expected.ins(), expected.p1(), expected.p2(), expected.ne());
    assertThat(found.data()).isEqualTo(expected.data());
  }
}
