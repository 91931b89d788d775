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

/** What officers do with modules and hosts that are in the field, by commands. */
class PairingFieldTest {
  @TempDir Path folder;
  private final WholeConsole console = new WholeConsole();

  @BeforeEach
  void make() throws Exception {
    Files.writeString(folder.resolve("pass.txt"), "correct horse battery\n");
    ok("vault:create %s --secret-file %s".formatted(file("v.kwv"), file("pass.txt")));
    ok("pair:estate tv");
    ok("sim:create ms --count 2 --name MS");
    ok("sim:create mh --count 2 --name MH");
    ok("pair:produce --estate tv sim:MS-1 sim:MH-1 sim:MH-2");
  }

  @AfterEach
  void close() {
    console.close();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String ok(String statement) {
    var run = console.run(statement);
    assertThat(run.status()).as(statement + run.err()).isZero();
    return run.out();
  }

  private String refused(String statement) {
    var run = console.run(statement);
    assertThat(run.status()).as(statement).isNotZero();
    return run.err();
  }

  @Test
  void hostsOutliveTheGenerationThatTheyWereMadeWith() {
    ok("pair:generation tv cryptogram");
    ok("pair:generation tv host");
    ok("pair:load sim:MS-1 --generation 2");
    assertThat(ok("pair:renew sim:MH-1 --key-generation 2"))
        .contains("sim:MH-1 (MH-1) has another cryptogram; case ");
    ok("pair:revoke generation 1 --estate tv --reason 'a module was opened'");
    ok("pair:policy sim:MS-1 --key-generation 2");

    ok("pair:contact sim:MS-1 sim:MH-1");

    assertThat(refused("pair:contact sim:MS-1 sim:MH-2")).contains("9E12");
    ok("pair:renew sim:MH-2");
    assertThat(refused("pair:contact sim:MS-1 sim:MH-2"))
        .as("its leaf is of the first host root still")
        .contains("9E13", "pair:renew --key-generation");
    assertThat(refused("pair:renew sim:MH-2 --generation 1")).contains("is revoked");
    assertThat(refused("pair:renew sim:MH-2 --expires tomorrow")).contains("is no time");
    assertThat(ok("pair:cases")).contains("renewal", "MH-1");
  }

  @Test
  void whenNoGenerationIsLeftNobodyGetsKeys() {
    ok("pair:revoke generation 1 --estate tv --reason 'a module was opened'");

    assertThat(refused("pair:produce --estate tv sim:MS-2"))
        .contains("all generations of cryptograms of estate tv are revoked", "pair:generation");
    assertThat(refused("pair:renew sim:MH-1")).contains("pair:generation makes another");
  }

  @Test
  void aDeskAsksForTheCodeByWhichAUserErases() {
    ok("pair:contact sim:MS-1 sim:MH-1");
    ok("pair:contact sim:MS-1 sim:MH-2");
    ok("pair:desk north --secret-file " + file("pass.txt"));
    String asked =
        "centre = (pair:central start --bind 127.0.0.1)\n"
            + "pair:code --erasing --module MS-1 --host MH-1 --index 2 --centre $centre"
            + " --desk north --secret-file "
            + file("pass.txt");

    assertThat(ok(asked)).contains("for module MS-1 with host MH-1 at index 2");

    assertThat(
            refused("pair:code --erasing --module MS-1 --host MH-1 --index 2 --attestation 1234"))
        .contains("--attestation belongs to a code for a pairing");
    assertThat(refused("pair:code --erasing --module MS-1 --host MH-1 --index 1"))
        .contains("the index runs backwards");
    assertThat(refused("pair:central start --bind no.such.host.invalid")).contains("--bind");
  }

  @Test
  void whatWasMeantOtherwiseIsSaid() {
    assertThat(refused("pair:contact sim:MH-1 sim:MS-1")).contains("the module is named first");
    assertThat(refused("pair:code --module MS-1 --host MH-1 --index 0 --attestation 12x4"))
        .contains("four digits");
    assertThat(refused("pair:code --module MS-1 --host MH-1 --index 0 --desk north"))
        .contains("--centre is missing");
    assertThat(ok("pair:cases")).as("nothing was asked").doesNotContain("MS-1");
  }

  @Test
  void aDeskThatIsRetiredAsksNoMore() {
    ok("pair:desk north --secret-file " + file("pass.txt"));
    assertThat(refused("pair:desk north --secret-file " + file("pass.txt"))).contains("--retire");
    ok("pair:desk north --retire");

    assertThat(ok("pair:central start")).contains("open for 0 desks");
    ok("pair:central stop");
    assertThat(refused("pair:desk north --retire")).contains("there is no desk 'north'");
    ok("pair:desk north --secret-file " + file("pass.txt"));
    assertThat(ok("pair:central start")).contains("open for 1 desk ");
    ok("pair:central stop");
  }

  @Test
  void whatTheCentreAllowsCanBeChangedAndItsBooksBeSeen() {
    assertThat(ok("pair:estates")).contains("tv");
    assertThat(ok("pair:limit tv --hosts 1"))
        .contains("at most 1 hosts for each module, 4 new ones within 90 days");
    ok("pair:contact sim:MS-1 sim:MH-1");

    assertThat(refused("pair:code --module MS-1 --host MH-2 --index 1"))
        .contains("the module has as many hosts as it may have");
    assertThat(refused("pair:limit tv --hosts 0")).contains("above 0");
    assertThat(refused("pair:limit other --hosts 2")).contains("other");
    assertThat(ok("pair:modules")).contains("MS-1").doesNotContain("MS-2");
    assertThat(ok("pair:hosts --after MH-1 --limit 1")).contains("MH-2").doesNotContain("MH-1");
    assertThat(refused("pair:hosts MH-9")).contains("the centre knows no host 'MH-9'");
  }

  @Test
  void anEstateSaysWhatItsCodesAreMadeOf() {
    ok("pair:estate old --codes per-module --digits 6");
    ok("pair:estate open --codes none");
    ok("sim:create ms --name A");
    ok("sim:create mh --name B");
    ok("sim:create mh --name C");
    ok("pair:produce --estate old sim:A sim:B sim:C");
    String first = ok("pair:code --module A --host B --index 0");
    String other = ok("pair:code --module A --host C --index 0");

    assertThat(first.substring(0, 13)).isEqualTo(other.substring(0, 13));
    ok("pair:contact sim:A sim:B");
    ok("pair:policy sim:A --codes none");
    assertThat(ok("pair:contact sim:A sim:C --codes none")).contains("A is paired with C");
    assertThat(ok("pair:code --module A --host C --index 2")).contains("asks for no code");
  }
}
