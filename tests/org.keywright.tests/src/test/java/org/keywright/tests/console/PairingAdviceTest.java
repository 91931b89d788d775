// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;

/** A contact that is refused tells the officer what to do. */
class PairingAdviceTest {
  @TempDir Path folder;
  private final WholeConsole console = new WholeConsole();

  @BeforeEach
  void make() throws Exception {
    Files.writeString(folder.resolve("pass.txt"), "correct horse battery\n");
    Files.writeString(folder.resolve("wrong.txt"), "00000000\n");
    ok("vault:create %s --secret-file %s".formatted(file("v.kwv"), file("pass.txt")));
    ok("pair:estate tv");
    ok("sim:create ms --count 2 --name MS");
    ok("sim:create mh --count 2 --name MH");
  }

  @AfterEach
  void close() {
    console.close();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private void ok(String statement) {
    var run = console.run(statement);
    assertThat(run.status()).as(statement + run.err()).isZero();
  }

  private String refused(String statement) {
    var run = console.run(statement);
    assertThat(run.status()).as(statement).isNotZero();
    return run.err();
  }

  @Test
  void blankUnitsAreToBeMade() {
    assertThat(refused("pair:contact sim:MS-1 sim:MH-1")).contains("host is blank", "pair:produce");
    ok("pair:produce --estate tv sim:MH-1");
    assertThat(refused("pair:contact sim:MS-1 sim:MH-1"))
        .contains("module is blank", "pair:produce");
  }

  @Test
  void aCodeAfterAWrongOneHasToWait() {
    ok("pair:produce --estate tv sim:MS-1 sim:MH-1");
    String typed = "pair:contact sim:MS-1 sim:MH-1 --codes typed --code-file " + file("wrong.txt");
    assertThat(refused(typed)).contains("63C2");
    assertThat(refused(typed)).contains("takes none for some seconds");
  }

  @Test
  void aHostOfANewGenerationNeedsAModuleThatKnowsIt() {
    ok("pair:produce --estate tv sim:MS-1");
    ok("pair:generation tv cryptogram");
    ok("pair:produce --estate tv sim:MH-1");
    assertThat(refused("pair:contact sim:MS-1 sim:MH-1")).contains("9E12", "pair:load");
    ok("pair:load sim:MS-1 --generation 2");
    ok("pair:contact sim:MS-1 sim:MH-1");
  }

  @Test
  void aMissingListIsNamed() {
    assertThat(refused("pair:register %s --estate tv --what hosts".formatted(file("none.csv"))))
        .contains("there is no file");
  }
}
