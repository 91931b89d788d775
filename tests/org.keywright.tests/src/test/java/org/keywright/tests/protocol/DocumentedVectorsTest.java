// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.transport.sim.internal.FleetSimulator;

/**
 * The whole conversations and the intermediate values that the protocol document prints beside the
 * known answers of {@link DownloadVectorsTest}; all were computed by a second implementation.
 */
class DocumentedVectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] SN = HEX.parseHex("000102030405060708090a0b0c0d0e0f");
  private static final byte[] CHALLENGE = HEX.parseHex("0102030405060708");
  private static final byte[] ADMIN_CHALLENGE = HEX.parseHex("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf");
  private static final String T_01 =
      "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f";
  private static final String T_10 = "404142434445464748494a4b4c4d4e4f";

  /** Install, load, use, erase, raise the floor and replace T, suite 01. */
  private static final String LITERAL =
      """
      EI > 00a4040008f04b57525445490100
         < 9000
      EI > 801a0000528110000102030405060708090a0b0c0d0e0f90085345543030303031910200018f0201029a02
           01019720404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f98060007443041
           2000
         < 96057cf7a49cff9000
      EI > 8040000000
         < e4319e01018110000102030405060708090a0b0c0d0e0f90085345543030303031910200018f0201028001
           01980500070000009000
      AS > 00a4040008f04b57525441530100
         < 9000
      AS > 802a00003090085345543030303031910200019720404142434445464748494a4b4c4d4e4f505152535455
           565758595a5b5c5d5e5f00
         < 96057cf7a49cff9000
      AS > 802800003d82020003860200019d0101993001443041424500010100000000000000808182838485868788
           898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f00
         < 9605b4cf0bb13e9000
      AS > 8024000000
         < e60f980d0003000144304101b4cf0bb13e9000
      AS > 8040000000
         < e523811041532d303030310000000000000000008f020110980b53455430303030310001019000
      EI > 8010010008830200078202000300
         < e0418001018f0201028110000102030405060708090a0b0c0d0e0f90085345543030303031910200018202
           0003830200078410101112131415161718191a1b1c1d1e1f9000
      AS > 8020010043e0418001018f0201028110000102030405060708090a0b0c0d0e0f9008534554303030303191
           02000182020003830200078410101112131415161718191a1b1c1d1e1f00
         < e181978001018110000102030405060708090a0b0c0d0e0f830200078410101112131415161718191a1b1c
           1d1e1f8510202122232425262728292a2b2c2d2e2f86020001870800000000000000018838859ee91e5ea3
           8e7844a049b4d36bca60ce4c2bfcfc980192b29ca368946986eef06e0e34ada2b5cb29828aef92e7326bff
           94e40538e80aa389104fcc66db29235d064ad05a8239ea6b508e105133e293777983e06b17911d5485bd7b
           9000
      EI > 80120000ace181978001018110000102030405060708090a0b0c0d0e0f8302000784101011121314151617
           18191a1b1c1d1e1f8510202122232425262728292a2b2c2d2e2f8602000187080000000000000001883885
           9ee91e5ea38e7844a049b4d36bca60ce4c2bfcfc980192b29ca368946986eef06e0e34ada2b5cb29828aef
           92e7326bff94e40538e80aa389104fcc66db29235d064ad05a8239ea6b508e105133e293777983e06b1791
           1d5485bd7b00
         < e2218302000786020001960561886b5cd48e1053dd18a0dee0c0581a3ff92ec67ae6459000
      EI > 80140000048302000700
         < e2218302000786020001960561886b5cd48e1053dd18a0dee0c0581a3ff92ec67ae6459000
      AS > 8022000023e2218302000786020001960561886b5cd48e1053dd18a0dee0c0581a3ff92ec67ae64500
         < 9000
      EI > 801600000e830200079c08010203040506070800
         < 8e1008c7929df07e924c4a9bc67f47c034a59000
      AS > 80160100248110000102030405060708090a0b0c0d0e0f82020003830200079c08010203040506070800
         < 8e1008c7929df07e924c4a9bc67f47c034a59000
      EI > 8084000000
         < b0b1b2b3b4b5b6b7b8b9babbbcbdbebf9000
      AS > 802601003b8110000102030405060708090a0b0c0d0e0f90085345543030303031910200018410b0b1b2b3
           b4b5b6b7b8b9babbbcbdbebf9b01189c048302000700
         < 8e10b087c94667acfce23b143b19751f46d59000
      EI > 8018010028830200078410b0b1b2b3b4b5b6b7b8b9babbbcbdbebf8e10b087c94667acfce23b143b19751f
           46d500
         < 9000
      EI > 8040000000
         < e4319e01018110000102030405060708090a0b0c0d0e0f90085345543030303031910200018f0201028001
           01980500070001029000
      EI > 8084000000
         < c0c1c2c3c4c5c6c7c8c9cacbcccdcecf9000
      AS > 802601003a8110000102030405060708090a0b0c0d0e0f90085345543030303031910200018410c0c1c2c3
           c4c5c6c7c8c9cacbcccdcecf9b011c9c0380010100
         < 8e1027d34843dbd438e55481a90cdd00a6919000
      EI > 801c0100278001018410c0c1c2c3c4c5c6c7c8c9cacbcccdcecf8e1027d34843dbd438e55481a90cdd00a6
           9100
         < 9000
      AS > 802800003d82020010860200029d01029930014b3041424500020100000000000000606162636465666768
           696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f00
         < 9605c9f46fcb6d9000
      EI > 80100100088302ffff8202001000
         < e0418001018f0201028110000102030405060708090a0b0c0d0e0f90085345543030303031910200018202
           00108302ffff8410303132333435363738393a3b3c3d3e3f9000
      AS > 8020010043e0418001018f0201028110000102030405060708090a0b0c0d0e0f9008534554303030303191
           020001820200108302ffff8410303132333435363738393a3b3c3d3e3f00
         < e181978001018110000102030405060708090a0b0c0d0e0f8302ffff8410303132333435363738393a3b3c
           3d3e3f8510d0d1d2d3d4d5d6d7d8d9dadbdcdddedf86020002870800000000000000028838a3893c1421cd
           457f78fe02b2c354d680072d46ab24cee10e14e46d8b361a6243a0beac790e5408ff55fefa7feca25e7953
           7bf70b32fd27ae89103f187972f951d64d0ddfcdc6bf69098d8e10ca5e18d188e0a85b8cd0c17ec85cd8f9
           9000
      EI > 80120100ace181978001018110000102030405060708090a0b0c0d0e0f8302ffff84103031323334353637
           38393a3b3c3d3e3f8510d0d1d2d3d4d5d6d7d8d9dadbdcdddedf86020002870800000000000000028838a3
           893c1421cd457f78fe02b2c354d680072d46ab24cee10e14e46d8b361a6243a0beac790e5408ff55fefa7f
           eca25e79537bf70b32fd27ae89103f187972f951d64d0ddfcdc6bf69098d8e10ca5e18d188e0a85b8cd0c1
           7ec85cd8f900
         < e2218302ffff860200029605c9f46fcb6d8e107094d542e102f8fadc5cadd5a5191d0d9000
      EI > 80140000048302ffff00
         < e2218302ffff860200029605c9f46fcb6d8e107094d542e102f8fadc5cadd5a5191d0d9000
      AS > 8022000023e2218302ffff860200029605c9f46fcb6d8e107094d542e102f8fadc5cadd5a5191d0d00
         < 9000
      AS > 802a00003090085345543030303031910200029720606162636465666768696a6b6c6d6e6f707172737475
           767778797a7b7c7d7e7f00
         < 9605c9f46fcb6d9000
      EI > 8040000000
         < e4319e01018110000102030405060708090a0b0c0d0e0f90085345543030303031910200028f0201028001
           01980500070001029000
      """;

  /** Install, load an AES and a diversified TDES key, use and erase, suite 10. */
  private static final String CARD_ESTATE =
      """
      EI > 801a0000478110000102030405060708090a0b0c0d0e0f90085345543030303130910200018f01109a0210
           019710404142434445464748494a4b4c4d4e4f980c00010000002000024430541800
         < 96056f2f9be1749000
      AS > 802a00002090085345543030303130910200019710404142434445464748494a4b4c4d4e4f00
         < 96056f2f9be1749000
      AS > 802800002d82020004860200019d0102992001443041424500010080000000000000808182838485868788
           898a8b8c8d8e8f00
         < 9605e93b1393ba9000
      AS > 802800003582020005860200019d0101992801443054424e000100c0000000000000808083838585868689
           898a8a8c8c8f8f919192929494979700
         < 9605f36bb08b819000
      AS > 8024000000
         < e61c981a0004000144304102e93b1393ba0005000144305401f36bb08b819000
      EI > 8010100008830200018202000400
         < e0408001108f01108110000102030405060708090a0b0c0d0e0f9008534554303030313091020001820200
           04830200018410101112131415161718191a1b1c1d1e1f9000
      AS > 8020100042e0408001108f01108110000102030405060708090a0b0c0d0e0f900853455430303031309102
           000182020004830200018410101112131415161718191a1b1c1d1e1f00
         < e181878001108110000102030405060708090a0b0c0d0e0f830200018410101112131415161718191a1b1c
           1d1e1f8510202122232425262728292a2b2c2d2e2f86020001870800000000000000018828bce7d28b01df
           333166bf26394cc5c9553e6114c102ca8b2a0b1c8f640c8ede6d1230f54bb5b8c5dc891088dad4759257c7
           653917eae225e3124b8e100958c41e9e8e4bf96599caddb8ff387b9000
      EI > 801200009ce181878001108110000102030405060708090a0b0c0d0e0f8302000184101011121314151617
           18191a1b1c1d1e1f8510202122232425262728292a2b2c2d2e2f86020001870800000000000000018828bc
           e7d28b01df333166bf26394cc5c9553e6114c102ca8b2a0b1c8f640c8ede6d1230f54bb5b8c5dc891088da
           d4759257c7653917eae225e3124b8e100958c41e9e8e4bf96599caddb8ff387b00
         < e22183020001860200019605e93b1393ba8e10efc06e47e348ef13ee41471515353a4c9000
      EI > 80140000048302000100
         < e22183020001860200019605e93b1393ba8e10efc06e47e348ef13ee41471515353a4c9000
      AS > 8022000023e22183020001860200019605e93b1393ba8e10efc06e47e348ef13ee41471515353a4c00
         < 9000
      EI > 801600000e830200019c08010203040506070800
         < 8e10e224fc2333e8ef60708c4290d02978df9000
      AS > 80161000248110000102030405060708090a0b0c0d0e0f82020004830200019c08010203040506070800
         < 8e10e224fc2333e8ef60708c4290d02978df9000
      EI > 8010100008830200028202000500
         < e0408001108f01108110000102030405060708090a0b0c0d0e0f9008534554303030313091020001820200
           05830200028410303132333435363738393a3b3c3d3e3f9000
      AS > 8020100042e0408001108f01108110000102030405060708090a0b0c0d0e0f900853455430303031309102
           000182020005830200028410303132333435363738393a3b3c3d3e3f00
         < e1818f8001108110000102030405060708090a0b0c0d0e0f830200028410303132333435363738393a3b3c
           3d3e3f8510d0d1d2d3d4d5d6d7d8d9dadbdcdddedf86020001870800000000000000028830b1ca8e7758bc
           12c86028feeac5de35c7b3716a8098eebf4acb8a1f07e2dcd25f08d17aa790677c06f24e6c629915886589
           1089aa52ef5b9395fd5d1e0b35b80f94158e101415b40f8605d7541673f5ec14bb4c6a9000
      EI > 80120000a4e1818f8001108110000102030405060708090a0b0c0d0e0f8302000284103031323334353637
           38393a3b3c3d3e3f8510d0d1d2d3d4d5d6d7d8d9dadbdcdddedf86020001870800000000000000028830b1
           ca8e7758bc12c86028feeac5de35c7b3716a8098eebf4acb8a1f07e2dcd25f08d17aa790677c06f24e6c62
           99158865891089aa52ef5b9395fd5d1e0b35b80f94158e101415b40f8605d7541673f5ec14bb4c6a00
         < e22183020002860200019605e5a0f20ea88e102fb28f25f0e5d81610ea751f9a7e940c9000
      EI > 80140000048302000200
         < e22183020002860200019605e5a0f20ea88e102fb28f25f0e5d81610ea751f9a7e940c9000
      AS > 8022000023e22183020002860200019605e5a0f20ea88e102fb28f25f0e5d81610ea751f9a7e940c00
         < 9000
      EI > 801600000e830200029c08010203040506070800
         < 8e10c18830797f8ee389f4d8c6b777b391219000
      AS > 80161000248110000102030405060708090a0b0c0d0e0f82020005830200029c08010203040506070800
         < 8e10c18830797f8ee389f4d8c6b777b391219000
      EI > 8084000000
         < b0b1b2b3b4b5b6b7b8b9babbbcbdbebf9000
      AS > 802610003b8110000102030405060708090a0b0c0d0e0f90085345543030303130910200018410b0b1b2b3
           b4b5b6b7b8b9babbbcbdbebf9b01189c048302000100
         < 8e1099d566b6f29ae8b80a1709080e9a0e6c9000
      EI > 8018100028830200018410b0b1b2b3b4b5b6b7b8b9babbbcbdbebf8e1099d566b6f29ae8b80a1709080e9a
           0e6c00
         < 9000
      """;

  private final TestCrypto crypto = new TestCrypto();
  private final Deque<byte[]> randoms = new ArrayDeque<>();
  private final Suite literal = crypto.literal();
  private final Suite cardEstate = crypto.suites.find(0x10).orElseThrow();

  @Test
  void unitsOfSuite01SpeakAsPrinted() throws Exception {
    say("101112131415161718191a1b1c1d1e1f", "202122232425262728292a2b2c2d2e2f");
    say("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf", "c0c1c2c3c4c5c6c7c8c9cacbcccdcecf");
    say("303132333435363738393a3b3c3d3e3f", "d0d1d2d3d4d5d6d7d8d9dadbdcdddedf");

    replay(LITERAL, 30);
  }

  @Test
  void unitsOfSuite10SpeakAsPrinted() throws Exception {
    say("101112131415161718191a1b1c1d1e1f", "202122232425262728292a2b2c2d2e2f");
    say("303132333435363738393a3b3c3d3e3f", "d0d1d2d3d4d5d6d7d8d9dadbdcdddedf");
    say("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf");

    replay(CARD_ESTATE, 22);
  }

  @Test
  void theInputBlocksOfTheFirstDerivationGiveTheOperationKey() throws Exception {
    byte[] first =
        HEX.parseHex(
            "000000014b57312e54310000010100085345543030303031000200010010000102030405060708"
                + "090a0b0c0d0e0f00000100");
    byte[] second = first.clone();
    second[3] = 2;
    var t = TestCrypto.aes(T_01);

    assertThat(
            HEX.formatHex(literal.mac().mac(t, first))
                + HEX.formatHex(literal.mac().mac(t, second)))
        .isEqualTo("bdda19607c946f79919f42ae62042e715da822a558d42e1258f49ad62970384a");
  }

  @Test
  void theInputBlockOfASessionKeyGivesItsFirstHalf() throws Exception {
    byte[] block =
        HEX.parseHex(
            "000000014b57312e454e43000001010010000102030405060708090a0b0c0d0e0f000200030002"
                + "00070010101112131415161718191a1b1c1d1e1f0010202122232425262728292a2b2c2d2e2f00"
                + "20438e31c807aa603ae4dd90a1120832c871fbfe4d2906f437e7f0b6b49c7c157800000100");
    var t1 = TestCrypto.aes("bdda19607c946f79919f42ae62042e715da822a558d42e1258f49ad62970384a");

    assertThat(HEX.formatHex(literal.mac().mac(t1, block)))
        .isEqualTo("94787ad092bc5ca4110fe32e3a5d8b3b");
  }

  @Test
  void theUseKeyIsMadeOfTheKeyInThePlace() throws Exception {
    var held = TestCrypto.aes("a3c5a22b7b414b536d2ba4d30834b2c35d72d02877485bf1346b6cfc0e5ad837");
    var use = literal.derivation().diversify(held, "KW1.USE", KeySpec.AES_256, SN, place(7));

    same(use, "2fd263424a1d3fe0346447b8028ecaf814739df5d66ef595e31e92c4b3c3c4cd");
    assertThat(HEX.formatHex(literal.mac().mac(use, CHALLENGE)))
        .isEqualTo("08c7929df07e924c4a9bc67f47c034a5");
  }

  @Test
  void theAdministrationKeyIsMadeOfTheOperationKey() throws Exception {
    var t1 = TestCrypto.aes("bdda19607c946f79919f42ae62042e715da822a558d42e1258f49ad62970384a");
    var admin = administration(literal, t1, KeySpec.AES_256);

    same(admin, "53909ef337cfd9cb3f474ae4df1a276ff6402a7b03fd317c7bc47c1fce3785b9");
    assertThat(HEX.formatHex(literal.mac().mac(admin, HEX.parseHex("1883020007"))))
        .isEqualTo("b087c94667acfce23b143b19751f46d5");
  }

  @Test
  void suite10MakesTheOperationKeyByTheNote() throws Exception {
    var t = TestCrypto.aes(T_10);
    var t1 =
        cardEstate
            .algo1()
            .diversify(
                t,
                "KW1.T1",
                KeySpec.AES_128,
                new byte[] {0x10},
                HEX.parseHex("5345543030303130"),
                place(1),
                SN);

    same(t1, "88e13a5bcf66493274cd2c0feaaa6332");
    assertThat(
            HEX.formatHex(
                cardEstate
                    .mac()
                    .mac(
                        t,
                        HEX.parseHex("011053455430303031300001000102030405060708090a0b0c0d0e0f"))))
        .isEqualTo("88e13a5bcf66493274cd2c0feaaa6332");
    same(administration(cardEstate, t1, KeySpec.AES_128), "22ff852b1ebdcf6bcd72053b81679fc7");
  }

  @Test
  void suite10MakesSessionAndUseKeysOf128Bits() throws Exception {
    byte[] block =
        HEX.parseHex(
            "000000014b57312e454e43000001100010000102030405060708090a0b0c0d0e0f000200040002"
                + "00010010101112131415161718191a1b1c1d1e1f0010202122232425262728292a2b2c2d2e2f00"
                + "20847096f03f29ebcb182caa840d8d57b6dd900c47c13f04e257b95a45aa29789800000080");
    var t1 = TestCrypto.aes("88e13a5bcf66493274cd2c0feaaa6332");
    var held = TestCrypto.aes("808182838485868788898a8b8c8d8e8f");

    assertThat(HEX.formatHex(cardEstate.mac().mac(t1, block)))
        .isEqualTo("8bd3ef398196b1a61156f65ba321a183");
    same(
        cardEstate.derivation().diversify(held, "KW1.USE", KeySpec.AES_128, SN, place(1)),
        "c475f9de3e19ba09f189e1c1c985fef9");
  }

  @Test
  void aTdesKeyIsDiversifiedUnderItsOwnBytesAndGetsOddParity() throws Exception {
    var spec = new KeySpec(KeyAlgorithm.TDES, 192);
    var master = Key.of(spec, material("808083838585868689898a8a8c8c8f8f9191929294949797"));
    var own = cardEstate.derivation().diversify(master, "KW1.TADIV", spec, place(5), place(1), SN);

    assertThat(
            own.material()
                .sameBytesAs(material("9b0b239d321cce6e75f7ab5e0486373e8fd30b02268c3262")))
        .isTrue();
    same(
        cardEstate.derivation().diversify(own, "KW1.USE", KeySpec.AES_128, SN, place(2)),
        "3c0efbdbcb06611814606f98f2a25717");
  }

  @Test
  void theReceiptDigestIsSha256OfAllOfE2() throws Exception {
    byte[] receipt =
        HEX.parseHex("e2218302000786020001960561886b5cd48e1053dd18a0dee0c0581a3ff92ec67ae645");

    assertThat(HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(receipt)))
        .isEqualTo("0b24a7b35805efa9df2c260f679bfe3f6bb536b7b3f759f08d27089b9b6531a8");
  }

  private static Key administration(Suite suite, Key operationKey, KeySpec spec)
      throws KeyException {
    byte[] id = {(byte) suite.id()};
    return suite.derivation().diversify(operationKey, "KW1.ADM", spec, id, SN, ADMIN_CHALLENGE);
  }

  private static byte[] place(int number) {
    return new byte[] {(byte) (number >> 8), (byte) number};
  }

  private static KeyMaterial material(String hex) {
    return KeyMaterial.consume(HEX.parseHex(hex));
  }

  private static void same(Key made, String hex) {
    assertThat(made.sameKeyAs(TestCrypto.aes(hex))).isTrue();
  }

  private void say(String... values) {
    Arrays.stream(values).map(HEX::parseHex).forEach(randoms::add);
  }

  /** Sends each printed command to the unit that it is for, and compares the whole answers. */
  private void replay(String conversation, int expected) throws Exception {
    var simulator =
        FleetSimulator.withoutModules(
            crypto.suites,
            new ScriptedKeys(crypto.keys, randoms),
            crypto.sealing,
            () -> Instant.parse("2026-01-01T00:00:00Z"),
            Duration.ZERO);
    var as = blank(simulator, Role.AS, SerialNumber.parse("AS-0001"));
    var ei = blank(simulator, Role.EI, SerialNumber.of(new byte[SerialNumber.LENGTH]));
    int commands = 0;
    for (String exchange : conversation.split("(?=EI >|AS >)")) {
      var unit = exchange.startsWith("EI") ? ei : as;
      String[] sides = exchange.substring(4).replaceAll("\\s", "").split("<");
      byte[] answer = unit.connect().respond(HEX.parseHex(sides[0]));
      assertThat(HEX.formatHex(answer)).as(exchange).isEqualTo(sides[1]);
      commands++;
    }
    assertThat(commands).isEqualTo(expected);
    assertThat(randoms).isEmpty();
  }

  private static SimulatedUnit blank(FleetSimulator simulator, Role role, SerialNumber serial)
      throws IOException {
    var name = new UnitOrder.Name(role.name(), serial);
    return simulator
        .create(
            new UnitOrder(
                role,
                List.of(name),
                Optional.empty(),
                Bytes.of((byte) 0x01, (byte) 0x10),
                Optional.empty()))
        .getFirst();
  }

  /** Keys whose random bytes are the printed ones. */
  private record ScriptedKeys(Keys real, Deque<byte[]> randoms) implements Keys {
    @Override
    public Key generate(KeySpec spec) {
      return real.generate(spec);
    }

    @Override
    public byte[] random(int length) {
      return randoms.remove();
    }

    @Override
    public Kcv kcv(Key key, KcvMethod method) throws KeyException {
      return real.kcv(key, method);
    }

    @Override
    public Optional<String> wellKnownName(Key key) {
      return real.wellKnownName(key);
    }
  }
}
