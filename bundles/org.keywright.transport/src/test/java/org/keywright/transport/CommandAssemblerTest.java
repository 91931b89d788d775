// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommandAssemblerTest {
  private static final HexFormat HEX = HexFormat.of();

  private final CommandAssembler assembler = new CommandAssembler(16);
  private final List<String> carriedOut = new ArrayList<>();
  private byte[] response = {};

  private String send(String hex) {
    byte[] answer =
        assembler.respond(
            HEX.parseHex(hex),
            command -> {
              carriedOut.add(HEX.formatHex(command.toBytes()));
              return new ResponseApdu(response, StatusWord.OK);
            });
    return HEX.formatHex(answer);
  }

  @Test
  void aCommandOutsideAChainIsCarriedOutAsItIs() {
    assertThat(send("80120000020102")).isEqualTo("9000");
    assertThat(carriedOut).containsExactly("80120000020102");
  }

  @Test
  void aChainIsCarriedOutOnceAtItsEnd() {
    assertThat(send("90120100020102")).isEqualTo("9000");
    assertThat(send("901201000103")).isEqualTo("9000");
    assertThat(carriedOut).isEmpty();
    assertThat(send("80120100010400")).isEqualTo("9000");
    assertThat(carriedOut).containsExactly("80120100040102030400");
  }

  @Test
  void anotherCommandBreaksTheChainAndIsNotCarriedOut() {
    send("90120100020102");
    assertThat(send("80400000")).isEqualTo("6883");
    assertThat(carriedOut).isEmpty();
    assertThat(send("80400000")).isEqualTo("9000");
    assertThat(carriedOut).containsExactly("80400000");
  }

  @Test
  void otherParametersBreakTheChainToo() {
    send("90120100020102");
    assertThat(send("801200000103")).isEqualTo("6883");
    send("90120100020102");
    assertThat(send("901201010103")).isEqualTo("6883");
    assertThat(carriedOut).isEmpty();
  }

  @Test
  void dataOverTheLimitEndTheChain() {
    assertThat(send("901201000c" + "00".repeat(12))).isEqualTo("9000");
    assertThat(send("8012010005" + "00".repeat(5))).isEqualTo("6700");
    assertThat(send("8012010011" + "00".repeat(17))).isEqualTo("6700");
    assertThat(carriedOut).isEmpty();
    assertThat(send("8012010010" + "00".repeat(16))).isEqualTo("9000");
  }

  @Test
  void whatIsNoCommandIsAnsweredAndEndsTheChain() {
    send("90120100020102");
    assertThat(send("8012")).isEqualTo("6700");
    assertThat(send("801201000103")).isEqualTo("9000");
    assertThat(carriedOut).containsExactly("801201000103");
  }

  @Test
  void anAnswerLongerThanLeIsHandedOutInPieces() {
    response = HEX.parseHex("0102030405");
    assertThat(send("8040000002")).isEqualTo("01026103");
    assertThat(send("80c0000002")).isEqualTo("03046101");
    assertThat(send("80c0000000")).isEqualTo("059000");
    assertThat(send("80c0000000")).isEqualTo("6985");
    assertThat(carriedOut).hasSize(1);
  }

  @Test
  void anAnswerNobodyAskedForWaits() {
    response = new byte[300];
    assertThat(send("80400000")).isEqualTo("6100");
    assertThat(send("80c0000000")).hasSize(2 * 258).endsWith("612c");
    assertThat(send("80c000002c")).hasSize(2 * 46).endsWith("9000");
  }

  @Test
  void anotherCommandDropsTheRestOfAnAnswer() {
    response = new byte[5];
    send("8040000002");
    response = new byte[0];
    send("8040000002");
    assertThat(send("80c0000000")).isEqualTo("6985");
  }

  @Test
  void resetForgetsEverything() {
    send("90120100020102");
    assembler.reset();
    assertThat(send("801201000103")).isEqualTo("9000");
    assertThat(carriedOut).containsExactly("801201000103");
  }

  @Test
  void anyFramesAreAnswered() {
    var random = new Random(5);
    response = new byte[20];
    for (int i = 0; i < 50_000; i++) {
      byte[] frame = new byte[random.nextInt(12)];
      random.nextBytes(frame);
      if (frame.length > 4) {
        frame[1] = (byte) (i % 3 == 0 ? 0xC0 : 0x12);
        frame[4] = (byte) random.nextInt(8);
      }
      assertThat(send(HEX.formatHex(frame)).length()).isGreaterThanOrEqualTo(4);
    }
  }
}
