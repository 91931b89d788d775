// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.KeyUsage;
import org.keywright.vault.KeyMatrix;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.VaultException;

/** The lives of keys at the console: states, ends, blocks, comparisons, many keys. */
class KeyLifeTest extends RefusingConsole {
  private int vaults;

  @BeforeEach
  void vault() throws Exception {
    write("pass.txt", "correct horse battery");
    create("");
    good("keyset:create north");
    good("key:generate north 1 --label 'data key'");
  }

  private void create(String options) {
    vaults++;
    good("vault:create $/v" + vaults + ".kwv --secret-file $/pass.txt " + options);
  }

  @Override
  List<?> state() throws VaultException {
    var vault = console.vaults.require();
    return List.of(vault.lives().endingBefore(java.time.Instant.MAX), vault.info().keys());
  }

  @Test
  void theHistoryTellsWhoDidWhatAndWhy() {
    good("key:generate north 1 --replace");
    good("key:suspend north/1 --reason 'a terminal is missing'");
    good("key:activate north/1 --reason 'it was found'");
    good("key:destroy north/1@1 --reason 'all have version 2'");
    good("key:generate north 12");

    String history = good("key:history north/1").out();

    assertThat(history)
        .contains("north/1@2", "active", "it was found")
        .contains("north/1@1", "destroyed", "all have version 2")
        .contains("tester", "done: from active to suspended", "a terminal is missing")
        .contains("key:destroy", "done: was deactivated, KCV ")
        .doesNotContain("north/12");
    assertThat(good("key:show north/1@1").out()).contains("destroyed", "all have version 2");
    assertThat(good("key:show north/T").out()).contains("active");
  }

  @Test
  void wrongStepsAndNamesAreRefusedInWords() throws Exception {
    refused("key:destroy north/1 --reason x", "is active, and can only become suspended, deac");
    refused("key:activate north/1 --reason x", "can only become");
    refused("key:suspend north/1", "--reason is missing");
    refused("key:suspend north/1 --reason ''", "a reason has to be given");
    refused("key:suspend north/2 --reason x", "has no key 2");
    refused("key:show north", "names no key");
    refused("key:show host-rot:north/1", "purposes are");
    refused("key:period north/1 --protects-until 2030-01-01 --opens-until 2029-01-01", "no sooner");
    refused("key:expiring --within 30", "write 30d");
  }

  @Test
  void whatIsCertifiedIsAmongWhatEndsWithItsRemedy() throws Exception {
    good("tls:authority lab");
    assertThat(good("key:expiring --within 9999d").out())
        .contains(
            "tls lab",
            "tls:trust, with its new certificate",
            "list of CN=lab",
            "tls:crl, with the next one of its issuer");
  }

  @Test
  void whatEndsIsShownAndProtectsNothingNew() throws Exception {
    good("key:period north/1 --protects-until 2020-01-01");
    good("key:generate north 2 --usage K1 --algorithm AES-256 --protects-until 2090-01-01");
    good("sim:create ei --name life --keyset north");

    assertThat(good("key:expiring").out())
        .contains(
            "north/1@1", "protects no more", "key:generate north 1 --replace makes a new version")
        .doesNotContain("north/2");
    assertThat(good("vault:info").out()).contains("key:expiring lists them");
    assertThat(console.run("download:load --keyset north --key 1 --place 1 sim:life").err())
        .contains("ended on 2020-01-01T00:00:00Z: nothing new is protected with it");
  }

  @Test
  void aUsageThatNoStandardNamesIsRemarked() {
    assertThat(good("key:generate north 5 --usage D0").err()).isEmpty();
    assertThat(good("key:generate north 6 --usage Q9").err())
        .isEqualTo(
            "Usage Q9 is not one of the standard's: the key can be loaded and let out, and no"
                + " more.\n");
  }

  @Test
  void aVaultIsNotComparedWithItself() throws Exception {
    refused(
        "vault:compare $/v" + vaults + ".kwv --secret-file $/pass.txt",
        "is the open vault itself (name one to hold it against)");
  }

  @Test
  void anExportWithoutACheckpointIsSaidToProveLess() throws Exception {
    good("audit:export $/log" + vaults + ".jsonl");
    String checked = "audit:check $/log" + vaults + ".jsonl";
    assertThat(good(checked + " $/log" + vaults + ".jsonl.checkpoint").err()).isEmpty();
    Files.delete(folder.resolve("log" + vaults + ".jsonl.checkpoint"));
    assertThat(good(checked).err()).contains("Without a checkpoint nobody sees whether its newest");
  }

  @Test
  void aKeyIsCalledSomethingElseAndStaysTheSame() throws Exception {
    String before = kcv("north/1");

    assertThat(good("key:label north/1 'depot key'").out())
        .contains("is called 'depot key', and was called 'data key'");

    assertThat(good("key:list north").out()).contains("depot key").doesNotContain("data key");
    assertThat(kcv("north/1")).isEqualTo(before);
    good("sim:create ei --name called --keyset north");
    good("download:load --keyset north --key 1 --place 1 sim:called");
    refused("key:label north/T x", "only application keys have one");
    refused("key:label north/1 'two\nlines'", "is one line");
    good("key:deactivate north/1 --reason x");
    good("key:destroy north/1 --reason x");
    refused("key:label north/1 x", "is destroyed");
  }

  @Test
  void aKeyThatIsOutOfUseIsStillConfirmed() {
    good("sim:create ei --name confirmed --keyset north");
    good("download:load --keyset north --key 1 --place 1 sim:confirmed");
    good("key:deactivate north/1 --reason 'no more'");

    assertThat(good("download:use sim:confirmed --keyset north --key 1 --place 1").out())
        .contains("the answer is that of north/1");
    assertThat(console.run("download:load --keyset north --key 1 --place 2 sim:confirmed").err())
        .contains("the key is deactivated");
  }

  @Test
  void aKeyLeavesInABlockAndComesBackTheSame() throws Exception {
    good("key:generate north 9 --usage K1 --algorithm AES-256");
    good("keyset:create south");
    assertThat(good("key:export north/1 --kbpk north/9 --out $/a" + vaults + ".tr31").out())
        .contains("is in a version D key block");
    String block = Files.readString(folder.resolve("a" + vaults + ".tr31"));
    assertThat(block).startsWith("D0").contains("KC", "KP");
    assertThat(block).as("as long as that of an AES-256 key").hasSizeGreaterThan(144);

    good("key:import south 1 --kbpk north/9 --block-file $/a" + vaults + ".tr31");

    assertThat(kcv("south/1")).isEqualTo(kcv("north/1"));
    refused("key:export north/1 --kbpk north/9 --out $/a" + vaults + ".tr31", "exists already");
    refused("key:export north/T --kbpk north/9 --out $/x.tr31", "only application keys leave");
    refused("key:export north/1 --out $/x.tr31", "--kbpk names it");
    good("key:generate north 8 --usage K1 --algorithm AES-128");
    refused("key:export north/9 --kbpk north/8 --out $/x.tr31", "is weaker than the key");
    assertThat(folder.resolve("x.tr31")).doesNotExist();
  }

  private String kcv(String key) {
    String shown = good("key:show " + key + " --json").out();
    return shown.substring(shown.indexOf("\"value\""), shown.indexOf('}'));
  }

  @Test
  void onlyKeysForThatProtectBlocksAndGiveOtherKeys() throws Exception {
    int ref = 100;
    for (KeyUsage usage : KeyUsage.standard()) {
      ref++;
      good("key:generate north " + ref + " --algorithm AES-256 --usage " + usage);
      var allowed = KeyMatrix.of(console.vaults.require().keySets().requireKey("north", ref));
      String export = "key:export north/1 --kbpk north/%d --out $/m%d.tr31".formatted(ref, ref);
      String derive = "key:diversify north %d --rule AN10922 --input 00".formatted(ref);
      if (allowed.contains(KeyOperation.WRAP)) {
        good(export);
      } else {
        refused(export, "may not be used to make key blocks under it");
      }
      if (allowed.contains(KeyOperation.DERIVE)) {
        assertThat(console.run(derive).err()).as("%s", usage).doesNotContain("may not be used");
      } else {
        assertThat(console.run(derive).status()).as("%s", usage).isNotZero();
      }
    }
  }

  @Test
  void whatEverybodyCanLookUpIsRefusedOutsideAVaultForTests() throws Exception {
    write("known.hex", "404142434445464748494A4B4C4D4E4F");
    write("zeros.hex", "0".repeat(64));
    refused(
        "keyset:create south --suite 10 --transport-key-file $/known.hex", "well-known test key");
    refused("key:export north/1 --kbpk-file $/zeros.hex --out $/z.tr31", "made with --test");
    assertThat(folder.resolve("z.tr31")).doesNotExist();

    create("--test");
    assertThat(good("keyset:create south --suite 10 --transport-key-file $/known.hex").out())
        .contains("A well-known test key is the transport key of south");
    assertThat(good("vault:info").out()).contains("for tests only");
    assertThat(good("vault:open $/v" + vaults + ".kwv --secret-file $/pass.txt").out())
        .contains("This vault is for tests only");
  }

  @Test
  void comparisonsTellByStatusWhetherAllIsTheSame() {
    good("keyset:create south");
    good("sim:create as --name first" + vaults);
    String unit = "sim:first" + vaults;
    good("download:provision " + unit + " --keyset north");
    assertThat(good("key:compare " + unit + " --keyset north").out()).contains("1 same, 0 not");

    good("key:generate north 1 --replace");
    good("key:generate north 4");
    var differs = console.run("key:compare " + unit + " --keyset north");
    assertThat(differs.status()).isEqualTo(1);
    assertThat(differs.out()).contains("0 same, 2 not", "other", "missing");
    assertThat(differs.err()).contains("2 of 2 keys differ");
    assertThat(console.run("keyset:compare south north").out()).contains("additional");
    String here = "v" + vaults + ".kwv";
    create("");
    assertThat(
            console
                .run(
                    ("vault:compare $/" + here + " --secret-file $/pass.txt")
                        .replace("$", folder.toString()))
                .out())
        .contains("additional", "north/T", "north/4");
  }

  @Test
  void findsKeysAmongAll() throws Exception {
    good("keyset:create south");
    good("key:generate south 1 --usage K0 --label 'terminal KEY'");

    assertThat(good("key:list").out()).contains("north/1", "south/1");
    assertThat(good("key:list --where label=key --where usage=K0").out())
        .contains("south/1")
        .doesNotContain("north/1");
    assertThat(good("key:list --where state=suspended").out()).isEmpty();
    assertThat(good("key:list --limit 1").err()).contains("These are 1 of 2 keys: --offset 1");
    assertThat(good("key:list --limit 1 --offset 1").out()).contains("south/1");
    refused("key:list --where colour=red", "is no condition");
    refused("key:list --where state=lost", "state");
    refused("key:list west", "there is no key set 'west'");
  }
}
