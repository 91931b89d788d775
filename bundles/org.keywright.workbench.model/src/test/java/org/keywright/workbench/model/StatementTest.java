// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
