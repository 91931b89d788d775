// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.hex;
import static org.keywright.crypto.jce.internal.Samples.tdes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.DiversificationRule;
import org.keywright.crypto.DiversificationSteps;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.jce.internal.ProvedRule.Answer;
import org.keywright.crypto.jce.internal.ProvedRule.Description;

/** The rules of the standards: their documents' answers, and what each refuses. */
class RulesVectorsTest {
  private static final StandardRules RULES = new StandardRules(PRIMITIVES);

  static Stream<DiversificationRule> rules() {
    return RULES.rules().stream();
  }

  /**
   * Rule, master, input, keys. Those that no document prints were computed by OpenSSL from its
   * text.
   */
  @ParameterizedTest
  @CsvSource({
    // CAVP, KBKDF in counter mode, r = 32
    "SP800-108, C10B152E8C97B77E18704E0F0BD38305,"
        + "98CD4CBBBEBE15D17DC86E6DBAD800A2DCBD64F7C7AD0E78E9CF94FFDBA89D03E97EADF6C4F7B806CAF5"
        + "2AA38F09D0EB71D71F497BCC6906B48D36C4, 26FAF61908AD9EE881B8305C221DB53F",
    // AN10922, 2.2 and 2.3, and AES-256
    "AN10922, 00112233445566778899AABBCCDDEEFF, 04782E21801D803042F54E585020416275,"
        + "A8DD63A3B89D54B37CA802473FDA9175",
    "AN10922, 00112233445566778899AABBCCDDEEFF0102030405060708,"
        + "04782E21801D803042F54E585020416275, CE39C8E1CD82D9A7BEDBE9D74AF59B23176755EE7586E12C",
    "AN10922, 00112233445566778899AABBCCDDEEFF0102030405060708090A0B0C0D0E0F00,"
        + "04782E21801D803042F54E585020416275,"
        + "4FC6EEC820B4C54314990B8611662DB695E7880982C0001E6067488346100AED",
    // X9.24-3:2017, annex B
    "DUKPT-AES, FEDCBA9876543210F1F1F1F1F1F1F1F1, 1234567890123456,"
        + "1273671EA26AC29AFA4D1084127652A1",
    "DUKPT-AES, FEDCBA9876543210F1F1F1F1F1F1F1F1, 123456789012345600000001,"
        + "1273671EA26AC29AFA4D1084127652A1",
    "DUKPT-AES, FEDCBA9876543210F1F1F1F1F1F1F1F1FEDCBA9876543210, 1234567890123456,"
        + "5B6DEE2B5B7FABFFA32591F35BF8F23DD9329AE85131E584",
    "DUKPT-AES, FEDCBA9876543210F1F1F1F1F1F1F1F1FEDCBA9876543210F1F1F1F1F1F1F1F1,"
        + "1234567890123456, CE9CE0C101D1138F97FB6CAD4DF045A7083D4EAE2D35A31789D01CCF0949550F",
    // KDF3, as GlobalPlatform's card tools have it
    "KDF3, 8C72C72CF908411653018807950D82FBAD947562F0828A0B10B8B9606ABF3BCD,"
        + "D9B1DE5D0362DEDCE4FB,"
        + "9AAC5D0B3601F89438A0D9D0B6B256CFB47E6462DFA5228D3420C4AC7C224781"
        + " 8C6D4ADE2AADE2BDF66EF24537F7AF9806C71A5CF0269CDA323B54BD4C6EBA99"
        + " 0DFB0D477168F625F751767F35C4BF73697D40A5F41D625432DE8A7D607778BF",
  })
  void ofAesAgree(String rule, String master, String input, String made) throws KeyException {
    assertThat(made(rule, aes(master), Bytes.ofHex(input))).isEqualTo(made);
  }

  @ParameterizedTest
  @CsvSource({
    // AN10922, 2.4 and 2.5, key version 55
    "AN10922-VERSION, 00112233445566778899AABBCCDDEEFF, 5504782E21801D803042F54E58502041,"
        + "16F9587D9E8910C96B9648D006107DD7",
    "AN10922-VERSION, 00112233445566778899AABBCCDDEEFF0102030405060708,"
        + "5504782E21801D803042F54E5850, 2E0DD03774D3FA9B5705AB0BDA91CA0B55B8E07FCDBF10EC",
    // the first of them with odd parity
    "AN10922, 00112233445566778899AABBCCDDEEFF, 04782E21801D803042F54E58502041,"
        + "16F8587C9E8910C86B9749D007107CD6",
    // X9.24-1:2009, annex A
    "DUKPT-TDES, 0123456789ABCDEFFEDCBA9876543210, FFFF9876543210E00008,"
        + "6AC292FAA1315B4D858AB3A3D7D5933A",
    "DUKPT-TDES, 0123456789ABCDEFFEDCBA9876543210, FFFF9876543210E0,"
        + "6AC292FAA1315B4D858AB3A3D7D5933A",
    "VISA2, 404142434445464748494A4B4C4D4E4F, 00010203040506070809,"
        + "8510FC973208218CA86888BCEC203635 1068B5FB6F06C78C7A4DFC343B21C78F"
        + " 2DAEE809C71405FF259C3BE695A1F66E",
  })
  void ofTdesAgree(String rule, String master, String input, String made) throws KeyException {
    assertThat(made(rule, tdes(master), Bytes.ofHex(input))).isEqualTo(made);
  }

  /** Options A and B part above sixteen digits only. */
  @ParameterizedTest
  @CsvSource({
    "EMV-A, 99012345678901234-45, 67F8292358083E5EA7AB7FDA58D53B6B",
    "EMV-B, 99012345678901234-45, 985EC4FD3EDF6162E31AF1C7D0543416",
  })
  void ofEmvAgreeForTdes(String rule, String account, String made) throws KeyException {
    Key master = tdes("0123456789ABCDEFFEDCBA9876543210");
    assertThat(made(rule, master, ascii(account))).isEqualTo(made);
    assertThat(made("EMV-B", master, ascii("1234567890123456-01")))
        .isEqualTo(made("EMV-A", master, ascii("1234567890123456-01")));
    assertThat(made(rule, master, ascii("4012"))).isEqualTo(made(rule, master, ascii("4012-00")));
  }

  @ParameterizedTest
  @CsvSource({
    "000102030405060708090A0B0C0D0E0F, 0E6415DE7CBC5FCD2BCF2BFACD0AE1B3",
    "000102030405060708090A0B0C0D0E0F1011121314151617,"
        + "A490266E4AE20B14261652F15203A612D461EF781C46CB30",
    "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F,"
        + "FFBFE6A8BBA88973FB116BCD18BAD224F9E97A6D5ED5C1EE4D4EEC660D71CCD7",
  })
  void ofEmvAgreeForAes(String master, String made) throws KeyException {
    assertThat(made("EMV-C", aes(master), ascii("99012345678901234-45"))).isEqualTo(made);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SP800-108 | '' | fixed input data has 1 to 255 bytes, not 0",
        "AN10922 | '' | NXP AN10922 takes 1 to 31 bytes of input, not 0",
        "EMV-C | 3131 2D31 | an account number has 1 to 19 digits, and its sequence number two"
            + " behind a hyphen",
        "EMV-C | 3141 | an account number has 1 to 19 digits, and its sequence number two behind"
            + " a hyphen",
        "KDF3 | 0001020304050607 | the key diversification data of a card has 10 bytes, not 8",
        "DUKPT-AES | 12345678 | the identifier of an initial key has 8 bytes, with a counter 12,"
            + " not 4",
      })
  void refuseAnInputThatIsNotTheirs(String rule, String input, String message) {
    assertThatThrownBy(
            () ->
                made(
                    rule,
                    aes("000102030405060708090A0B0C0D0E0F"),
                    Bytes.ofHex(input.replace(" ", ""))))
        .isInstanceOf(KeyException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void takeTheirOwnMastersOnly(DiversificationRule rule) throws KeyException {
    for (KeySpec spec :
        List.of(KeySpec.AES_128, KeySpec.AES_192, KeySpec.TDES_128, KeySpec.TDES_192)) {
      if (!rule.masters().contains(spec)) {
        try (Key master = new JceKeys(PRIMITIVES).generate(spec)) {
          assertThatThrownBy(() -> rule.diversify(master, ascii("1"), DiversificationSteps.NONE))
              .isInstanceOf(KeyException.class)
              .hasMessageContaining(spec.toString());
        }
      }
    }
  }

  /** What is told of the way is data that anybody can compute, and never a key of the result. */
  @ParameterizedTest
  @MethodSource("rules")
  void tellTheStepsWithoutTheKeys(DiversificationRule rule) throws KeyException {
    var told = new ArrayList<String>();
    var steps =
        new DiversificationSteps() {
          @Override
          public void data(String what, byte[] data) {
            told.add(hex(data));
          }

          @Override
          public void key(String what, Key key) {
            assertThat(key.material().wiped()).isFalse();
          }
        };
    Bytes input =
        rule.name().startsWith("EMV")
            ? ascii("99012345678901234-45")
            : Bytes.ofHex(rule.name().startsWith("DUKPT") ? "1234567890123456" : "01".repeat(10));
    try (Key master = new JceKeys(PRIMITIVES).generate(rule.masters().getLast())) {
      List<Key> made = rule.diversify(master, input, steps);
      assertThat(told).isNotEmpty();
      for (Key key : made) {
        assertThat(told).noneMatch(each -> each.contains(hex(key)));
        key.close();
      }
      assertThat(told).noneMatch(each -> each.contains(hex(master)));
    }
  }

  @Test
  void aRuleWithAWrongAnswerMakesNoKeys() {
    var wrong =
        new ProvedRule(
            new Description("TRIAL", "none", "any", List.of(KeySpec.AES_128), List.of("key")),
            (master, input, steps) -> List.of(master.copy()),
            new Answer(KeySpec.AES_128, "00".repeat(16), "", "01".repeat(16)));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () -> wrong.diversify(aes("02".repeat(16)), Bytes.of(), DiversificationSteps.NONE))
          .isInstanceOf(KeyException.class)
          .hasMessage("self-test of the rule TRIAL failed: it makes no keys");
    }
  }

  private static Bytes ascii(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String made(String name, Key master, Bytes input) throws KeyException {
    DiversificationRule rule =
        RULES.rules().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    var keys = new ArrayList<String>();
    for (Key key : rule.diversify(master, input, DiversificationSteps.NONE)) {
      keys.add(hex(key));
    }
    return String.join(" ", keys);
  }
}
