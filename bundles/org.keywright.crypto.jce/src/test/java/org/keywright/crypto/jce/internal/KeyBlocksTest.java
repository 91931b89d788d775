// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.tdes;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyBlock;
import org.keywright.crypto.KeyBlock.Header;
import org.keywright.crypto.KeyBlock.OptionalBlock;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;

/** What key blocks promise beyond the standards' examples. */
class KeyBlocksTest {
  private static final String BLOCK =
      "B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E";
  private static final String KBPK = "DD7515F2BFC17F85CE48F3CA25CB21F6";

  private final JceKeys keys = new JceKeys(PRIMITIVES);
  private final X9KeyBlocks blocks = new X9KeyBlocks(PRIMITIVES);

  static Stream<Arguments> pairs() {
    return Stream.of(
        arguments('A', "TDES-128", "TDES-128"),
        arguments('A', "TDES-192", "TDES-192"),
        arguments('B', "TDES-128", "TDES-128"),
        arguments('B', "TDES-192", "TDES-128"),
        arguments('B', "TDES-192", "TDES-192"),
        arguments('B', "TDES-192", "HMAC-256"),
        arguments('C', "TDES-192", "TDES-192"),
        arguments('D', "AES-128", "AES-128"),
        arguments('D', "AES-128", "TDES-192"),
        arguments('D', "AES-192", "AES-192"),
        arguments('D', "AES-256", "AES-256"),
        arguments('D', "AES-256", "AES-128"),
        arguments('D', "AES-256", "HMAC-512"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void opensWhatItMade(char version, String kbpkKind, String keyKind) throws KeyException {
    try (Key kbpk = keys.generate(KeySpec.parse(kbpkKind));
        Key key = keys.generate(KeySpec.parse(keyKind))) {
      for (var optional :
          List.of(
              List.<OptionalBlock>of(),
              List.of(new OptionalBlock("KS", "00604B120F9292800000")),
              List.of(new OptionalBlock("LB", "fuel 3"), new OptionalBlock("XX", "")),
              List.of(new OptionalBlock("WP", "x".repeat(300))))) {
        var made = blocks.wrap(header(version, key, optional), key, kbpk);
        try (Key opened = blocks.unwrap(blocks.parse(made.text()), kbpk)) {
          assertThat(opened.sameKeyAs(key)).isTrue();
        }
        assertThat(made.header().optional()).containsAll(optional);
      }
    }
  }

  @Test
  void hidesTheLengthOfTheKey() throws KeyException {
    Key kbpk = keys.generate(KeySpec.AES_256);
    int length = -1;
    for (String kind : List.of("AES-128", "AES-192", "AES-256")) {
      Key key = keys.generate(KeySpec.parse(kind));
      String text = blocks.wrap(header('D', key, List.of()), key, kbpk).text();
      assertThat(length == -1 || length == text.length()).isTrue();
      length = text.length();
    }
  }

  @Test
  void keepsOptionalBlocksWhenABlockIsMadeAnew() throws KeyException {
    Key kbpk = keys.generate(KeySpec.AES_256);
    Key key = keys.generate(KeySpec.AES_128);
    var optional = List.of(new OptionalBlock("LB", "pump"));
    var first = blocks.wrap(header('D', key, optional), key, kbpk);
    assertThat(first.header().optional())
        .containsExactly(new OptionalBlock("LB", "pump"), new OptionalBlock("PB", "0000"));
    assertThat(blocks.wrap(first.header(), key, kbpk).header()).isEqualTo(first.header());
  }

  @Test
  void refusesEverySingleBitFlipAndEveryOtherCharacter() throws KeyException {
    Key kbpk = tdes(KBPK);
    for (String text : List.of(BLOCK, made('D'), made('A'), made('C'))) {
      Key protection = text == BLOCK ? kbpk : protection(text.charAt(0));
      try (Key control = blocks.unwrap(blocks.parse(text), protection)) {
        assertThat(control.spec().bits()).isPositive();
      }
      for (int at = 0; at < text.length(); at++) {
        for (int bit = 0; bit < 8; bit++) {
          refused(text, at, (char) (text.charAt(at) ^ 1 << bit), protection);
        }
        refused(text, at, text.charAt(at) == '0' ? '1' : '0', protection);
      }
    }
  }

  private void refused(String text, int at, char other, Key kbpk) {
    String changed = text.substring(0, at) + other + text.substring(at + 1);
    assertThatThrownBy(() -> blocks.unwrap(blocks.parse(changed), kbpk))
        .as("position %d", at)
        .isInstanceOf(KeyException.class);
  }

  @Test
  void passesOverWhiteSpaceAroundTheBlock() throws KeyException {
    assertThat(blocks.parse(" \r\n" + BLOCK + "\r\n").text()).isEqualTo(BLOCK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the key block is empty",
        "b0080P0TE00E0000|the version of a key block is a capital letter: A, B, C or D",
        "RB0080P0TE00E000|the key block begins with 'R', which is an HSM's tag before the block"
            + " and not part of it",
        "10080P0TE00E0000|key blocks of version '1' are not supported (A, B, C and D are)",
        "B0080P0TE00E000|the key block ends within its header of 16 characters",
        "B00x0P0TE00E0000|the length of the key block is not in decimal digits: 00x0",
        "B0080P0TE00E0000|the key block is cut off: its length field says 80, and there are 16"
            + " characters",
        "B0016P0TE00E000000|the key block has 2 characters more than the 16 of its length field",
        "B0016P0 TE00E0000|the key block has white space inside, at position 7",
        "B0016P0TE00E0a00|the number of optional blocks of the key block is not in decimal"
            + " digits: 0a",
        "B0016P0TE00E0100|optional block 1 of the key block reaches beyond the end",
        "B0020P0TE00E0100KS03|optional block 1 of the key block says that it is shorter than its"
            + " own identifier",
        "B0020P0TE00E0100KSx0|optional block 1 of the key block has a length that is not in hex"
            + " digits",
        "B0020P0TE00E0100ks04|optional block 1 of the key block has an identifier that is not two"
            + " letters or digits",
        "B0022P0TE00E0100KS0009|optional block 1 of the key block has a length of a length that"
            + " is not 1 or 2",
        "B0020P0TE00E0100KS04|the optional blocks of the key block are not padded to a multiple"
            + " of 8 characters",
        "B0016P0TE00E0000|the key block has no whole number of cipher blocks between header and"
            + " MAC",
      })
  void namesWhatIsWrongWithTheForm(String text, String message) {
    assertThatThrownBy(() -> blocks.parse(text))
        .isInstanceOf(KeyException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "5, p, 'p0'",
    "7, !, 'key algorithm'",
    "8, Q, 'mode of use'",
    "9, !, 'key version'",
    "11, Q, 'exportability'",
    "14, 9, 'key context'",
    "15, 1, 'key context'",
    "20, g, 'no hex digit at position 20'",
    "20, b, 'small letters'",
    "20, ' ', 'white space inside, at position 20'",
  })
  void namesTheFieldThatIsWrong(int at, char other, String message) {
    String changed = BLOCK.substring(0, at) + other + BLOCK.substring(at + 1);
    assertThatThrownBy(() -> blocks.parse(changed))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining(message);
  }

  @Test
  void saysNothingOfTheKeyWhenTheMacIsWrong() {
    assertThatThrownBy(() -> blocks.unwrap(blocks.parse(BLOCK), tdes("01".repeat(16))))
        .isInstanceOf(KeyException.class)
        .hasMessage(
            "the MAC of the key block is wrong: it was changed, or the protection key is another")
        .hasNoCause();
  }

  @Test
  void wantsTheProtectionKeyOfTheVersion() {
    assertThatThrownBy(() -> blocks.unwrap(blocks.parse(BLOCK), keys.generate(KeySpec.AES_256)))
        .isInstanceOf(KeyException.class)
        .hasMessage("a key block of version B is protected by a key of TDES, not AES-256");
  }

  @Test
  void isNotMadeUnderAWeakerKeyOrForAnotherAlgorithm() throws KeyException {
    Key strong = keys.generate(KeySpec.AES_256);
    Key weak = keys.generate(KeySpec.AES_128);
    assertThatThrownBy(() -> blocks.wrap(header('D', strong, List.of()), strong, weak))
        .isInstanceOf(KeyException.class)
        .hasMessage(
            "a key block of version D under AES-128 is weaker than the key inside, AES-256");
    assertThatThrownBy(() -> blocks.wrap(header('B', weak, List.of()), weak, tdes(KBPK)))
        .isInstanceOf(KeyException.class);
    assertThatThrownBy(() -> blocks.wrap(header('D', tdes(KBPK), List.of()), weak, strong))
        .isInstanceOf(KeyException.class)
        .hasMessage("the header says algorithm 'T', and the key is AES-128");
  }

  @Test
  void refusesAHeaderThatIsNotTheOneOfTheText() throws KeyException {
    var block = blocks.parse(BLOCK);
    var other = header('B', tdes(KBPK), List.of());
    assertThatThrownBy(() -> blocks.unwrap(new KeyBlock(other, block.text()), tdes(KBPK)))
        .isInstanceOf(KeyException.class)
        .hasMessage("the header of the key block is not the one in its text");
  }

  private String made(char version) throws KeyException {
    Key key = tdes(KBPK);
    return blocks
        .wrap(
            header(version, key, List.of(new OptionalBlock("LB", "pump"))),
            key,
            protection(version))
        .text();
  }

  private static Key protection(char version) {
    return version == 'D' ? Samples.aes(KBPK) : tdes("01".repeat(8) + "23".repeat(8));
  }

  private static Header header(char version, Key key, List<OptionalBlock> optional)
      throws KeyException {
    var attributes =
        new KeyAttributes(KeyUsage.of("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE);
    return new Header(version, attributes, key.spec().algorithm().letter(), "00", optional);
  }
}
