// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CentreExchange;
import org.keywright.protocol.pairing.CentreQuestion;
import org.keywright.protocol.pairing.CentreReply;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;

/** The known answers of pairing.md, section 13.5. */
class CentreVectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String QUESTION =
      "d0056e6f7274688410b0b1b2b3b4b5b6b7b8b9babbbcbdbebfa0104d532d30303030303030303030303031"
          + "81104d482d30303030303030303030303039a80400000001ac0434373131d1087469636b65742031"
          + "8e105ad1025049508f4de77a47f4a98cd962";
  private static final String WRAPPED = "556ab30d89c8d0807040e500f9a1db547565337d3fd61ead";
  private static final String ANSWER =
      "d208000000000000000cd30101d40101d518" + WRAPPED + "8e10dd0b52a421beb02d8154ea2d81f2c8bc";

  private final TestCrypto crypto = new TestCrypto();

  private CentreExchange exchange() throws Exception {
    return exchange(CentreExchange.CODE);
  }

  private CentreExchange exchange(int instruction) throws Exception {
    try (Key deskKey =
        TestCrypto.aes("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")) {
      return new CentreExchange(
          crypto.literal(),
          deskKey,
          instruction,
          "north",
          Bytes.ofHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"),
          Bytes.ofHex("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf"));
    }
  }

  @Test
  void aQuestionAndItsAnswerAreAsDocumented() throws Exception {
    var question =
        new CentreQuestion(
            "north",
            Bytes.ofHex("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf"),
            SerialNumber.parse("MS-0000000000001"),
            SerialNumber.parse("MH-0000000000009"),
            1,
            Optional.of("4711"),
            "ticket 1",
            false);
    try (var exchange = exchange();
        var code = PairingFleet.digits("22112196")) {
      assertThat(HEX.formatHex(exchange.ask(question.encodeCode()))).isEqualTo(QUESTION);
      Bytes wrapped = exchange.wrap(code);
      assertThat(wrapped).isEqualTo(Bytes.ofHex(WRAPPED));
      var reply = new CentreReply(12, true, 1, Optional.of(wrapped));
      assertThat(HEX.formatHex(exchange.answer(reply.encode()))).isEqualTo(ANSWER);
      assertThat(CentreReply.decode(exchange.answered(HEX.parseHex(ANSWER)))).isEqualTo(reply);
      try (var unwrapped = exchange.unwrap(wrapped)) {
        assertThat(unwrapped.sameBytesAs(code)).isTrue();
      }
    }
    assertThat(CentreQuestion.read(TlvReader.of(HEX.parseHex(QUESTION)), CentreExchange.CODE))
        .isEqualTo(question);
  }

  @Test
  void aQuestionForACodeToEraseIsAsDocumented() throws Exception {
    var question =
        new CentreQuestion(
            "north",
            Bytes.ofHex("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf"),
            SerialNumber.parse("MS-0000000000001"),
            SerialNumber.parse("MH-0000000000009"),
            1,
            Optional.empty(),
            "ticket 1",
            false);
    try (var exchange = exchange(CentreExchange.ERASURE_CODE);
        var code = PairingFleet.digits("41718913")) {
      byte[] asked = exchange.ask(question.encodeCode());
      assertThat(HEX.formatHex(asked))
          .isEqualTo(
              "d0056e6f7274688410b0b1b2b3b4b5b6b7b8b9babbbcbdbebfa0104d532d303030303030"
                  + "3030303030303181104d482d30303030303030303030303039a80400000001d108746963"
                  + "6b657420318e1092199969ce274e35f476695f63c81f02");
      var reply = new CentreReply(13, true, 3, Optional.of(exchange.wrap(code)));
      assertThat(HEX.formatHex(exchange.answer(reply.encode())))
          .isEqualTo(
              "d208000000000000000dd30101d40103d518efec707535715cccafc4155608eac87b7ab7"
                  + "1731ec3a731a8e100a44e7654b8caf762c10f2c067ee1ba5");
      assertThat(CentreQuestion.read(TlvReader.of(asked), CentreExchange.ERASURE_CODE))
          .isEqualTo(question);
    }
  }

  @Test
  void anAttestationBelongsToNoQuestionForACodeToErase() throws Exception {
    var in = TlvReader.of(HEX.parseHex(QUESTION));
    assertThatThrownBy(
            () -> {
              CentreQuestion.read(in, CentreExchange.ERASURE_CODE);
              in.take(0x8E, 16);
            })
        .isInstanceOf(TlvException.class);
  }

  @Test
  void anAnswerToAnotherQuestionIsNone() throws Exception {
    try (var exchange = exchange()) {
      exchange.ask(new byte[] {1});
      assertThatThrownBy(() -> exchange.answered(HEX.parseHex(ANSWER)))
          .isInstanceOf(TlvException.class)
          .hasMessage("the centre's MAC does not hold");
    }
  }
}
