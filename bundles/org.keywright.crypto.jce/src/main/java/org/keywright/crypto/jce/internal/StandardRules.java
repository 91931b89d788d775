// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.keywright.crypto.DiversificationRule;
import org.keywright.crypto.DiversificationSteps;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.jce.internal.ProvedRule.Answer;
import org.keywright.crypto.jce.internal.ProvedRule.Description;
import org.keywright.crypto.spi.RuleProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The rules of the standards. Each has a known answer of its document where that has one, else one
 * that an independent program computed from the document's text; docs/key-rules.md has them all.
 */
@Component(property = RuleProvider.RESERVED_NAMES + ":Boolean=true")
public final class StandardRules implements RuleProvider {
  private static final List<KeySpec> AES =
      List.of(KeySpec.AES_128, KeySpec.AES_192, KeySpec.AES_256);
  private static final List<KeySpec> TDES = List.of(KeySpec.TDES_128, KeySpec.TDES_192);
  private static final List<KeySpec> ALL =
      List.of(
          KeySpec.AES_128, KeySpec.AES_192, KeySpec.AES_256, KeySpec.TDES_128, KeySpec.TDES_192);
  private static final List<KeySpec> DOUBLE = List.of(KeySpec.TDES_128);
  private static final List<String> DOMAIN = List.of("ENC", "MAC", "DEK");
  private static final String ACCOUNT = "account number, a hyphen, its sequence number; in ASCII";
  private static final String CARD_DATA = "10 bytes: the card's key diversification data";
  private static final int COUNTER = 4;
  private static final int LONGEST_FIXED_INPUT = 255;

  private final List<DiversificationRule> rules;

  /** Takes the proved algorithms; each rule proves itself when it is first used. */
  @Activate
  public StandardRules(@Reference Primitives primitives) {
    var cmac = new AesCmac();
    var an10922 = new An10922(cmac, new TdesCmac(primitives.tdes()));
    var emv = new EmvRules(primitives.aes(), primitives.tdes());
    var cards = new CardKeyRules(cmac, primitives.tdes());
    var dukpt = new DukptRules(primitives.aes(), primitives.tdes());
    rules =
        List.of(
            counterMode(new CounterKdf()),
            an10922(an10922),
            an10922WithVersion(an10922),
            optionA(emv),
            optionB(emv),
            optionC(emv),
            visa2(cards),
            kdf3(cards),
            tdesDukpt(dukpt),
            aesDukpt(dukpt));
  }

  @Override
  public List<DiversificationRule> rules() {
    return rules;
  }

  /** CAVP, KBKDF in counter mode, counter of 32 bits before the fixed input. */
  private static DiversificationRule counterMode(CounterKdf kdf) {
    return new ProvedRule(
        new Description(
            "SP800-108",
            "NIST SP 800-108r1, clause 4.1, counter mode, AES-CMAC, counter of 32 bits",
            "1 to 255 bytes of fixed input data: label, 00, context and [L] as both sides frame"
                + " them",
            AES,
            List.of("key")),
        (master, input, steps) -> counterMode(kdf, master, input, steps),
        new Answer(
            KeySpec.AES_128,
            "C10B152E8C97B77E18704E0F0BD38305",
            "98CD4CBBBEBE15D17DC86E6DBAD800A2DCBD64F7C7AD0E78E9CF94FFDBA89D03E97EADF6C4F7B806"
                + "CAF52AA38F09D0EB71D71F497BCC6906B48D36C4",
            "26FAF61908AD9EE881B8305C221DB53F"));
  }

  private static List<Key> counterMode(
      CounterKdf kdf, Key master, byte[] input, DiversificationSteps steps) throws KeyException {
    if (input.length < 1 || input.length > LONGEST_FIXED_INPUT) {
      throw new KeyException(
          "fixed input data has 1 to " + LONGEST_FIXED_INPUT + " bytes, not " + input.length);
    }
    int length = master.spec().length();
    steps.data("fixed input data, behind each counter", input);
    var chains = new CounterKdf.Chain[] {CounterKdf.Chain.of(COUNTER, input)};
    byte[][] made = master.material().expose(lent -> kdf.derive(lent, COUNTER, chains, length));
    return ProvedRule.keys(master.spec(), made);
  }

  /** AN10922, clauses 2.2 and 2.3, and the example of AES-256. */
  private static DiversificationRule an10922(An10922 an10922) {
    return new ProvedRule(
        new Description(
            "AN10922",
            "NXP AN10922 rev. 2.2, clauses 2.2 to 2.5",
            "1 to 31 bytes for AES, 1 to 15 for TDES: identifiers of card, application and system",
            ALL,
            List.of("key")),
        (master, input, steps) -> {
          an10922.describe(master.spec(), input, steps);
          return List.of(an10922.diversify(master, input, OptionalInt.empty()));
        },
        new Answer(
            KeySpec.AES_128,
            "00112233445566778899AABBCCDDEEFF",
            "04782E21801D803042F54E585020416275",
            "A8DD63A3B89D54B37CA802473FDA9175"),
        new Answer(
            KeySpec.AES_192,
            "00112233445566778899AABBCCDDEEFF0102030405060708",
            "04782E21801D803042F54E585020416275",
            "CE39C8E1CD82D9A7BEDBE9D74AF59B23176755EE7586E12C"),
        new Answer(
            KeySpec.AES_256,
            "00112233445566778899AABBCCDDEEFF0102030405060708090A0B0C0D0E0F00",
            "04782E21801D803042F54E585020416275",
            "4FC6EEC820B4C54314990B8611662DB695E7880982C0001E6067488346100AED"));
  }

  /** AN10922, clauses 2.4 and 2.5, with key version 55. */
  private static DiversificationRule an10922WithVersion(An10922 an10922) {
    return new ProvedRule(
        new Description(
            "AN10922-VERSION",
            "NXP AN10922 rev. 2.2, clauses 2.4 and 2.5, key version in the parity bits",
            "a byte of key version, and 1 to 15 bytes as of AN10922",
            TDES,
            List.of("key")),
        (master, input, steps) -> {
          if (input.length < 1) {
            throw new KeyException("AN10922 with a key version begins with the byte of that");
          }
          byte[] identifiers = Arrays.copyOfRange(input, 1, input.length);
          an10922.describe(master.spec(), identifiers, steps);
          return List.of(an10922.diversify(master, identifiers, OptionalInt.of(input[0] & 0xFF)));
        },
        new Answer(
            KeySpec.TDES_128,
            "00112233445566778899AABBCCDDEEFF",
            "5504782E21801D803042F54E58502041",
            "16F9587D9E8910C96B9648D006107DD7"),
        new Answer(
            KeySpec.TDES_192,
            "00112233445566778899AABBCCDDEEFF0102030405060708",
            "5504782E21801D803042F54E5850",
            "2E0DD03774D3FA9B5705AB0BDA91CA0B55B8E07FCDBF10EC"));
  }

  /** The account number 99012345678901234 with sequence number 45. */
  private static DiversificationRule optionA(EmvRules emv) {
    return new ProvedRule(
        new Description("EMV-A", "EMV 4.3 Book 2, A1.4.1", ACCOUNT, DOUBLE, List.of("key")),
        emv::optionA,
        new Answer(
            KeySpec.TDES_128,
            "0123456789ABCDEFFEDCBA9876543210",
            "39393031323334353637383930313233342D3435",
            "67F8292358083E5EA7AB7FDA58D53B6B"));
  }

  private static DiversificationRule optionB(EmvRules emv) {
    return new ProvedRule(
        new Description("EMV-B", "EMV 4.3 Book 2, A1.4.2", ACCOUNT, DOUBLE, List.of("key")),
        emv::optionB,
        new Answer(
            KeySpec.TDES_128,
            "0123456789ABCDEFFEDCBA9876543210",
            "39393031323334353637383930313233342D3435",
            "985EC4FD3EDF6162E31AF1C7D0543416"));
  }

  private static DiversificationRule optionC(EmvRules emv) {
    return new ProvedRule(
        new Description("EMV-C", "EMV 4.3 Book 2, A1.4.3", ACCOUNT, AES, List.of("key")),
        emv::optionC,
        new Answer(
            KeySpec.AES_128,
            "000102030405060708090A0B0C0D0E0F",
            "39393031323334353637383930313233342D3435",
            "0E6415DE7CBC5FCD2BCF2BFACD0AE1B3"),
        new Answer(
            KeySpec.AES_192,
            "000102030405060708090A0B0C0D0E0F1011121314151617",
            "39393031323334353637383930313233342D3435",
            "A490266E4AE20B14261652F15203A612D461EF781C46CB30"));
  }

  private static DiversificationRule visa2(CardKeyRules cards) {
    return new ProvedRule(
        new Description(
            "VISA2",
            "Visa GlobalPlatform 2.1.1 card configuration, CDK",
            CARD_DATA,
            DOUBLE,
            DOMAIN),
        cards::visa2,
        new Answer(
            KeySpec.TDES_128,
            "404142434445464748494A4B4C4D4E4F",
            "00010203040506070809",
            "8510FC973208218CA86888BCEC203635",
            "1068B5FB6F06C78C7A4DFC343B21C78F",
            "2DAEE809C71405FF259C3BE695A1F66E"));
  }

  private static DiversificationRule kdf3(CardKeyRules cards) {
    return new ProvedRule(
        new Description(
            "KDF3",
            "GlobalPlatform KDF3: SP 800-108 counter mode, AES-CMAC, counter of 8 bits",
            CARD_DATA,
            AES,
            DOMAIN),
        cards::kdf3,
        new Answer(
            KeySpec.AES_256,
            "8C72C72CF908411653018807950D82FBAD947562F0828A0B10B8B9606ABF3BCD",
            "D9B1DE5D0362DEDCE4FB",
            "9AAC5D0B3601F89438A0D9D0B6B256CFB47E6462DFA5228D3420C4AC7C224781",
            "8C6D4ADE2AADE2BDF66EF24537F7AF9806C71A5CF0269CDA323B54BD4C6EBA99",
            "0DFB0D477168F625F751767F35C4BF73697D40A5F41D625432DE8A7D607778BF"));
  }

  private static DiversificationRule tdesDukpt(DukptRules dukpt) {
    return new ProvedRule(
        new Description(
            "DUKPT-TDES",
            "ANSI X9.24-1:2009, A.6",
            "8 bytes of initial key serial number, or 10 with the counter, which is passed over",
            DOUBLE,
            List.of("key")),
        dukpt::ofTdes,
        new Answer(
            KeySpec.TDES_128,
            "0123456789ABCDEFFEDCBA9876543210",
            "FFFF9876543210E00008",
            "6AC292FAA1315B4D858AB3A3D7D5933A"));
  }

  private static DiversificationRule aesDukpt(DukptRules dukpt) {
    return new ProvedRule(
        new Description(
            "DUKPT-AES",
            "ANSI X9.24-3:2017, clause 6.3.1 and annex B",
            "8 bytes of initial key identifier, or 12 with the counter, which is passed over",
            AES,
            List.of("key")),
        dukpt::ofAes,
        new Answer(
            KeySpec.AES_128,
            "FEDCBA9876543210F1F1F1F1F1F1F1F1",
            "1234567890123456",
            "1273671EA26AC29AFA4D1084127652A1"),
        new Answer(
            KeySpec.AES_256,
            "FEDCBA9876543210F1F1F1F1F1F1F1F1FEDCBA9876543210F1F1F1F1F1F1F1F1",
            "1234567890123456",
            "CE9CE0C101D1138F97FB6CAD4DF045A7083D4EAE2D35A31789D01CCF0949550F"));
  }
}
