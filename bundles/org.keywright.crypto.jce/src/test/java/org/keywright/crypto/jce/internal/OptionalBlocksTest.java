// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.key;
import static org.keywright.crypto.jce.internal.Samples.tdes;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyBlock.Header;
import org.keywright.crypto.KeyBlock.OptionalBlock;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.OptionalBlockValue;

/** What the optional blocks of a key block say, and what is held against it. */
class OptionalBlocksTest {
  private final X9KeyBlocks blocks = new X9KeyBlocks(PRIMITIVES);
  private final Key kbpk = aes("88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6");
  private final Key inside = aes("3F419E1CB7079442AA37474C2EFBF8B8");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KS | 00604B120F9292800000 | key serial number | 00604B120F9292800000",
        "IK | 1234567890123456 | initial key identifier | 1234567890123456",
        "BI | 0112345678 | base derivation key identifier | 0112345678",
        "KC | 00E5E07C | check value of the key | E5E07C (zero block)",
        "KP | 01D77F007724 | check value of the protection key | D77F007724 (CMAC)",
        "TS | 20200818221218Z | time stamp | 2020-08-18T22:12:18Z",
        "TS | 2018-06-18T20:42:39.22 | time stamp | 2018-06-18T20:42:39.220Z",
        "TC | 2018-06-18T20:42:39Z | time of creation | 2018-06-18T20:42:39Z",
        "LB | fuel pump 3 | label | fuel pump 3",
        "HM | 21 | hash of HMAC | 21",
        "CT | 01ABCD | certificate | 01ABCD",
        "WP | 000 | kept as it is | 000",
      })
  void saysWhatABlockIs(String id, String content, String meaning, String value) {
    assertThat(OptionalBlockValue.of(new OptionalBlock(id, content)))
        .isEqualTo(new OptionalBlockValue(id, meaning, value, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "KS, VM9A",
    "IK, 12345678901234567890",
    "BI, 0212345678",
    "KC, 0208793E",
    "KP, 01D7",
    "TS, 2018-13-40T20:42:39Z",
    "TS, yesterday",
    "HM, sha256",
    "CT, 00MIIB",
  })
  void namesWhatIsNotAsTheStandardHasItAndDoesNotWriteIt(String id, String content) {
    var block = new OptionalBlock(id, content);
    assertThat(OptionalBlockValue.of(block).fault()).isPresent();
    assertThatThrownBy(() -> blocks.wrap(header(inside, block), inside, kbpk))
        .isInstanceOf(KeyException.class)
        .hasMessageStartingWith("optional block " + id + " is no ");
  }

  @Test
  void showsTheSubjectOfACertificate() {
    byte[] encoded = new Authority().unit.certificate().encoded().toArray();
    var value =
        OptionalBlockValue.of(
            new OptionalBlock("CT", "00" + Base64.getEncoder().encodeToString(encoded)));
    assertThat(value.fault()).isEmpty();
    assertThat(value.value()).contains("CN=bureau");
  }

  @Test
  void checkValuesThatAreRightGoThrough() throws KeyException {
    var header =
        header(inside, blocks.checkValue("KC", inside))
            .with(blocks.checkValue("KP", kbpk))
            .with(OptionalBlock.label("pump 3"))
            .with(OptionalBlock.timeStamp(Instant.parse("2026-11-26T20:00:00.5Z")));
    var made = blocks.wrap(header, inside, kbpk);
    try (var opened = blocks.open(blocks.parse(made.text()), kbpk)) {
      assertThat(opened.key().sameKeyAs(inside)).isTrue();
      assertThat(opened.remarks()).isEmpty();
    }
    assertThat(made.header().values())
        .extracting(OptionalBlockValue::value)
        .containsExactly(
            "08793E25AB (CMAC)", "2331550BC9 (CMAC)", "pump 3", "2026-11-26T20:00:00Z");
  }

  /** Both methods, shortened as the standard lets them be. */
  @ParameterizedTest
  @ValueSource(strings = {"00E5E07C", "00E5E0", "0108793E25AB", "0108793E"})
  void takesEachFormOfACheckValue(String content) throws KeyException {
    var made = blocks.wrap(header(inside, new OptionalBlock("KC", content)), inside, kbpk);
    assertThat(blocks.unwrap(blocks.parse(made.text()), kbpk).sameKeyAs(inside)).isTrue();
  }

  @Test
  void aCheckValueOfAnotherKeyIsRefusedOnBothSides() throws KeyException {
    Key other = tdes("EFE0853B256B583D868F251CE99EA1D9");
    assertThatThrownBy(
            () -> blocks.wrap(header(inside, blocks.checkValue("KC", other)), inside, kbpk))
        .isInstanceOf(KeyException.class)
        .hasMessage("KC in the key block is not the check value of the key inside");
    Key another = aes("41".repeat(32));
    String text = blocks.wrap(header(inside, blocks.checkValue("KP", kbpk)), inside, kbpk).text();
    assertThatThrownBy(() -> blocks.open(blocks.parse(text), another))
        .isInstanceOf(KeyException.class)
        .hasMessage("the key block is under another protection key: KP is not its check value");
  }

  /** Whoever has the protection key can write any KC, and the MAC covers that. */
  @Test
  void aWrongCheckValueUnderARightMacIsFound() throws KeyException {
    var block =
        blocks.parse(
            "D0160D0AB00E0100KC1001000000000001A50304FAC3BECD4DA88475F34776F71090BF39AEF2F06E2259"
                + "015AD41598B0E35B2187542A4B674DB5C73A50E822D9674B3AC88CFF24976CFEFB671CA77028");
    assertThatThrownBy(() -> blocks.open(block, kbpk))
        .isInstanceOf(KeyException.class)
        .hasMessage("KC in the key block is not the check value of the key inside");
  }

  @Test
  void aKeyOfHmacHasNoneAndThatIsSaid() throws KeyException {
    Key mac = key(KeyAlgorithm.HMAC, "00112233445566778899AABBCCDDEEFF".repeat(2));
    var made = blocks.wrap(header(mac, new OptionalBlock("KC", "0108793E25AB")), mac, kbpk);
    try (var opened = blocks.open(blocks.parse(made.text()), kbpk)) {
      assertThat(opened.remarks())
          .containsExactly("KC was not checked: keys of HMAC have no check value");
    }
  }

  @Test
  void versionsByVariantsAreNamedAsDeprecated() throws KeyException {
    Key protection = tdes("EFE0853B256B583D868F251CE99EA1D9");
    Key key = tdes("3F419E1CB7079442AA37474C2EFBF8B8");
    var header = new Header('C', attributes(), 'T', "00", List.of());
    try (var opened = blocks.open(blocks.wrap(header, key, protection), protection)) {
      assertThat(opened.remarks())
          .containsExactly("Key blocks of version C are deprecated: ask for B or D");
    }
  }

  private static Header header(Key key, OptionalBlock block) throws KeyException {
    return new Header('D', attributes(), key.spec().algorithm().letter(), "00", List.of(block));
  }

  private static KeyAttributes attributes() throws KeyException {
    return new KeyAttributes(KeyUsage.of("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE);
  }
}
