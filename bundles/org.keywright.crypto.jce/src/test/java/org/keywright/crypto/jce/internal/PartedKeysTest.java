// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.Sharing.Method.COMPONENTS;
import static org.keywright.crypto.Sharing.Method.SHARES;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sharing;

/** Keys parted into components and shares, and put together again. */
class PartedKeysTest {
  private static final String KEY = "101112131415161718191A1B1C1D1E1F";

  /** Made of the key by another program, with tables of logarithms. */
  private static final List<String> SHARES_OF_KEY =
      List.of(
          "6C42E7792EEEB47B624EA2138302F86D",
          "08F361F022741FF29E3424C994ABAA28",
          "74A0949A188FBD9EE4639CC10BB44C5A",
          "8DC5CA126BD14732DC792981957CFA10",
          "F1963F78512AE55EA62E91890A631C62");

  private final PartedKeys parted = new PartedKeys(Samples.PRIMITIVES);
  private final JceKeys keys = new JceKeys(Samples.PRIMITIVES);

  @ParameterizedTest
  @ValueSource(strings = {"AES-128", "AES-192", "AES-256", "TDES-128", "TDES-192"})
  void aKeyIsTheExclusiveOrOfItsComponents(String kind) throws KeyException {
    Key key = keys.generate(KeySpec.parse(kind));
    for (int count = 2; count <= Sharing.MOST; count++) {
      List<KeyPart> parts = parted.part(key, Sharing.components(count));
      assertThat(parts).hasSize(count).extracting(KeyPart::number).doesNotHaveDuplicates();
      assertThat(parted.join(parts).sameKeyAs(key)).isTrue();
      assertThat(parted.join(parts.reversed()).sameKeyAs(key)).isTrue();
      if (count > 2) {
        assertThat(parted.join(parts.subList(1, count)).sameKeyAs(key)).isFalse();
      }
      parts.forEach(KeyPart::close);
    }
  }

  @Test
  void componentsAreCombinedByExclusiveOrAlone() throws KeyException {
    var parts = List.of(component(1, "00FF".repeat(8)), component(2, "0F0F".repeat(8)));
    assertThat(Samples.hex(parted.join(parts))).isEqualTo("0FF0".repeat(8));
  }

  @Test
  void componentsOfATdesKeyHaveOddParityAndSoHasTheirKey() throws KeyException {
    for (int count = 2; count <= 4; count++) {
      Key key = keys.generate(KeySpec.parse("TDES-128"));
      for (KeyPart part : parted.part(key, Sharing.components(count))) {
        for (byte each : Samples.bytes(Samples.hex(part.value()))) {
          assertThat(Integer.bitCount(each & 0xFF) % 2).isOne();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES-128", "AES-256", "TDES-192"})
  void soManySharesAsAreNeededGiveTheKeyAndFewerDoNot(String kind) throws KeyException {
    Key key = keys.generate(KeySpec.parse(kind));
    for (int needed = 2; needed <= 5; needed++) {
      List<KeyPart> parts = parted.part(key, Sharing.shares(needed, 6));
      for (int chosen = 0; chosen < 1 << parts.size(); chosen++) {
        var some = new ArrayList<KeyPart>();
        for (KeyPart part : parts) {
          if ((chosen >> (part.number() - 1) & 1) == 1) {
            some.add(part);
          }
        }
        if (some.size() >= 2) {
          assertThat(parted.join(some).sameKeyAs(key)).isEqualTo(some.size() >= needed);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,2,3", "2,4,5", "5,1,3", "3,4,5"})
  void sharesThatAnotherProgramMadeGiveTheKey(int first, int second, int third)
      throws KeyException {
    var parts = List.of(share(first), share(second), share(third));
    assertThat(Samples.hex(parted.join(parts))).isEqualTo(KEY);
  }

  /** The line of docs/key-parts.md, whose check value OpenSSL computed. */
  @Test
  void aShareIsTypedAsItIsDocumented() throws KeyException {
    assertThat(text(parted.write(share(2)))).isEqualTo("2-" + SHARES_OF_KEY.get(1) + ",787256A5CF");
  }

  @Test
  void theFieldIsThatOfAes() {
    assertThat(Gf256.multiply(0x57, 0x83)).isEqualTo(0xC1);
    assertThat(Gf256.multiply(0x57, 0x13)).isEqualTo(0xFE);
    for (int a = 1; a < 256; a++) {
      assertThat(Gf256.multiply(a, Gf256.inverse(a))).isOne();
    }
  }

  @Test
  void aPartIsReadAsItWasWritten() throws KeyException {
    for (String kind : List.of("AES-128", "TDES-192")) {
      KeySpec spec = KeySpec.parse(kind);
      Key key = keys.generate(spec);
      for (Sharing sharing : List.of(Sharing.components(3), Sharing.shares(2, 3))) {
        var read = new ArrayList<KeyPart>();
        for (KeyPart part : parted.part(key, sharing)) {
          read.add(parted.read(parted.write(part), sharing.method(), spec, part.number()));
        }
        assertThat(parted.join(read).sameKeyAs(key)).isTrue();
      }
    }
    assertThat(text(parted.write(component(2, KEY)))).startsWith("2-" + KEY + ",");
    assertThat(parted.read(line(KEY + "," + kcv()), COMPONENTS, KeySpec.AES_128, 4).number())
        .isEqualTo(4);
    var spread = "1- " + KEY.toLowerCase(java.util.Locale.ROOT) + " , " + kcv();
    assertThat(parted.read(line(spread), COMPONENTS, KeySpec.AES_128, 1).number()).isOne();
  }

  private String kcv() throws KeyException {
    return parted.checkValue(component(1, KEY)).value().hex();
  }

  @Test
  void eachMistypedDigitIsFound() throws KeyException {
    for (String kind : List.of("AES-128", "TDES-128")) {
      KeySpec spec = KeySpec.parse(kind);
      KeyPart part = parted.part(keys.generate(spec), Sharing.shares(2, 2)).get(1);
      String right = text(parted.write(part));
      for (int i = 0; i < right.length(); i++) {
        if (right.charAt(i) != ',' && right.charAt(i) != '-') {
          String wrong =
              right.substring(0, i)
                  + Integer.toHexString(Character.digit(right.charAt(i), 16) ^ 1)
                  + right.substring(i + 1);
          assertThatThrownBy(() -> parted.read(line(wrong), SHARES, spec, 0))
              .isInstanceOf(KeyException.class)
              .hasMessage(
                  "the check value is not that of the share: it, the share or its number is"
                      + " mistyped");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "101112131415161718191A1B1C1D1E1F | a part is typed as its hex digits, a comma and its"
            + " check value",
        "2-101112131415161718191A1B1C1D1E1F,00 | this is part 2, and 1 is awaited",
        "x-101112131415161718191A1B1C1D1E1F,00 | what stands before the hyphen is the part's"
            + " number",
        "1-1011121314151617,00 | a key of kind AES-128 has 16 bytes, not 8",
        "1-10111213141516zz18191A1B1C1D1E1F,00 | not a key in hex: an even number of hex digits is"
            + " expected",
        "1-101112131415161718191A1B1C1D1E1F, | the check value is not that of the part: one is"
            + " mistyped"
      })
  void whatIsWrongWithALineIsSaidWithoutTheLine(String typed, String message) {
    assertThatThrownBy(() -> parted.read(line(typed), COMPONENTS, KeySpec.AES_128, 1))
        .isInstanceOf(KeyException.class)
        .hasMessage(message);
  }

  @Test
  void partsThatDoNotBelongTogetherAreRefused() throws KeyException {
    assertThatThrownBy(() -> parted.join(List.of(component(1, KEY))))
        .hasMessage("a key is put together from 2 to 9 parts");
    assertThatThrownBy(() -> parted.join(List.of(component(1, KEY), component(1, KEY))))
        .hasMessage("part 1 is there twice");
    assertThatThrownBy(() -> parted.join(List.of(component(1, KEY), share(2))))
        .hasMessage(
            "part 2 is a share of a key of kind AES-128, part 1 a component of a key of kind"
                + " AES-128");
    assertThatThrownBy(
            () -> parted.part(Samples.EC_KEYS.generate().privateKey(), Sharing.components(2)))
        .hasMessage("only AES and TDES keys are parted, not EC-256");
    assertThatThrownBy(() -> Sharing.shares(4, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Sharing.components(10)).isInstanceOf(IllegalArgumentException.class);
  }

  private static KeyPart component(int number, String hex) {
    return new KeyPart(COMPONENTS, number, Samples.aes(hex));
  }

  private static KeyPart share(int number) {
    return new KeyPart(SHARES, number, Samples.aes(SHARES_OF_KEY.get(number - 1)));
  }

  private static KeyMaterial line(String text) {
    return KeyMaterial.consume(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(KeyMaterial line) {
    return line.expose(lent -> new String(lent, StandardCharsets.US_ASCII));
  }

  @Test
  void aPartInLinesIsReadBackLineByLine() throws KeyException {
    try (KeyPart part = component(2, KEY)) {
      String lines = text(parted.lines(part));
      assertThat(lines).isEqualTo("1011 1213 1415 1617 0B\n1819 1A1B 1C1D 1E1F D5\n");
      var read = new ArrayList<KeyMaterial>();
      for (String line : lines.lines().toList()) {
        read.add(parted.line(line(line.toLowerCase(Locale.ROOT)), read.size() + 1));
      }
      try (KeyMaterial all = KeyMaterial.join(read.toArray(KeyMaterial[]::new));
          KeyPart again =
              parted.checked(
                  all, COMPONENTS, KeySpec.AES_128, 2, parted.checkValue(part).value().hex())) {
        assertThat(again.value().sameKeyAs(part.value())).isTrue();
        assertThatThrownBy(() -> parted.checked(all, COMPONENTS, KeySpec.AES_128, 2, "0011223344"))
            .hasMessage("the check value is not that of the part: one is mistyped");
      }
    }
  }

  /** The known answer of CRC-8 over "123456789" (polynomial 107, beginning with 0) is F4. */
  @Test
  void aLineIsCheckedByCrc8OverItsNumberAndItsBytes() throws KeyException {
    assertThat(text(parted.line(line("3233343536373839F4"), '1'))).isEqualTo("23456789");
  }

  @Test
  void everyWrongDigitOfALineIsFoundAndEveryTwoThatWereExchanged() throws KeyException {
    try (KeyPart part = component(1, KEY)) {
      String line = text(parted.lines(part)).lines().findFirst().orElseThrow().replace(" ", "");
      for (int at = 0; at < line.length(); at++) {
        for (char digit : "0123456789ABCDEF".toCharArray()) {
          var wrong = new StringBuilder(line);
          wrong.setCharAt(at, digit);
          requireRefused(line, wrong.toString(), 1);
        }
        var exchanged = new StringBuilder(line);
        int next = Math.min(at + 1, line.length() - 1);
        exchanged.setCharAt(at, line.charAt(next));
        exchanged.setCharAt(next, line.charAt(at));
        requireRefused(line, exchanged.toString(), 1);
      }
      requireRefused("", line, 2);
      requireRefused(line, line.substring(2), 1);
    }
  }

  private void requireRefused(String right, String typed, int number) {
    if (!typed.equals(right)) {
      assertThatThrownBy(() -> parted.line(line(typed), number))
          .as(typed)
          .isInstanceOf(KeyException.class)
          .hasMessageNotContaining(typed.substring(0, 4));
    }
  }
}
