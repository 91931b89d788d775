// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlvTest {
  private static final HexFormat HEX = HexFormat.of();

  /** The layout in these tests: 83 with 1 byte, then 86 with 2, and nothing else. */
  private static void readPair(String hex) throws TlvException {
    var reader = TlvReader.of(HEX.parseHex(hex));
    reader.take(0x83, 1);
    reader.take(0x86, 2);
    reader.end();
  }

  @ParameterizedTest
  @CsvSource({
    "'', tag 83 is missing",
    "830107, tag 86 is missing",
    "86020001, tag 86 stands where 83 is expected",
    "83010783010786020001, tag 83 stands where 86 is expected",
    "86020001830107, tag 86 stands where 83 is expected",
    "83010786020001830107, tag 83 is unexpected here",
    "8301078602000199, tag 99 is unexpected here",
    "8302070786020001, tag 83 has 2 bytes instead of 1",
    "830086020001, tag 83 has 0 bytes instead of 1",
    "83010786030001, the value of tag 86 is cut short",
    "83, the length of tag 83 is malformed",
    "8380, the length of tag 83 is malformed",
    "8381, the length of tag 83 is malformed",
    "838200, the length of tag 83 is malformed",
    "8383000001, the length of tag 83 is malformed",
    "83FF, the length of tag 83 is malformed",
    "83810107, the length of tag 83 is not in its shortest form",
    "8382000107, the length of tag 83 is not in its shortest form",
    "838200FF07, the length of tag 83 is not in its shortest form"
  })
  void namesTheTagThatIsAtFault(String hex, String fault) {
    assertRefused(() -> readPair(hex), fault);
  }

  @Test
  void readsWhatStandsInOrder() throws TlvException {
    var reader = TlvReader.of(HEX.parseHex("E00783010786020102" + "8E00"));
    assertThat(reader.nextIs(0xE0)).isTrue();
    var inner = reader.nested(0xE0);
    assertThat(reader.position()).isEqualTo(9);
    assertThat(inner.take(0x83, 1)).containsExactly(7);
    assertThat(inner.takeNumber(0x86, 2)).isEqualTo(0x0102);
    inner.end();
    assertThat(reader.take(0x8E, 0, 16)).isEmpty();
    assertThat(reader.atEnd()).isTrue();
    assertThat(reader.nextIs(0x83)).isFalse();
  }

  @Test
  void aNestedValueDoesNotReachBeyondItsTemplate() throws TlvException {
    var inner = TlvReader.of(HEX.parseHex("E003830207" + "07")).nested(0xE0);
    assertRefused(() -> inner.take(0x83, 2), "the value of tag 83 is cut short");
  }

  @Test
  void refusesMoreThanTheLimit() throws TlvException {
    TlvReader.of(new byte[TlvReader.LIMIT]);
    assertRefused(
        () -> TlvReader.of(new byte[TlvReader.LIMIT + 1]), "data of 2049 bytes; the limit is 2048");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 0x7F, 0x80, 0xFF, 0x100, 2044})
  void readsWhatTheWriterWrites(int length) throws TlvException {
    byte[] value = new byte[length];
    new Random(length).nextBytes(value);
    var reader = TlvReader.of(new TlvWriter().put(0x88, value).toBytes());
    assertThat(reader.take(0x88, length)).isEqualTo(value);
    reader.end();
  }

  @Test
  void writesTemplatesNumbersAndRawBytes() {
    var content = new TlvWriter().putNumber(0x86, 0x0102, 2).raw(new byte[] {(byte) 0x8E, 0});
    assertThat(HEX.formatHex(new TlvWriter().nest(0xE1, content).toBytes()))
        .isEqualTo("e106860201028e00");
    assertThat(HEX.formatHex(new TlvWriter().put(0x88, new byte[200]).toBytes()))
        .startsWith("8881c8");
    assertThat(HEX.formatHex(new TlvWriter().put(0x88, new byte[300]).toBytes()))
        .startsWith("8882012c");
    assertThatIllegalArgumentException().isThrownBy(() -> new TlvWriter().put(0x1F, new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> new TlvWriter().put(0x9F, new byte[0]));
  }

  @Test
  void numbersHaveUpToEightBytes() throws TlvException {
    byte[] encoded = new TlvWriter().putNumber(0x87, 0x0102030405060708L, 8).toBytes();
    assertThat(TlvReader.of(encoded).takeLong(0x87, 8)).isEqualTo(0x0102030405060708L);
  }

  @Test
  void aWipedWriterHoldsNothing() {
    var writer = new TlvWriter().put(0x97, new byte[] {1, 2, 3});
    writer.wipe();
    assertThat(writer.toBytes()).isEmpty();
  }

  @Test
  void anyBytesAreReadOrRefusedAndNothingElse() {
    var random = new Random(8825);
    int[] tags = {0x80, 0x83, 0x86, 0xE0};
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] noise = new byte[random.nextInt(16)];
      random.nextBytes(noise);
      for (int at = 0; at < noise.length; at += 2) {
        noise[at] = (byte) tags[random.nextInt(tags.length)];
      }
      try {
        descend(TlvReader.of(noise), random, tags, 3);
        read++;
      } catch (TlvException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(read).isPositive();
  }

  private static void descend(TlvReader reader, Random random, int[] tags, int depth)
      throws TlvException {
    while (!reader.atEnd()) {
      int tag = tags[random.nextInt(tags.length)];
      if (depth > 0 && random.nextBoolean()) {
        descend(reader.nested(tag), random, tags, depth - 1);
      } else {
        reader.take(tag, 0, 8);
      }
    }
    reader.end();
  }

  private static void assertRefused(ThrowingCallable reading, String fault) {
    assertThatExceptionOfType(TlvException.class).isThrownBy(reading).withMessage(fault);
  }
}
