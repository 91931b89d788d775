// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.bytes;
import static org.keywright.crypto.jce.internal.Samples.hex;
import static org.keywright.crypto.jce.internal.Samples.material;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Suite;

/** The known answers of the project's protocol documentation, suite 01. */
class ProtocolVectorsTest {
  private static final byte[] SUITE = bytes("01");
  private static final byte[] SET = bytes("5345543030303031");
  private static final byte[] TVER = bytes("0001");
  private static final byte[] SN = bytes("000102030405060708090A0B0C0D0E0F");
  private static final byte[] REF1 = bytes("0003");
  private static final byte[] REF2 = bytes("0007");
  private static final byte[] R_EI = bytes("101112131415161718191A1B1C1D1E1F");
  private static final byte[] R_AS = bytes("202122232425262728292A2B2C2D2E2F");
  private static final byte[] KVN = bytes("0001");
  private static final byte[] DSEQ = bytes("0000000000000001");
  private static final byte[] MSID = ascii("MS-0000000000001");
  private static final byte[] HOST = ascii("MH-0000000000009");
  private static final byte[] R_MS = bytes("606162636465666768696A6B6C6D6E6F");
  private static final byte[] R_MH = bytes("707172737475767778797A7B7C7D7E7F");
  private static final String T1 =
      "BDDA19607C946F79919F42AE62042E715DA822A558D42E1258F49AD62970384A";
  private static final String EXPORTKEY =
      "E0418001018F0201028110000102030405060708090A0B0C0D0E0F9008534554303030303191020001"
          + "82020003830200078410101112131415161718191A1B1C1D1E1F";
  private static final String KEYREC =
      "01443041424E00010100000000000000"
          + "A3C5A22B7B414B536D2BA4D30834B2C35D72D02877485BF1346B6CFC0E5AD837";
  private static final String DATA =
      "E181978001018110000102030405060708090A0B0C0D0E0F83020007841010111213141516171819"
          + "1A1B1C1D1E1F8510202122232425262728292A2B2C2D2E2F86020001870800000000000000018838"
          + "859EE91E5EA38E7844A049B4D36BCA60CE4C2BFCFC980192B29CA368946986EEF06E0E34ADA2B5CB"
          + "29828AEF92E7326BFF94E40538E80AA389104FCC66DB29235D064AD05A8239EA6B50";

  private final Suite suite = new LiteralSuite(PRIMITIVES).suite();

  @Test
  void operationKey() throws KeyException {
    Key transportKey = aes("404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F");
    var made =
        suite.algo1().diversify(transportKey, "KW1.T1", suite.keySpec(), SUITE, SET, TVER, SN);
    assertThat(hex(made)).isEqualTo(T1);
  }

  @Test
  void sessionKeys() throws KeyException, NoSuchAlgorithmException {
    byte[] h = MessageDigest.getInstance("SHA-256").digest(bytes(EXPORTKEY));
    assertThat(hex(h))
        .isEqualTo("438E31C807AA603AE4DD90A1120832C871FBFE4D2906F437E7F0B6B49C7C1578");
    var labels = List.of("KW1.ENC", "KW1.CAS", "KW1.SAS", "KW1.RCPT");
    var keys =
        suite
            .derivation()
            .diversifyAll(aes(T1), labels, suite.keySpec(), SUITE, SN, REF1, REF2, R_EI, R_AS, h);
    assertThat(keys)
        .extracting(Samples::hex)
        .containsExactly(
            "94787AD092BC5CA4110FE32E3A5D8B3B2A4048B1D8FEC99F3BA3CB24A3C91EDB",
            "7E328CA545D4921A2879CD41987480F270733C961E757B9E79E828EABEA7AC19",
            "5932B96F777EF38B37AED3A042F7931C639D855DB345ED6174E94FFD2FA7D0FF",
            "1FE380FB455A57B5917061C0751DDDDEC825C5807D392820F8E8A0CA665FC1A3");
  }

  @Test
  void diversifiedApplicationKeyAndItsRecord() throws KeyException {
    Key master = aes("808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9F");
    var made = suite.derivation().diversify(master, "KW1.TADIV", KeySpec.AES_256, REF1, KVN, SN);
    var attributes =
        new KeyAttributes(KeyUsage.of("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.NON_EXPORTABLE);
    var keyRecord = new KeyRecord(attributes, 1, made);
    assertThat(hex(keyRecord.encode())).isEqualTo(KEYREC);
    assertThat(new JceKeys(PRIMITIVES).kcv(made).value().hex()).isEqualTo("61886B5CD4");
  }

  @Test
  void codesAndWrap() throws KeyException {
    Key sas = aes("5932B96F777EF38B37AED3A042F7931C639D855DB345ED6174E94FFD2FA7D0FF");
    byte[] tail = concat(SN, REF2, R_EI, R_AS);
    assertThat(hex(suite.mac().mac(sas, material(KEYREC), tail)))
        .isEqualTo("4FCC66DB29235D064AD05A8239EA6B50");
    Key enc = aes("94787AD092BC5CA4110FE32E3A5D8B3B2A4048B1D8FEC99F3BA3CB24A3C91EDB");
    byte[] wrapped = suite.wrap().wrap(enc, material(KEYREC));
    assertThat(hex(wrapped))
        .isEqualTo(
            "859EE91E5EA38E7844A049B4D36BCA60CE4C2BFCFC980192B29CA368946986EE"
                + "F06E0E34ADA2B5CB29828AEF92E7326BFF94E40538E80AA3");
    assertThat(hex(suite.wrap().unwrap(enc, wrapped))).isEqualTo(KEYREC);
    Key cas = aes("7E328CA545D4921A2879CD41987480F270733C961E757B9E79E828EABEA7AC19");
    assertThat(hex(suite.mac().mac(cas, bytes(DATA))))
        .isEqualTo("5133E293777983E06B17911D5485BD7B");
  }

  @Test
  void receipt() throws KeyException {
    Key key = aes("1FE380FB455A57B5917061C0751DDDDEC825C5807D392820F8E8A0CA665FC1A3");
    byte[] data = concat(ascii("KW1.OK"), SN, REF2, KVN, DSEQ, R_EI, R_AS, bytes("61886B5CD4"));
    assertThat(hex(suite.mac().mac(key, data))).isEqualTo("53DD18A0DEE0C0581A3FF92EC67AE645");
  }

  @Test
  void keysOfThePairing() throws KeyException {
    Key centre = aes("303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F");
    Key root = derive(centre, "KW3.MSROOT", MSID);
    assertThat(hex(root))
        .isEqualTo("4670CD13630E9A35B8EEFA1687780D0FE08681BB9F6BFD65B398DEDA328641E3");
    assertThat(hex(derive(root, "KW3.PINKEY", MSID)))
        .isEqualTo("D603834F2A5266A8E68D03AB0DC58B94C3B8257BA35747F4E435A9E0267E9CD2");
    Key pairing = derive(root, "KW3.KA", SUITE, MSID, HOST, bytes("00000000"), R_MS, R_MH);
    assertThat(hex(pairing))
        .isEqualTo("EE4F1588E249BCE4D4B393D8908682532251861976295F87ECA8265F097BA698");
    Key hosts = aes("505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F");
    Key leaf = derive(hosts, "KW3.MHK", HOST);
    assertThat(hex(leaf))
        .isEqualTo("74B028626090896AAAD3915994A3462577D358C138393CF9E538EDD34032F530");
    Key way = derive(leaf, "KW3.RET", MSID, HOST, R_MS, R_MH);
    assertThat(hex(way))
        .isEqualTo("49A4F18273B7947539A4AAB76C262CCE29872DB867D6E5E0F9909CC2B3007804");
    assertThat(hex(suite.wrap().wrap(way, pairing.material())))
        .isEqualTo(
            "55834F0E1F09B3EC556B7A0CFDCAAA286D0D33462A4DCED94F79B8DC6C87BDDD61818D1D468F4BAD");
  }

  @ParameterizedTest
  @CsvSource({
    "KW3.SK.ENC, EF28AC0AC92621ADEFE0022D88A6722880B9DC90F77DD55E4DB4A8144EBCBCE4",
    "KW3.SK.MAC, 56DC7786D386C981A1F6C5FC97C741F613037387AE918DB19535D9F098D279A6",
    "KW3.SK.CW, 2833CF5440B32A1F3AD508EFE576C8BB62E972754D05678E5BC7603147C051AC",
  })
  void sessionKeysOfThePairing(String label, String key) throws KeyException {
    Key pairing = aes("EE4F1588E249BCE4D4B393D8908682532251861976295F87ECA8265F097BA698");
    assertThat(hex(derive(pairing, label, MSID, HOST, R_MS, R_MH))).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({"0, 28007673", "1, 22112196", "2, 70850752"})
  void codesOfThePairing(int count, String code) throws KeyException {
    Key pin = aes("D603834F2A5266A8E68D03AB0DC58B94C3B8257BA35747F4E435A9E0267E9CD2");
    byte[] n = {0, 0, 0, (byte) count};
    Key made = suite.derivation().diversify(pin, "KW3.PIN", KeySpec.AES_128, MSID, HOST, n);
    var number = new BigInteger(hex(made), 16).mod(BigInteger.TEN.pow(8));
    assertThat("%08d".formatted(number)).isEqualTo(code);
  }

  @Test
  void blobOfTheHost() throws KeyException {
    Key generation = aes("909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAF");
    Key key = derive(generation, "KW3.CY", bytes("0001"));
    assertThat(hex(key))
        .isEqualTo("4A216DA0D4F9E6573C4434D868F5EEAA252D2508FDF92D735B5D71F6217C2F77");
    String content =
        "01000001000000004D482D3030303030303030303030303974B028626090896AAAD3915994A34625"
            + "77D358C138393CF9E538EDD34032F530";
    assertThat(hex(suite.wrap().wrap(key, material(content))))
        .isEqualTo(
            "F5D0069156247E42A23D4945243FFFA6D520F9B0EFD87B830AA58986B377CEA26DB1CBBF54D04C92E5"
                + "7268FF5BA4ECE5DBB7CF33B4980824A74790BF587CEC30");
  }

  private Key derive(Key master, String label, byte[]... fields) throws KeyException {
    return suite.derivation().diversify(master, label, KeySpec.AES_256, fields);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] concat(byte[]... parts) {
    var all = new StringBuilder();
    for (byte[] part : parts) {
      all.append(hex(part));
    }
    return bytes(all.toString());
  }
}
