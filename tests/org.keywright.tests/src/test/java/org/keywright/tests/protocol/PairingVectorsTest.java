// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Suite;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeDemand;
import org.keywright.protocol.pairing.CodeMode;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.Cryptogram;
import org.keywright.protocol.pairing.HostContact;
import org.keywright.protocol.pairing.HostHello;
import org.keywright.protocol.pairing.HostOrders;
import org.keywright.protocol.pairing.ModuleContact;
import org.keywright.protocol.pairing.ModuleHello;
import org.keywright.protocol.pairing.ModuleOrders;
import org.keywright.protocol.pairing.PairRequest;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.RowState;
import org.keywright.tests.TestCrypto;

/** The known answers of the pairing protocol, suite 01 (pairing.md, "Known answers"). */
class PairingVectorsTest {
  private static final SerialNumber MODULE = SerialNumber.parse("MS-0000000000001");
  private static final SerialNumber HOST = SerialNumber.parse("MH-0000000000009");
  private static final String K_CM =
      "303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f";
  private static final String MH_KEY =
      "505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f";
  private static final String K_G =
      "909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf";
  private static final String K_MS =
      "4670cd13630e9a35b8eefa1687780d0fe08681bb9f6bfd65b398deda328641e3";
  private static final String K_PIN =
      "d603834f2a5266a8e68d03ab0dc58b94c3b8257ba35747f4e435a9e0267e9cd2";
  private static final String MHK_SN =
      "74b028626090896aaad3915994a3462577d358c138393cf9e538edd34032f530";
  private static final String KA =
      "ee4f1588e249bce4d4b393d8908682532251861976295f87eca8265f097ba698";
  private static final String CY =
      "f5d0069156247e42a23d4945243fffa6d520f9b0efd87b830aa58986b377cea2"
          + "6db1cbbf54d04c92e57268ff5ba4ece5dbb7cf33b4980824a74790bf587cec30";
  private static final String R_MS = "606162636465666768696a6b6c6d6e6f";
  private static final String R_MH = "707172737475767778797a7b7c7d7e7f";

  private static final String HELLO =
      "81104d482d30303030303030303030303039" + "8410" + R_MH + "8f0101";
  private static final String HELLO_ANSWER =
      "800101a0104d532d30303030303030303030303031" + "8510" + R_MS + "a70100a80400000000";
  private static final String PAIR = "a6020001a940" + CY;
  private static final String PAIR_ANSWER = "aa0101ab0103ac0435393439";
  private static final String CODE = "9a185e81b8217f854991c47ccac548fe280638dfe0c3a1ca4f88";
  private static final String CODE_ANSWER =
      "ad28"
          + "55834f0e1f09b3ec556b7a0cfdcaaa286d0d33462a4dced94f79b8dc6c87bddd61818d1d468f4bad"
          + "8e103d6cce9f0b73c9c3c7a5576047eefac2";
  private static final String VERIFY = "8e10403ad80cdf95f16aa3e1e503993d166f";
  private static final String VERIFY_ANSWER = "8e105a41dc8811dcc49f4691280db3ca054e";

  private final TestCrypto crypto = new TestCrypto();
  private final Suite suite = crypto.literal();

  @Test
  void theKeysOfModulesAndHostsAreThosePrinted() throws Exception {
    isKey(PairingKeys.moduleKey(suite, TestCrypto.aes(K_CM), MODULE), K_MS);
    isKey(PairingKeys.codeKey(suite, TestCrypto.aes(K_MS), MODULE), K_PIN);
    isKey(PairingKeys.hostKey(suite, TestCrypto.aes(MH_KEY), HOST), MHK_SN);
    isKey(
        PairingKeys.cryptogramKey(suite, TestCrypto.aes(K_G), 1),
        "4a216da0d4f9e6573c4434d868f5eeaa252d2508fdf92d735b5d71f6217c2f77");
    isKey(
        PairingKeys.orderKey(suite, TestCrypto.aes(K_MS), MODULE),
        "c904f211113caca374c724080176802a6b9d51b8ed9ae394a60a76f48512dc94");
  }

  @Test
  void theCodesAreThosePrinted() throws Exception {
    var standard = CodeRule.DEFAULT;
    assertThat(code(standard, 0)).isEqualTo("28007673");
    assertThat(code(standard, 1)).isEqualTo("22112196");
    assertThat(code(standard, 2)).isEqualTo("70850752");
    assertThat(code(new CodeRule(CodeMode.PER_HOST_AND_PAIRING, 6), 0)).isEqualTo("007673");
    assertThat(code(new CodeRule(CodeMode.PER_HOST_AND_PAIRING, 10), 0)).isEqualTo("1728007673");
    assertThat(code(new CodeRule(CodeMode.PER_MODULE, 8), 0)).isEqualTo("42181132");
    assertThat(code(new CodeRule(CodeMode.PER_MODULE, 8), 1)).isEqualTo("42181132");
    assertThat(code(new CodeRule(CodeMode.PER_PAIRING, 8), 0)).isEqualTo("26937245");
    assertThat(code(new CodeRule(CodeMode.PER_PAIRING, 8), 1)).isEqualTo("25779879");
    assertThat(code(new CodeRule(CodeMode.NONE, 8), 0)).isEmpty();
  }

  @Test
  void theOrderWithAKeyIsThePrintedOne() throws Exception {
    try (var orders = new ModuleOrders(suite, TestCrypto.aes(K_MS), MODULE);
        Key key =
            TestCrypto.aes("b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecf")) {
      assertThat(HexFormat.of().formatHex(orders.loadGeneration(6, 2, key).toBytes()))
          .isEqualTo(
              "8446010046a60200029c28b87275a62c4a04cc2cc6eaadd0f1dd8df6b751af5770f107"
                  + "25e0b7014698f912332ce0fc79049f61b004000000068e10f723f8c19b9a5b7401c0cd01946afc4f00");
    }
  }

  @Test
  void theOrdersToAHostAreThosePrinted() throws Exception {
    Bytes same =
        Bytes.ofHex(
            "82e0495f29fa4a63da3dd8be2f37a49c8a55488f9f349c8021d8da666999f77627718323"
                + "d301f53d778143c02ce3424d8573ba73f7b09ad35fad0cfa26b1e1b6");
    Bytes other =
        Bytes.ofHex(
            "cd9a7f5aaa193645133a1ef45576c60e91ed55205093d807f0857a04b68888ff03560815"
                + "3d88df872dec8b621d997c6f48695790c48c5d4bcaf2b0a7d1048847");
    try (Key k2 =
            TestCrypto.aes("b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecf");
        Key now = TestCrypto.aes(MHK_SN);
        Key next =
            TestCrypto.aes("333aaf6f368fae036ed1bbfc9a742ffca500baba5e59dfa5fc53163ab83b0f6f");
        var orders = new HostOrders(suite, now, HOST)) {
      assertThat(cryptogram(k2, 1, now)).isEqualTo(same);
      assertThat(cryptogram(k2, 2, next)).isEqualTo(other);
      assertThat(HexFormat.of().formatHex(orders.renew(1, 2, same, Optional.empty()).toBytes()))
          .isEqualTo(
              "844401005ea6020002a94082e0495f29fa4a63da3dd8be2f37a49c8a55488f9f349c8021"
                  + "d8da666999f77627718323d301f53d778143c02ce3424d8573ba73f7b09ad35fad0cfa26"
                  + "b1e1b6b004000000018e1030779dd5cb91340b291c5b90d4d11a3b00");
      assertThat(HexFormat.of().formatHex(orders.renew(2, 2, other, Optional.of(next)).toBytes()))
          .isEqualTo(
              "8444010088a6020002a940cd9a7f5aaa193645133a1ef45576c60e91ed55205093d807f0"
                  + "857a04b68888ff035608153d88df872dec8b621d997c6f48695790c48c5d4bcaf2b0a7d1"
                  + "0488479c2870251333f3766f5d52d0015dc466b30a8b2bfaae3498f4bc2663bb644eccdf"
                  + "fb6fef73de221c4a42b004000000028e10b507bf74ebf9ab0cb13c6e2b7d0b255600");
    }
  }

  private Bytes cryptogram(Key generationKey, int leafGeneration, Key leaf) throws Exception {
    try (var record = new HostKeyRecord(2, leafGeneration, 0, HOST.value(), leaf.copy())) {
      return Cryptogram.seal(suite, generationKey, record);
    }
  }

  @Test
  void theErasureCodesAreThosePrinted() throws Exception {
    assertThat(erasure(CodeRule.DEFAULT, 1)).isEqualTo("41718913");
    assertThat(erasure(CodeRule.DEFAULT, 2)).isEqualTo("02038119");
  }

  private String erasure(CodeRule rule, long index) throws Exception {
    try (Key codeKey = TestCrypto.aes(K_PIN);
        var code = PairingCodes.erasure(suite, codeKey, rule, MODULE, HOST, index)) {
      return code.expose((byte[] digits) -> new String(digits, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void theAttestationsAreThosePrinted() throws Exception {
    Key codeKey = TestCrypto.aes(K_PIN);
    assertThat(PairingCodes.attestation(suite, codeKey, MODULE, HOST, 0)).isEqualTo("5949");
    assertThat(PairingCodes.attestation(suite, codeKey, MODULE, HOST, 1)).isEqualTo("0520");
    assertThat(PairingCodes.attestation(suite, codeKey, MODULE, HOST, 2)).isEqualTo("4921");
  }

  @Test
  void theCryptogramIsThatPrintedAndOpens() throws Exception {
    var record = new HostKeyRecord(1, 0, 0, HOST.value(), TestCrypto.aes(MHK_SN));

    isMaterial(record.encode(), "01000001000000004d482d30303030303030303030303039" + MHK_SN);
    assertThat(Cryptogram.seal(suite, TestCrypto.aes(K_G), record)).isEqualTo(Bytes.ofHex(CY));

    var opened = Cryptogram.open(suite, TestCrypto.aes(K_G), 1, Bytes.ofHex(CY));
    assertThat(opened.host()).isEqualTo(HOST.value());
    isKey(opened.key(), MHK_SN);
  }

  @Test
  void aCryptogramWithAnyBitFlippedDoesNotOpen() {
    byte[] cryptogram = HexFormat.of().parseHex(CY);
    for (int bit = 0; bit < 8 * cryptogram.length; bit++) {
      byte[] bent = cryptogram.clone();
      bent[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> Cryptogram.open(suite, TestCrypto.aes(K_G), 1, Bytes.of(bent)))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("CY invalid");
    }
  }

  @Test
  void aModuleAnswersTheRecordedContact() throws Exception {
    try (var contact = moduleContact()) {
      var record =
          Cryptogram.open(
              suite, TestCrypto.aes(K_G), 1, PairRequest.decode(hex(PAIR)).cryptogram());
      assertThat(contact.ask(record, hex(PAIR), new CodeDemand(true, 3, "5949")))
          .isEqualTo(hex(PAIR_ANSWER));

      byte[] wrappedCode = HexFormat.of().parseHex(CODE.substring(4));
      isMaterial(contact.openCode(wrappedCode), "08323830303736373300000000000000");
      Key pairingKey = contact.newPairingKey(TestCrypto.aes(K_MS));
      isKey(pairingKey, KA);
      assertThat(contact.handOver(pairingKey, hex(CODE))).isEqualTo(hex(CODE_ANSWER));

      assertThat(contact.verifies(pairingKey, hex(VERIFY), hex(VERIFY.substring(4)))).isTrue();
      assertThat(contact.open()).isEqualTo(hex(VERIFY_ANSWER));
    }
  }

  @Test
  void aHostSaysTheRecordedContact() throws Exception {
    try (var contact = hostContact();
        var code = KeyMaterial.copyOf("28007673".getBytes(StandardCharsets.US_ASCII))) {
      assertThat(contact.pair(1, Bytes.ofHex(CY))).isEqualTo(hex(PAIR));
      var prompt = contact.asked(hex(PAIR_ANSWER));
      assertThat(prompt.module()).isEqualTo(MODULE);
      assertThat(prompt.demand()).isEqualTo(new CodeDemand(true, 3, "5949"));

      Key hostKey = TestCrypto.aes(MHK_SN);
      assertThat(contact.enterCode(hostKey, code)).isEqualTo(hex(CODE));
      Key pairingKey = contact.paired(hostKey, hex(CODE_ANSWER));
      isKey(pairingKey, KA);
      assertThat(contact.verify(pairingKey)).isEqualTo(hex(VERIFY));
      contact.verified(hex(VERIFY_ANSWER));
    }
  }

  @Test
  void theSessionKeysAreThosePrinted() throws Exception {
    var keys =
        suite
            .derivation()
            .diversifyAll(
                TestCrypto.aes(KA),
                List.of("KW3.SK.ENC", "KW3.SK.MAC", "KW3.SK.CW"),
                KeySpec.AES_256,
                MODULE.value().toArray(),
                HOST.value().toArray(),
                hex(R_MS),
                hex(R_MH));

    isKey(keys.get(0), "ef28ac0ac92621adefe0022d88a6722880b9dc90f77dd55e4db4a8144ebcbce4");
    isKey(keys.get(1), "56dc7786d386c981a1f6c5fc97c741f613037387ae918db19535d9f098d279a6");
    isKey(keys.get(2), "2833cf5440b32a1f3ad508efe576c8bb62e972754d05678e5bc7603147c051ac");
  }

  @Test
  void theMessagesOfTheSessionAreThosePrinted() throws Exception {
    try (var module = openModule();
        var host = openHost()) {
      byte[] data = "control words follow".getBytes(StandardCharsets.US_ASCII);
      byte[] toModule = host.session().protect(data);
      assertThat(toModule)
          .isEqualTo(
              hex(
                  "b814326107f37010f5eefbe81558c6cf3a66e69858d2"
                      + "8e10e0fc52e86bcc2729de076474173a1ca4"));
      assertThat(module.session().open(toModule)).isEqualTo(data);
      byte[] toHost = module.session().protect(data);
      assertThat(toHost)
          .isEqualTo(
              hex(
                  "b81488cacc15f1cceb9086b227d113eb52b12dfe4dcc"
                      + "8e10037cfed72fdcdfafede0f3eabe4a9ebf"));
      assertThat(host.session().open(toHost)).isEqualTo(data);

      byte[] word =
          module.session().protectControlWord(TestCrypto.aes("7a1a9ad1fb2ae3c34247f486568fe8d1"));
      assertThat(word)
          .isEqualTo(
              hex(
                  "b620aa399e65c6c0f08eb304cd85473f119e289be0a7012808b59aa7b0261a6048c8"
                      + "8e10f7b517a28a8d4731be8eb63ec3d94c5c"));
      isKey(host.session().openControlWord(word), "7a1a9ad1fb2ae3c34247f486568fe8d1");
    }
  }

  @Test
  void theOrdersAreThosePrinted() throws Exception {
    try (var orders = new ModuleOrders(suite, TestCrypto.aes(K_MS), MODULE)) {
      assertThat(orders.erase(1, HOST).toBytes())
          .isEqualTo(
              hex(
                  "845a01002a81104d482d30303030303030303030303039b00400000001"
                      + "8e10a4c8976210b922cccb181c2dbce3b74300"));
      assertThat(orders.unblock(2).data())
          .isEqualTo(hex("b004000000028e10013740f9edfdf8e2324d4080ab655ab5"));
      assertThat(orders.lock(3, HOST, true).data())
          .isEqualTo(
              hex(
                  "81104d482d30303030303030303030303039af0101b00400000003"
                      + "8e10ba65aad2f211699f207d7335fca64086"));
    }
  }

  private ModuleContact moduleContact() throws Exception {
    var answer = new ModuleHello(1, MODULE, Bytes.ofHex(R_MS), RowState.UNKNOWN, 0);
    assertThat(answer.encode()).isEqualTo(hex(HELLO_ANSWER));
    return new ModuleContact(suite, HostHello.decode(hex(HELLO)), hex(HELLO), answer);
  }

  private HostContact hostContact() throws Exception {
    var contact = new HostContact(new HostHello(HOST, Bytes.ofHex(R_MH), Bytes.of((byte) 1)));
    assertThat(contact.hello().encode()).isEqualTo(hex(HELLO));
    contact.greeted(suite, ModuleHello.decode(hex(HELLO_ANSWER)), hex(HELLO_ANSWER));
    return contact;
  }

  private ModuleContact openModule() throws Exception {
    var contact = moduleContact();
    contact.verifies(TestCrypto.aes(KA), new byte[0], new byte[16]);
    contact.open();
    return contact;
  }

  private HostContact openHost() throws Exception {
    var contact = hostContact();
    contact.verify(TestCrypto.aes(KA));
    return contact;
  }

  private String code(CodeRule rule, long index) throws KeyException {
    try (var code = PairingCodes.code(suite, TestCrypto.aes(K_PIN), rule, MODULE, HOST, index)) {
      return code.expose((byte[] lent) -> new String(lent, StandardCharsets.US_ASCII));
    }
  }

  private static void isKey(Key key, String hex) {
    assertThat(key.sameKeyAs(TestCrypto.aes(hex))).as(hex).isTrue();
  }

  private static void isMaterial(KeyMaterial material, String hex) {
    try (var expected = KeyMaterial.consume(hex(hex))) {
      assertThat(material.sameBytesAs(expected)).as(hex).isTrue();
    }
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
