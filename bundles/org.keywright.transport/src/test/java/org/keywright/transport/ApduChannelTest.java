// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ApduChannelTest {
  private static final HexFormat HEX = HexFormat.of();

  private final List<String> sent = new ArrayList<>();
  private final Deque<String> answers = new ArrayDeque<>();

  /** Answers from a list and notes what was sent. */
  private final Link scripted =
      new Link() {
        @Override
        public Atr atr() {
          return Atr.of(new byte[] {0x3B, 0});
        }

        @Override
        public byte[] transceive(byte[] command) {
          sent.add(HEX.formatHex(command));
          return HEX.parseHex(answers.remove());
        }

        @Override
        public void close() {}
      };

  private ResponseApdu send(CommandApdu command, boolean extended, String... script)
      throws LinkException {
    answers.addAll(List.of(script));
    var answer = new ApduChannel(scripted, extended, 1000).send(command);
    assertThat(answers).isEmpty();
    return answer;
  }

  @Test
  void sendsAPlainCommandAsItIs() throws Exception {
    var answer = send(new CommandApdu(0x80, 0x40, 0, 0), true, "01029000");
    assertThat(sent).containsExactly("8040000000");
    assertThat(answer.data()).containsExactly(1, 2);
  }

  @Test
  void fetchesTheRestAfter61() throws Exception {
    var answer =
        send(new CommandApdu(0x80, 0x40, 0, 0), true, "016102", "026101", "6C02", "03049000");
    assertThat(sent).containsExactly("8040000000", "80c0000002", "80c0000001", "80c0000002");
    assertThat(answer.data()).containsExactly(1, 2, 3, 4);
    assertThat(answer.status().ok()).isTrue();
  }

  @Test
  void repeatsWithTheRightLengthAfter6C() throws Exception {
    var answer = send(new CommandApdu(0x80, 0x40, 0, 0), true, "6C03", "0102039000");
    assertThat(sent).containsExactly("8040000000", "8040000003");
    assertThat(answer.length()).isEqualTo(3);
  }

  @Test
  void garbageThatEndsLike6CIsNoReasonToSendACommandTwice() throws Exception {
    var answer = send(new CommandApdu(0x80, 0x12, 0, 0), true, "01026C03");
    assertThat(sent).containsExactly("8012000000");
    assertThat(answer.length()).isEqualTo(2);
    assertThat(answer.status().value()).isEqualTo(0x6C03);
  }

  @Test
  void chainsLongDataForAModuleWithShortLengths() throws Exception {
    byte[] data = new byte[600];
    var answer = send(new CommandApdu(0x80, 0x12, 1, 0, data), false, "9000", "9000", "559000");
    assertThat(sent).hasSize(3);
    assertThat(sent.get(0)).startsWith("90120100ff").hasSize(2 * 260);
    assertThat(sent.get(1)).startsWith("90120100ff").hasSize(2 * 260);
    assertThat(sent.get(2)).startsWith("801201005a").endsWith("00").hasSize(2 * (6 + 90));
    assertThat(answer.data()).containsExactly(0x55);
  }

  @Test
  void sendsLongDataAsOneForAModuleWithExtendedLengths() throws Exception {
    send(new CommandApdu(0x80, 0x12, 1, 0, new byte[600]), true, "9000");
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0)).startsWith("80120100000258");
  }

  @Test
  void aRefusedPartEndsTheChain() throws Exception {
    var answer = send(new CommandApdu(0x80, 0x12, 1, 0, new byte[600]), false, "6884");
    assertThat(answer.status().value()).isEqualTo(0x6884);
    assertThat(sent).hasSize(1);
  }

  @Test
  void anAnswerWithoutEndIsAnError() {
    for (int i = 0; i < 20; i++) {
      answers.add("00".repeat(100) + "6100");
    }
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> send(new CommandApdu(0x80, 0x40, 0, 0), true))
        .withMessageContaining("longer than 1000 bytes");
  }

  @Test
  void aPromiseWithoutBytesIsAnError() {
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> send(new CommandApdu(0x80, 0x40, 0, 0), true, "6110", "6110"))
        .withMessageContaining("gives none");
  }

  @Test
  void chainedCommandsAndLongAnswersPassThroughAnAssembler() throws Exception {
    var random = new Random(3);
    for (int i = 0; i < 300; i++) {
      byte[] data = new byte[random.nextInt(1500)];
      random.nextBytes(data);
      var assembler = new CommandAssembler(2048);
      var unit =
          new Link() {
            @Override
            public Atr atr() {
              return Atr.of(new byte[] {0x3B, 0});
            }

            @Override
            public byte[] transceive(byte[] command) {
              return assembler.respond(command, c -> new ResponseApdu(c.data(), StatusWord.OK));
            }

            @Override
            public void close() {}
          };
      boolean extended = random.nextBoolean();
      var answer =
          new ApduChannel(unit, extended, 4096).send(new CommandApdu(0x80, 0x12, 0, 0, data));
      assertThat(answer.status().ok()).isTrue();
      assertThat(answer.data()).isEqualTo(data);
    }
  }
}
