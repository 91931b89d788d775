// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.engine.JobException;
import org.keywright.engine.pairing.Registration;
import org.keywright.vault.ActLog;

/** Lists of units that were made elsewhere. */
class RegistrationTest {
  @TempDir Path folder;
  private TestCentre centre;

  @BeforeEach
  void make() throws Exception {
    centre = new TestCentre(folder);
  }

  @AfterEach
  void close() {
    centre.close();
  }

  private Registration modules(boolean skipBad, String... lines) throws Exception {
    return register(true, skipBad, lines);
  }

  private Registration register(boolean modules, boolean skipBad, String... lines)
      throws Exception {
    Path list = Files.writeString(folder.resolve("list.csv"), String.join("\n", lines));
    return centre.pairings.register("officer", "pay-tv", modules, list, skipBad);
  }

  private boolean known(String module) throws Exception {
    return centre.vault().pairings().module(module).isPresent();
  }

  @Test
  void unitsAreEnteredOnceHoweverOftenTheirListComes() throws Exception {
    assertThat(modules(false, "serial,index", "X-1,0", "X-2,7").added()).isEqualTo(2);
    assertThat(modules(false, "serial,index", "X-1,0", "X-2,7").added()).isZero();
    assertThat(centre.vault().pairings().module("X-2").orElseThrow().seen()).isEqualTo(7);
  }

  @Test
  void aFaultIsNamedWithLineAndColumnAndNothingIsEntered() throws Exception {
    assertThatThrownBy(() -> modules(false, "serial,index", "X-3,0", "X-4,-1", "X-5,many"))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "list.csv, line 3, column index: -1 is not from 0 to 4294967295 (and 1 more);"
                + " nothing was entered, --skip-bad leaves such lines out");
    assertThat(known("X-3")).isFalse();
  }

  @Test
  void aSerialThatComesTwiceIsAFault() throws Exception {
    assertThatThrownBy(() -> modules(false, "serial", "X-1", "X-2", "X-3", "X-1"))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("list.csv, line 5, column serial: X-1 came in line 2 already;");
    assertThat(known("X-2")).isFalse();
  }

  @Test
  void theSameSerialInHexIsTheSame() {
    String hex = "582d3100000000000000000000000000";
    assertThatThrownBy(() -> modules(false, "serial", "X-1", hex))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("line 3, column serial: X-1 came in line 2 already");
  }

  @Test
  void aUnitThatIsThereAsSomethingElseIsAFaultBeforeAnythingIsEntered() throws Exception {
    modules(false, "serial,generation", "X-2,1");

    assertThatThrownBy(() -> modules(false, "serial,generation", "X-1,1", "X-2,2"))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith(
            "list.csv, line 3, column serial: X-2 is there already, of estate pay-tv,"
                + " generation 1;");
    assertThat(known("X-1")).isFalse();
  }

  @Test
  void faultyLinesCanBeLeftOutAndAreToldThen() throws Exception {
    Registration made =
        modules(true, "serial,index", "X-1,0", "X-2,-1", "X-1,5", "X-3,0", "a name much too long,");

    assertThat(made.added()).isEqualTo(2);
    assertThat(made.leftOut().count()).isEqualTo(3);
    assertThat(made.leftOut().first())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("line 3, column index: -1 is not"),
            line -> assertThat(line).isEqualTo("line 4, column serial: X-1 came in line 2 already"),
            line -> assertThat(line).startsWith("line 6, column serial: "));
    assertThat(centre.vault().pairings().module("X-1").orElseThrow().seen()).isZero();
    assertThat(centre.vault().log().page(0, 1))
        .extracting(ActLog.Entry::result)
        .containsExactly("done: 2 modules, lines left out: 3");
  }

  @Test
  void aHeaderHasTheColumnsThatAreKnownOnceEach() {
    String known = "; columns are generation, index, keyGeneration, serial";
    assertThatThrownBy(() -> modules(true, "serial,indx", "X-1,5"))
        .hasMessage("list.csv, line 1, column indx: there is no such column" + known);
    assertThatThrownBy(() -> modules(true, "serial,index,index", "X-1,5,6"))
        .hasMessageContaining("duplicate fields: [index]");
    assertThatThrownBy(() -> modules(true, "index", "5"))
        .hasMessage("list.csv, line 1, column serial: it is missing" + known);
  }

  @Test
  void aListThatIsNoneIsRefusedWithItsReason() throws Exception {
    assertThatThrownBy(() -> modules(true, "")).hasMessageContaining("names no unit");
    assertThatThrownBy(() -> modules(true, "serial")).hasMessageContaining("names no unit");
    assertThatThrownBy(() -> modules(true, "serial,index", "X-1,0", "X-2"))
        .hasMessageContaining("line 3")
        .hasMessageContaining("1 fields");
    assertThatThrownBy(() -> centre.pairings.register("officer", "pay-tv", true, folder, false))
        .hasMessageContaining("directory");
    assertThat(known("X-1")).isFalse();
  }

  @Test
  void hostsAreHeldToTheSame() throws Exception {
    assertThat(register(false, false, "serial,generation,keyGeneration", "H-1,1,1").added())
        .isEqualTo(1);
    assertThatThrownBy(
            () -> register(false, false, "serial,generation,keyGeneration", "H-1,1,2", "H-1,1,2"))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("line 2, column serial: H-1 is there already")
        .hasMessageContaining("(and 1 more)");
    assertThat(register(false, true, "serial", "H-1", "H-2", "H-2").added()).isEqualTo(1);
  }
}
