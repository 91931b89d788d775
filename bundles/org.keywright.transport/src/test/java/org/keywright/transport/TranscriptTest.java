// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  private static final Endpoint ONE = Endpoint.parse("sim:one");
  private static final Endpoint TWO = Endpoint.parse("sim:two");
  private static final byte[] STATUS = bytes("8040000000");
  private static final byte[] OTHER = bytes("80400001027001");
  private static final byte[] DONE = bytes("9000");

  @Test
  void whatWasRecordedIsReadAndPlayedAgain() throws Exception {
    var lines = new ArrayList<String>();
    var recorder = new TranscriptRecorder(lines::add);
    recorder.remark("a visit");
    recorder.opened(ONE, Atr.of(bytes("3B02AABB")));
    recorder.exchanged(ONE, STATUS, Optional.of(DONE), Duration.ofMillis(1));
    recorder.opened(TWO, Atr.of(bytes("3B00")));
    recorder.exchanged(ONE, OTHER, Optional.empty(), Duration.ofMillis(1));
    recorder.exchanged(TWO, OTHER, Optional.of(DONE), Duration.ofMillis(1));

    assertThat(lines)
        .containsExactly(
            "# a visit",
            "@ sim:one",
            "atr 3B02AABB",
            "> 8040000000",
            "< 9000",
            "@ sim:two",
            "atr 3B00",
            "@ sim:one",
            "> 80400001027001",
            "!",
            "@ sim:two",
            "> 80400001027001",
            "< 9000");
    var read = Transcript.read(lines);
    assertThat(read).extracting(Transcript::endpoint).containsExactly(ONE, TWO);
    var link = new ScriptedLink(read.getFirst());
    assertThat(link.atr()).hasToString("3B02AABB");
    assertThat(link.transceive(STATUS)).isEqualTo(DONE);
    assertThatThrownBy(() -> link.transceive(OTHER)).hasMessageContaining("no answer");
    assertThatThrownBy(() -> link.transceive(OTHER)).hasMessageContaining("closed");
    assertThat(link.difference()).isEmpty();
    assertThat(link.left()).isZero();
  }

  @Test
  void aLinkThatIsRecordedIsPlayedLikeItself() throws Exception {
    var script = new ScriptedLink(transcript("> 8040000000", "< 9000", "> 8040000000", "!"));
    var lines = new ArrayList<String>();
    try (var link = new TranscriptRecorder(lines::add).around(TWO, script)) {
      link.transceive(STATUS);
      assertThatThrownBy(() -> link.transceive(STATUS)).isInstanceOf(LinkException.class);
    }
    assertThat(lines)
        .containsExactly("@ sim:two", "atr 3B00", "> 8040000000", "< 9000", "> 8040000000", "!");
    assertThatThrownBy(() -> script.transceive(STATUS)).hasMessageContaining("closed");
  }

  @Test
  void theFirstOtherCommandIsNamedAndEndsTheLink() throws Exception {
    var link = new ScriptedLink(transcript("> 80400000", "< 9000", "> 801200000201AA", "< 6988"));
    link.transceive(bytes("80400000"));
    String difference =
        "command 2 of 2 differs from the transcript at byte 6:"
            + " 80 12 00 00 <2 bytes> is expected, 80 12 00 00 <2 bytes> came";
    assertThatThrownBy(() -> link.transceive(bytes("801200000201AB")))
        .isInstanceOf(LinkException.class)
        .hasMessageContaining(difference);
    assertThatThrownBy(() -> link.transceive(bytes("801200000201AA")))
        .hasMessageContaining(difference);
    assertThat(link.difference()).contains(difference);
    assertThat(link.left()).isEqualTo(1);
  }

  @Test
  void aCommandBehindTheEndIsADifference() throws Exception {
    var link = new ScriptedLink(transcript("> 80400000", "< 9000"));
    link.transceive(bytes("80400000"));
    assertThatThrownBy(() -> link.transceive(STATUS))
        .hasMessageContaining("ends after 1 exchanges, and then came 80 40 00 00");
    assertThat(link.difference()).isPresent();
  }

  @Test
  void aLineThatIsNoneIsNamed() {
    for (String line : List.of("what", "> 8", "> XY", "atr 3B", "@ nowhere", "< 9000")) {
      assertThatIllegalArgumentException()
          .as(line)
          .isThrownBy(() -> transcript("# first", "", line))
          .withMessageStartingWith("line 3 of the transcript: ");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transcript("> 80400000", "> 80400000"))
        .withMessageContaining("line 2");
  }

  private static Transcript transcript(String... lines) {
    return Transcript.read(List.of(lines)).getFirst();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
