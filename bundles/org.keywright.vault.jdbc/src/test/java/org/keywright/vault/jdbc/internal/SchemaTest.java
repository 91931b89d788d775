// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.vault.VaultException;

/** Migrations step by step, and the codecs and waits that need no vault around them. */
class SchemaTest {
  private static final String FIRST = Schema.known().scripts().getFirst();
  private static final Schema OLDEST = new Schema(List.of(FIRST));
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;

  @Test
  void bringsADatabaseUpToDateStepByStep() throws SQLException, VaultException {
    var second = new Schema(List.of(FIRST, "CREATE TABLE a (b TEXT);\n\n-- c;\nDROP TABLE a;\n"));
    try (Session session = new SqliteFile(folder.resolve("x"), 0).creating()) {
      OLDEST.migrate(session, CLOCK);
      assertThat(OLDEST.check(session, "x")).isEqualTo(1);
      second.migrate(session, CLOCK);
      second.migrate(session, CLOCK);
      assertThat(second.check(session, "x")).isEqualTo(2);
      assertThat(session.number("SELECT COUNT(*) FROM schema_version")).isEqualTo(2);
      assertThatThrownBy(() -> OLDEST.check(session, "x")).hasMessageContaining("layout 2");
    }
  }

  @Test
  void aStepThatFailsLeavesTheLayoutBefore() throws SQLException, VaultException {
    var broken = new Schema(List.of(FIRST, "CREATE TABLE half (b TEXT);\nCREATE TABLE job (x);"));
    try (Session session = new SqliteFile(folder.resolve("x"), 0).creating()) {
      assertThatThrownBy(() -> broken.migrate(session, CLOCK)).isInstanceOf(SQLException.class);
      assertThat(broken.check(session, "x")).isEqualTo(1);
      assertThat(session.number("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'half'")).isZero();
      Schema.known().migrate(session, CLOCK);
    }
  }

  @Test
  void usesNoTypeThatOneOfTheDatabasesLacks() {
    assertThat(Schema.known().scripts())
        .allSatisfy(
            script ->
                assertThat(script.replaceAll("--.*", ""))
                    .doesNotContainIgnoringCase(
                        "BLOB", "AUTOINCREMENT", "WITHOUT ROWID", "PRAGMA"));
  }

  @Test
  void waitsDoubleFromTheFifthToAQuarterOfAnHour() {
    assertThat(Unlocking.waitAfter(4)).isZero();
    assertThat(Unlocking.waitAfter(5)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Unlocking.waitAfter(8)).isEqualTo(Duration.ofSeconds(8));
    assertThat(Unlocking.waitAfter(15)).isEqualTo(Duration.ofMinutes(15));
    assertThat(Unlocking.waitAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(15));
  }
}
