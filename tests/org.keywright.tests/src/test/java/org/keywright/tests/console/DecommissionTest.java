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

/** The end of a module: manufacturer and unit each sign it beside his own vault. */
class DecommissionTest {
  @TempDir Path folder;
  private final WholeConsole console = new WholeConsole();

  @BeforeEach
  void twoVaultsAndAModule() throws Exception {
    Files.writeString(folder.resolve("pass.txt"), "correct horse battery\n");
    ok("vault:create $/bureau.kwv --secret-file $/pass.txt");
    ok("perso:unit make bureau --organization 'North Pay' --out $/bureau.csr");
    ok("vault:create $/acme.kwv --secret-file $/pass.txt");
    ok("perso:manufacturer make acme --organization Acme --out $/root.pem");
    ok("perso:manufacturer make other --organization Other --out $/other.pem");
    ok("perso:manufacturer certify acme --request $/bureau.csr --out $/bureau.pem");
    ok("sim:create sm --count 2 --name A");
    ok("perso:manufacturer identify acme sim:A-1 sim:A-2 --organization 'North Pay'");
    at("bureau");
    ok("perso:unit install bureau --certificate $/bureau.pem --root $/root.pem");
    at("acme");
  }

  @AfterEach
  void close() {
    console.close();
  }

  private void at(String vault) {
    ok("vault:open $/" + vault + ".kwv --secret-file $/pass.txt");
  }

  @Test
  void aModuleDiesWhenBothHaveSigned() {
    assertThat(ok("perso:decommission ask sim:A-1 --file $/end.txt")).contains("for 120 s A-1");
    assertThat(refused("perso:decommission carry-out sim:A-1 --file $/end.txt"))
        .contains("has not signed it yet");
    ok("perso:decommission sign-manufacturer acme --file $/end.txt");
    assertThat(refused("perso:decommission carry-out sim:A-1 --file $/end.txt"))
        .contains("a unit has not signed it yet");
    assertThat(ok("audit:list --limit 2")).contains("perso:decommission", "acme for A-1");
    at("bureau");
    ok("perso:decommission sign-unit bureau --file $/end.txt");
    assertThat(ok("perso:decommission carry-out sim:A-1 --file $/end.txt"))
        .contains("A-1 on sim:A-1 is dead");
    assertThat(ok("perso:module status sim:A-1")).contains("dead");
    assertThat(ok("perso:module status sim:A-2")).doesNotContain("dead");
  }

  @Test
  void signaturesOfOthersAndForOthersEndNothing() {
    ok("perso:decommission ask sim:A-1 --file $/end.txt");
    ok("perso:decommission sign-manufacturer other --file $/end.txt");
    at("bureau");
    ok("perso:decommission sign-unit bureau --file $/end.txt");
    assertThat(refused("perso:decommission carry-out sim:A-1 --file $/end.txt")).contains("6982");
    assertThat(refused("perso:decommission carry-out sim:A-2 --file $/end.txt")).contains("6984");
    assertThat(ok("perso:module status sim:A-1")).doesNotContain("dead");
    assertThat(ok("perso:module status sim:A-2")).doesNotContain("dead");
  }

  @Test
  void whatIsWrongIsNamed() throws Exception {
    ok("perso:decommission ask sim:A-1 --file $/end.txt");
    String before = Files.readString(folder.resolve("end.txt"));
    assertThat(refused("perso:decommission ask sim:A-2 --file $/end.txt"))
        .contains("the file exists already");
    assertThat(refused("perso:decommission sign-manufacturer nobody --file $/end.txt"))
        .contains("nobody");
    assertThat(refused("perso:decommission sign-unit acme --file $/end.txt")).contains("acme");
    assertThat(refused("perso:decommission ask sim:none --file $/none.txt")).contains("sim:none");
    assertThat(folder.resolve("none.txt")).doesNotExist();
    assertThat(folder.resolve("end.txt")).hasContent(before);
    Files.writeString(folder.resolve("bad.txt"), "module zz\n");
    assertThat(refused("perso:decommission sign-manufacturer acme --file $/bad.txt"))
        .contains("a line is a name and hex digits");
    Files.writeString(folder.resolve("bad.txt"), "module 00\nchallenge 00\n");
    assertThat(refused("perso:decommission sign-manufacturer acme --file $/bad.txt"))
        .contains("have 16 bytes each");
    Files.writeString(folder.resolve("bad.txt"), "");
    assertThat(refused("perso:decommission sign-manufacturer acme --file $/bad.txt"))
        .contains("there is no module in it");
  }

  private String ok(String statement) {
    var run = console.run(here(statement));
    assertThat(run.err()).as(statement).isEmpty();
    assertThat(run.status()).as(statement).isZero();
    return run.out();
  }

  private String refused(String statement) {
    var run = console.run(here(statement));
    assertThat(run.status()).as(statement).isNotZero();
    return run.err();
  }

  private String here(String statement) {
    return statement.replace("$", folder.toString());
  }
}
