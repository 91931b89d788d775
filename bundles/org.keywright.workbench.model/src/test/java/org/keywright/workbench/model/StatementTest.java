// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementTest {
  @Test
  void isWrittenAsTheConsoleReadsIt() {
    var statement =
        Statement.of("key:generate")
            .argument("north")
            .argument(1)
            .option("--label", "the \"data\" key for $5")
            .option("--usage", Optional.empty())
            .flag("--diversify", true)
            .flag("--replace", false);
    assertThat(statement.text())
        .isEqualTo("key:generate north 1 --label \"the \\\"data\\\" key for \\$5\" --diversify");
  }

  @Test
  void anApostropheAndAPercentageStandBetweenDoubleQuotes() {
    assertThat(Statement.of("echo").argument("Anna's key").text()).isEqualTo("echo \"Anna's key\"");
    assertThat(Statement.of("echo").argument("100 % of \"north\"\nat $5").text())
        .isEqualTo("echo \"100 % of \\\"north\\\" at \\$5\"");
    assertThat(Statement.of("echo").argument("100 %(all)").text())
        .isEqualTo("echo \"100 \\%(all)\"");
  }

  @Test
  void aValueIsNeverTakenForAnOption() {
    var statement = Statement.of("key:generate");
    assertThatThrownBy(() -> statement.option("--label", "--replace"))
        .hasMessageContaining("begins like an option");
  }

  @Test
  void aValueWithLineEndsStaysOneStatement() {
    assertThat(Statement.of("echo").argument("one\ntwo").text()).isEqualTo("echo \"one two\"");
  }

  @Test
  void whatIsAskedForStandsInBraces() {
    var wanted = Statement.of("key:generate").argument("north").option("--label", "data key");
    assertThat(Statement.asking(wanted, "the new network").text())
        .isEqualTo(
            "request:ask { key:generate north --label \"data key\" } --reason \"the new network\"");
  }

  @Test
  void aLineIsReadBackAsItWasWritten() {
    for (Statement each :
        List.of(
            Statement.of("key:generate")
                .argument("north")
                .argument(1)
                .option("--label", "a \"b\" $c"),
            Statement.of("key:label").argument("Anna's \"100 %\" \\ of $c; 'd' %(e)"),
            Statement.of("keyset:create").argument("C:\\keys\\north").flag("--test", true))) {
      assertThat(Statement.read(each.text())).as(each.text()).contains(each);
    }
    assertThat(Statement.read("key:generate  north 1 --label 'the pump''s key'"))
        .contains(new Statement(List.of("key:generate", "north", "1", "--label", "the pumps key")));
    assertThat(Statement.read("key:label north/1 'Anna'\\''s key'"))
        .isEqualTo(Statement.read("key:label north/1 \"Anna's key\""))
        .isPresent();
  }

  @Test
  void whatIsMoreThanOnePlainCommandIsNotRead() {
    assertThat(
            List.of(
                "",
                "a; b",
                "a | b",
                "key:generate $set 1",
                "a \"$b\"",
                "each { a }",
                "a 'b",
                "a \"100 %(b)\"",
                "a (b)"))
        .allSatisfy(line -> assertThat(Statement.read(line)).as(line).isEmpty());
  }
}
