// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;

/** A vault with officers at the console: as docs/officers.md tells it. */
class OfficersSessionTest {
  private static final List<String> OFFICERS =
      List.of(
          "anna:security-officer",
          "bob:security-officer",
          "carol:security-officer",
          "cleo:custodian",
          "olga:operator",
          "rita:auditor");

  @TempDir Path folder;
  private final WholeConsole console = new WholeConsole();

  @BeforeEach
  void aVault() throws Exception {
    for (String officer : OFFICERS) {
      String name = officer.substring(0, officer.indexOf(':'));
      Files.writeString(folder.resolve(name + ".txt"), name + "'s long passphrase\n");
    }
    String officers = String.join(" --officer ", OFFICERS);
    assertThat(ok("vault:create $/v.kwv --secrets $ --officer " + officers))
        .contains("anna, security officer, is signed in");
  }

  @AfterEach
  void close() {
    console.close();
  }

  private String ok(String statement) {
    var run = console.run(statement.replace("$", folder.toString()));
    assertThat(run.err()).as(statement).doesNotContain("keywright: ");
    assertThat(run.status()).as(statement).isZero();
    return run.out();
  }

  private String refused(String statement) {
    var run = console.run(statement.replace("$", folder.toString()));
    assertThat(run.status()).as(statement).isNotZero();
    return run.err();
  }

  private void as(String name) {
    ok("officer:sign-in %s --secret-file $/%s.txt".formatted(name, name));
  }

  /** Has Anna ask for a command and Bob approve it. */
  private void approved(int number, String command) {
    assertThat(ok("request:ask { " + command + " } --reason 'the new network'"))
        .contains("Request " + number + " of anna is open", "because: the new network");
    as("bob");
    assertThat(ok("request:approve " + number)).contains("is approved (bob)");
    as("anna");
  }

  private void network() {
    approved(1, "keyset:create north");
    ok(
        "period:open --keyset north --act keyset:create --act sim:create --by anna --by bob"
            + " --secrets $");
    ok("keyset:create north");
    ok("sim:create ei --keyset north --count 3 --name T");
    ok("period:close");
    approved(2, "key:generate north 1");
    ok("key:generate north 1");
  }

  @Test
  void anOperatorLoadsWithinAPeriodThatTwoHaveOpened() throws Exception {
    network();
    as("olga");
    assertThat(refused("download:load --keyset north --key 1 --place 1 sim:T-1"))
        .contains("period:open --keyset north --act download:load");
    assertThat(
            ok(
                "period:open --keyset north --act 'download:*' --minutes 240 --by carol --by bob"
                    + " --secrets $"))
        .contains("by carol and bob: download:*, on key sets north");
    assertThat(ok("download:load --keyset north --key 1 --place 1 sim:T-1 sim:T-2"))
        .contains("2 done");
    assertThat(ok("vault:info")).contains("olga, operator, is signed in", "download:*");
    assertThat(refused("sim:create ei --keyset north --name U"))
        .contains("sim:create is not for olga, who is operator: a security officer may");
    assertThat(ok("period:close")).contains("has ended");
    assertThat(refused("download:load --keyset north --key 1 --place 1 sim:T-3"))
        .contains("takes an authorised period");
    assertThat(refused("key:generate north 2")).contains("not for olga");
    as("rita");
    assertThat(ok("audit:verify")).contains("is whole");
    assertThat(ok("audit:list --limit 50")).contains("olga", "refused: key:generate is not for");
    assertThat(refused("download:load --keyset north --key 1 --place 1 sim:T-3"))
        .contains("not for rita, who is auditor");
  }

  @Test
  void whatWasApprovedIsDoneJustSo() {
    network();
    approved(3, "key:generate north 2 --algorithm AES-256");
    assertThat(refused("key:generate north 2")).contains("request 3 is for", "AES-256 D0");
    assertThat(ok("key:generate north 2 --algorithm AES-256")).contains("AES-256");
    assertThat(refused("key:generate north 2 --algorithm AES-256 --replace")).contains("approval");
    assertThat(ok("request:list --all")).contains("done", "key:generate", "bob");
    ok("request:ask { key:destroy north/2 --reason 'a trial' } --reason 'a trial'");
    assertThat(refused("request:approve 4")).contains("is anna's own");
    assertThat(refused("key:destroy north/2 --reason 'a trial'"))
        .contains("nobody has approved it");
  }

  @Test
  void anActThatNobodyHasIsRemarkedWhenAPeriodIsOpenedForIt() {
    String quorum = " --by anna --by bob --secrets " + folder;
    var run = console.run("period:open --keyset north --act keyset:creat" + quorum);
    assertThat(run.status()).isZero();
    assertThat(run.err())
        .contains("No act of Keywright is called keyset:creat, but there is keyset:create");
    ok("period:close");
    run = console.run("period:open --keyset north --act 'perso:unit *' --act '*'" + quorum);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void whoDecidesHasTheQueueBeforeHim() {
    for (String key : List.of("1", "2", "3")) {
      ok("request:ask { keyset:create north" + key + " } --reason 'the new network'");
    }
    as("bob");
    assertThat(ok("approve:list")).contains("north1", "north2", "north3");
    assertThat(ok("approve:show 2")).contains("Request 2 of anna is open", "north2");
    assertThat(ok("approve:give 1")).contains("is approved (bob)");
    assertThat(ok("approve:refuse 2")).contains("is refused (bob)");
    assertThat(ok("approve:list")).contains("north3").doesNotContain("north1", "north2");
    assertThat(ok("approve:list --all")).contains("north1", "north2", "north3");
    assertThat(ok("audit:list --act request:approve")).contains("bob");
    as("anna");
    assertThat(refused("approve:give 3")).contains("is anna's own");
    as("rita");
    assertThat(refused("approve:give 3"))
        .contains("request:approve is not for rita, who is auditor: a security officer may");
    assertThat(ok("help approve")).contains("approve:give", "approve:list", "approve:refuse");
  }

  @Test
  void whatAKeyIsForIsNarrowedWithAnothersApproval() {
    network();
    String command = "key:restrict north/1 --exportable N --reason 'it stays here'";
    assertThat(refused(command)).contains("approval");
    approved(3, command);
    assertThat(refused("key:restrict north/1 --mode D --reason 'it stays here'"))
        .contains("request 3");
    assertThat(ok(command))
        .contains("north/1@1 is D0, mode B (encrypt and decrypt), not exportable");
    assertThat(refused("key:restrict north/1 --reason x")).contains("nothing is to be narrowed");
    assertThat(refused("key:restrict north/1 --mode deaf --reason x"))
        .contains("'deaf' is not a mode of use, which is one letter");
    assertThat(refused("key:restrict north/1 --mode Q --reason x"))
        .contains("mode of use 'Q' is not in X9.143");
  }

  /**
   * A unit that a manufacturer has certified.
   *
   * @param keyed carries out what makes a key
   */
  private void bureau(Consumer<String> keyed) {
    keyed.accept("perso:manufacturer make acme --organization Acme --out $/root.pem");
    keyed.accept("perso:unit make bureau --organization 'North Pay' --out $/bureau.csr");
    ok("perso:manufacturer certify acme --request $/bureau.csr --out $/bureau.pem");
    ok("perso:unit install bureau --certificate $/bureau.pem --root $/root.pem");
  }

  /** Has that unit listen, and returns what it will tell. */
  private BlockingQueue<String> listening() {
    ok("perso:unit start bureau");
    var events = new LinkedBlockingQueue<String>();
    console.units.servers().getFirst().observe(event -> events.add(event.toString()));
    return events;
  }

  @Test
  void aUnitStopsListeningWithThePeriodAndSaysWhy() throws Exception {
    ok("period:open --root '*' --act 'perso:*' --by anna --by bob --secrets $");
    var requests = new AtomicInteger();
    bureau(
        command -> {
          approved(requests.incrementAndGet(), command);
          ok(command);
        });
    as("olga");
    var events = listening();
    ok("period:close");

    assertThat(events.take())
        .contains("listens no more: the authorised period has ended, it was closed by olga");
    assertThat(console.units.servers()).isEmpty();
    assertThat(ok("audit:list --limit 4"))
        .contains("done: the authorised period has ended, it was closed by olga; 0 modules active");
    assertThat(refused("perso:unit start bureau"))
        .contains("period:open --root bureau --act 'perso:unit start'");
  }

  @Test
  void aUnitStopsListeningWithTheVaultAndSaysWhy() throws Exception {
    ok("vault:create $/one.kwv --secret-file $/anna.txt");
    bureau(this::ok);
    var events = listening();
    ok("vault:close");

    assertThat(events.take()).contains("listens no more: the vault was closed");
    assertThat(console.units.servers()).isEmpty();
    ok("vault:open $/one.kwv --secret-file $/anna.txt");
    assertThat(ok("audit:list --limit 4"))
        .contains("done: the vault was closed; 0 modules active, 0 refused");
    ok("perso:unit start bureau");
  }

  @Test
  void theOfficersChange() {
    network();
    ok("officer:test anna --secret-file $/anna.txt");
    assertThat(refused("officer:remove bob --by anna --secrets $")).contains("here is 1");
    ok("officer:remove bob --by anna --by carol --secrets $");
    assertThat(refused("officer:sign-in bob --secret-file $/bob.txt")).contains("no officer 'bob'");
    assertThat(ok("vault:officers")).contains("2 of 2 security officers", "former");
    assertThat(ok("officer:role olga security-officer --by anna --by carol --secrets $"))
        .isEqualTo("olga, security officer, from now on.\n");
    assertThat(refused("officer:role olga boss --by anna --by carol --secrets $"))
        .contains("choose security-officer, custodian, operator, auditor");
    assertThat(ok("officer:role carol auditor --by olga --by carol --secrets $"))
        .contains("carol, auditor, from now on");
    ok("officer:role carol security-officer --by olga --by anna --secrets $");
    ok("officer:role olga operator --by carol --by anna --secrets $");
    ok("vault:close");
    assertThat(refused("vault:open $/v.kwv --secret-file $/anna.txt"))
        .contains("--as NAME says who signs in: anna, carol, cleo, olga, rita");
    assertThat(ok("vault:open $/v.kwv --as carol --secret-file $/carol.txt"))
        .contains("carol, security officer, is signed in");
    ok("officer:sign-out");
    assertThat(refused("key:generate north 9")).contains("nobody is signed in");
  }

  @Test
  void aVaultForOnePersonSaysSo() throws Exception {
    assertThat(ok("vault:create $/one.kwv --secret-file $/anna.txt"))
        .contains("It is a vault for one person, not for production.");
    assertThat(ok("vault:info")).contains("one person", "not for production");
    assertThat(ok("vault:officers")).contains("not for production");
    assertThat(refused("period:show")).contains("a vault for one person");
    ok("keyset:create north");
    ok("key:generate north 1");
  }
}
