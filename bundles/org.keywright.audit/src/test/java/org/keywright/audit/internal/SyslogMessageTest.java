// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.vault.Act;
import org.keywright.vault.ActLog;

/** Entries as RFC 5424 has them. */
class SyslogMessageTest {
  private static final String VAULT = "00000000-0000-0000-0000-000000000001";
  private final SyslogMessage message = new SyslogMessage("kms-1", 4711, VAULT);

  private String of(Act act, String result) {
    var entry = new ActLog.Entry(1, Instant.parse("2026-01-01T00:00:00Z"), act, result, Bytes.of());
    byte[] bytes = message.of(entry.after(ActLog.beginning(VAULT)));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The message of docs/audit.md. */
  @Test
  void anEntryIsTheMessageThatIsDocumented() {
    assertThat(of(new Act("anna", "key:generate", "fuel/3", ""), "asked"))
        .isEqualTo(
            "<110>1 2026-01-01T00:00:00.000000Z kms-1 keywright 4711 key:generate [act@32473"
                + " vault=\"00000000-0000-0000-0000-000000000001\" number=\"1\""
                + " at=\"2026-01-01T00:00:00Z\" actor=\"anna\" act=\"key:generate\""
                + " subject=\"fuel/3\" purpose=\"\" result=\"asked\""
                + " hash=\"EBD26BCAD9EEA6A1F9927FB14198F7E3699DD0257B80C8F656B9A19018491E34\"]"
                + " anna, key:generate fuel/3: asked");
  }

  @Test
  void aFailureAndARefusalAreWarnings() {
    var act = new Act("anna", "perso:unit start", "", "");
    assertThat(of(act, "failed: it broke")).startsWith("<108>1 ").contains(" perso:unit_start [");
    assertThat(of(act, "refused: no"))
        .startsWith("<108>1 ")
        .endsWith("] anna, perso:unit start: refused: no");
  }

  @Test
  void valuesAreEscapedAndKeepToOneLine() {
    assertThat(of(new Act("a\"b", "key:x", "c]d\\e", "one\r\ntwo\u2028"), "asked"))
        .contains("actor=\"a\\\"b\"", "subject=\"c\\]d\\\\e\"", "purpose=\"one  two \"")
        .doesNotContain("\n", "\r", "\u2028");
  }

  @Test
  void textThatIsNotAsciiIsMarkedAndWhatIsTooLongIsCut() {
    String line =
        of(new Act("jürgen", "key:x", "", "y".repeat(249) + "\uD83D\uDD11 and so on"), "asked");
    assertThat(line).endsWith("] \uFEFFjürgen, key:x: asked");
    assertThat(line).contains("purpose=\"" + "y".repeat(249) + "…\"");
    String most = "z".repeat(10_000);
    assertThat(of(new Act(most, most, most, most), most).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(2048);
  }
}
