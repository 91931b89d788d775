// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeQuestionTest {
  private static final Statement ASKED = Statement.of("pair:code");

  @Test
  void whatIsTypedIsOneStatement() {
    var question = new CodeQuestion(" MS-1", "MH-3 ", "7", "4711", false, "ticket 12");
    assertThat(question.problem()).isEmpty();
    assertThat(question.statement().text())
        .isEqualTo(
            "pair:code --module MS-1 --host MH-3 --index 7 --attestation 4711"
                + " --purpose \"ticket 12\"");
    assertThat(new CodeQuestion("MS-1", "MH-3", "7", "", true, "").statement().text())
        .isEqualTo("pair:code --module MS-1 --host MH-3 --index 7 --erasing");
  }

  @ParameterizedTest
  @CsvSource({
    "'', MH-1, 0, '', false",
    "MS-1, ' ', 0, '', false",
    "MS-1, MH-1, '', '', false",
    "MS-1, MH-1, seven, '', false",
    "MS-1, MH-1, 4294967296, '', false",
    "MS-1, MH-1, 0, 471, false",
    "MS-1, MH-1, 0, 4711, true"
  })
  void whatIsMissingOrWrongIsSaid(
      String module, String host, String index, String attestation, boolean erasing) {
    assertThat(new CodeQuestion(module, host, index, attestation, erasing, "").problem())
        .isPresent();
  }

  @Test
  void theCodeIsApartFromTheWordsAndInNoText() {
    var reply =
        CodeReply.of(
            new Performed(
                ASKED,
                0,
                List.of(
                    "Code 0572 1797 for module MS-1 with host MH-3 at index 2; case 3: the index"
                        + " is known"),
                List.of()));
    assertThat(reply.digits()).contains("0572 1797");
    assertThat(reply.words()).startsWith("module MS-1 with host MH-3").endsWith("is known");
    assertThat(reply.toString()).doesNotContain("0572");
  }

  @Test
  void aRefusalSaysWhy() {
    var reply =
        CodeReply.of(
            new Performed(
                ASKED,
                1,
                List.of("No code; case 4: the module is revoked"),
                List.of("keywright: the code is refused (case 4): the module is revoked")));
    assertThat(reply.digits()).isEmpty();
    assertThat(reply.words()).isEqualTo("the code is refused (case 4): the module is revoked");
  }
}
