// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.transport.sim.SimulatedUnit;

/**
 * What people get wrong, and what files and modules get wrong: one line on standard error that
 * names it, a status other than 0, and nothing changed.
 */
class BadInputTest extends RefusingConsole {
  /** A session in a folder with good and bad device lists; no test changes what others need. */
  @BeforeAll
  void session() throws Exception {
    write("pass.txt", "correct horse battery");
    write("wrong.txt", "incorrect horse battery");
    write("short.txt", "1234567");
    write("good.csv", "serial,endpoint,network", "A-1,sim:A-1,north", "A-2,sim:A-2,north");
    write("faulty.csv", "serial,endpoint", "A-1,sim:A-1", "A-2,nowhere");
    write("doubled.csv", "serial,endpoint", "A-1,sim:A-1", "A-2,sim:A-2", "A-1,sim:A-1");
    write("ragged.csv", "serial,endpoint", "A-1,sim:A-1,more");
    write("header.csv", "serial,endpoint");
    write("empty.csv");
    Files.createDirectory(folder.resolve("d.csv"));
    good("vault:create $/a.kwv --secret-file $/pass.txt");
    good("keyset:create north");
    good("key:generate north 1");
    good("sim:create ei --keyset north --count 2 --name A");
    good("sim:create ei --name blank");
  }

  @Override
  List<?> state() throws Exception {
    var vault = console.vaults.require();
    var units = console.fleet.simulator.units();
    return List.of(
        vault.info().address(),
        vault.keySets().all(),
        vault.keySets().keys("north"),
        vault.jobs().page(0, 10),
        units.stream().map(SimulatedUnit::name).toList(),
        units.stream().map(SimulatedUnit::commits).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keyset:show west",
        "key:list west",
        "key:generate west 1",
        "sim:create ei --keyset west --name B",
        "download:load --keyset west --key 1 --place 1 sim:A-1",
        "download:campaign --keyset west --key 1 --place 1 --devices $/good.csv",
        "download:use sim:A-1 --keyset west --key 1 --place 1",
        "download:erase sim:A-1 --keyset west --place 1",
        "download:provision sim:A-1 --keyset west",
        "download:install sim:blank --keyset west --serial B-1"
      })
  void anUnknownKeySet(String call) throws Exception {
    refused(call, "west");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "download:load --keyset north --key 9 --place 1 sim:A-1|key set 'north' has no key 9; it"
            + " has 1",
        "download:use sim:A-1 --keyset north --key 9 --place 1|key set 'north' has no key 9; it has"
            + " 1",
        "download:load --keyset north --key 1 --place 0 sim:A-1|0 is no place",
        "download:load --keyset north --key 1 --place 70000 sim:A-1|70000 is no place",
        "download:load --keyset north --key 1 --place x sim:A-1|'x' is no place",
        "download:status sim:A-1 --place 99|6A88",
        "keyset:create x --suite 77|suite 77",
        "keyset:create x --suite zz|zz",
        "sim:create ei --name B --suites 01,77|suite 77",
        "link:probe sim:none|sim:none: there is no such simulated unit",
        "download:status tcp://127.0.0.1:1/x --place 1|tcp://127.0.0.1:1/x: ",
        "link:probe tcp://127.0.0.1/x|tcp://127.0.0.1/x",
        "link:probe foo:bar|foo",
        "download:load --keyset north --key 1 --place 1 nowhere|'nowhere' is no endpoint",
        "download:load --keyset north --key 1 --place 1|ENDPOINT is missing",
        "download:load --keyset north --key 1 --place 1 --mode odd sim:A-1|'odd' is no mode: write"
            + " new or replace",
        "download:load --keyset north --key 1 --place 1 --from sim:none sim:A-1|sim:none",
        "apdu:send sim:A-1 0|these are no bytes in hex",
        "claims:run D99|D99",
        "tls:import depot --p12 $/good.csv --secret-file $/pass.txt|this is no file of PKCS#12",
        "job:show 7|7",
        "sim:fault A-1 melt@12|'melt@12' is no fault",
        "sim:fault A-1 stall@112|'stall@112' is no fault",
        "sim:fault A-1 stall@12#0|'stall@12#0' is no fault",
        "sim:fault none stall|no such unit: none",
      })
  void whatIsNotThereOrMakesNoSense(String call, String words) throws Exception {
    refused(call, words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "faulty.csv|line 3, column endpoint: 'nowhere' is no endpoint",
        "doubled.csv|line 4, column serial: A-1 with place 1 came in line 2 already",
        "ragged.csv|line 2: the line has 3 fields, the header has 2",
        "header.csv|header.csv: the list has no lines below its header; nothing was started",
        "empty.csv|empty.csv is empty: its first line names the columns",
        "none.csv|none.csv is not there",
        "d.csv|d.csv is no file",
        "good.csv --where network=west|good.csv: no line has network=west; nothing was started",
        "good.csv --where colour=red|column colour: the filter names no column",
        "good.csv --where red|'red' is no filter: write COLUMN=VALUE",
        "good.csv --endpoint tcp://h:1/{rack}|column rack: the template for endpoints names no col",
        "faulty.csv --skip-bad --where endpoint=nowhere|no module is left besides faults, the first"
            + " in line 3, column endpoint",
      })
  void aDeviceListThatIsNotGood(String list, String words) throws Exception {
    refused("download:campaign --keyset north --key 1 --place 1 --devices $/" + list, words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "doubled.csv|doubled.csv, line 4, column serial: A-1 comes twice",
        "header.csv|header.csv: no line of it is meant (it has no lines)",
        "good.csv --where network=west|no line of it is meant (--where network=west leaves none)",
        "good.csv --where colour=red|there is no column colour",
        "good.csv|there is a unit 'A-1' already",
      })
  void aListOfUnitsThatCannotBeMade(String list, String words) throws Exception {
    refused("sim:create ei --keyset north --serials $/" + list, words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$/report.txt|report.txt is neither .csv nor .jsonl",
        "$/a.csv --report $/b.csv|one file of each kind is enough",
        "$/no/such.csv|there is no folder",
        "$/d.csv|d.csv is a folder",
        "$/good.csv|good.csv is the device list itself",
        "/proc/report.csv|--report: ",
      })
  void aReportThatCannotBeWrittenIsRefusedBeforeAnythingIsLoaded(String reports, String words)
      throws Exception {
    String list = Files.readString(folder.resolve("good.csv"));
    refused(
        "download:campaign --keyset north --key 1 --place 1 --devices $/good.csv --report "
            + reports,
        words);
    assertThat(folder.resolve("good.csv")).hasContent(list);
  }

  @Test
  void aReportThatIsNamedWhenAJobIsGoneOnWithIsWritten() throws Exception {
    String first = unit();
    String second = unit();
    good("sim:stop " + second);
    write("two.csv", "serial,endpoint", line(first), line(second));
    String campaign =
        "download:campaign --keyset north --key 1 --place 1 --devices $/two.csv --report ";
    assertThat(run(campaign + "$/first.csv").status()).isEqualTo(1);
    assertThat(run(campaign + "$/then.jsonl --resume").status()).isEqualTo(1);
    assertThat(folder.resolve("first.csv")).content().hasLineCount(3);
    assertThat(folder.resolve("then.jsonl")).content().hasLineCount(2);
    refused(campaign + "$/d.csv --resume", "d.csv is a folder");
    long job = console.vaults.require().jobs().page(0, 1).getFirst().id();
    assertThat(run("download:campaign --resume " + job + " --report $/last.csv").err())
        .contains("job " + job + " is not complete");
    assertThat(folder.resolve("last.csv")).content().hasLineCount(3);
    refused("download:campaign --resume " + job + " --report $/no/x.csv", "there is no folder");
  }

  private static String line(String unit) {
    return unit + ",sim:" + unit;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sim:create ei --keyset north --name B --places 0|--places is at least 1",
        "sim:create ei --keyset north --name B --places -1|--places: '-1' is no number",
        "sim:create ei --keyset north --name B --places x|--places: 'x' is no number",
        "sim:create ei --keyset north --name B --count 0|--count is at least 1",
        "sim:create ei --keyset north --name 'a b'|--name: 'a b' is no name",
        "download:install sim:blank --keyset north --serial B-1 --places 0|--places is from 1 to"
            + " 255",
        "download:install sim:blank --keyset north --serial B-1 --places 256|--places is from 1 to"
            + " 255",
        "download:install sim:blank --keyset north --serial B-1 --places 200|6A84 not enough memory"
            + " space",
        "download:install sim:blank --keyset north|--serial is missing",
        "download:install sim:blank --keyset north --serial SEVENTEEN-LETTERS|is no serial number",
        "download:install sim:A-1 --keyset north --serial B-1|6985",
        "download:provision sim:A-1 --keyset north|6A82 application not found",
      })
  void unitsThatCannotBeMadeSo(String call, String words) throws Exception {
    refused(call, words);
  }

  @Test
  void aFileThatIsNoVaultLeavesTheOpenOneOpen() throws Exception {
    write("text.kwv", "this is no vault");
    write("zero.kwv");
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("foreign.kwv"));
        var statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE bookmarks (url TEXT)");
    }
    byte[] damaged = Files.readAllBytes(vaultAt("damaged.kwv"));
    Files.write(folder.resolve("damaged.kwv"), java.util.Arrays.copyOf(damaged, 5_000));
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + vaultAt("newer.kwv"));
        var statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO schema_version (version, applied) VALUES (99, 0)");
    }
    good("vault:open $/a.kwv --secret-file $/pass.txt");
    for (String file : List.of("text.kwv", "zero.kwv")) {
      refused("vault:open $/" + file + " --secret-file $/pass.txt", "is not a Keywright vault");
    }
    refused("vault:open $/foreign.kwv --secret-file $/pass.txt", "database of another program");
    refused("vault:open $/damaged.kwv --secret-file $/pass.txt", "damaged");
    refused("vault:open $/newer.kwv --secret-file $/pass.txt", "layout 99");
    refused("vault:open $/none.kwv --secret-file $/pass.txt", "no such file");
    refused("vault:open $/d.csv --secret-file $/pass.txt", "is a folder");
    refused("vault:create $/a.kwv --secret-file $/pass.txt", "the file exists already");
    refused("vault:create $/b.kwv --secret-file $/short.txt", "at least 8");
    refused("vault:create $/b.kwv --secret-file $/none.txt", "none.txt");
    assertThat(folder.resolve("b.kwv")).doesNotExist();
  }

  /** Makes a vault and closes it. */
  private Path vaultAt(String name) {
    good("vault:create $/" + name + " --secret-file $/pass.txt");
    good("vault:close");
    return folder.resolve(name);
  }

  @Test
  void aWrongPassphraseIsCountedAndTheNextOpeningSaysSo() throws Exception {
    vaultAt("counted.kwv");
    good("vault:open $/a.kwv --secret-file $/pass.txt");
    for (int i = 0; i < 2; i++) {
      refused("vault:open $/counted.kwv --secret-file $/wrong.txt", "the passphrase is wrong");
    }
    var opened = good("vault:open $/counted.kwv --secret-file $/pass.txt");
    good("vault:open $/a.kwv --secret-file $/pass.txt");
    assertThat(opened.out()).contains("2 wrong passphrases since it was last opened");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "garbage@10|malformed answer",
        "flood@10|malformed answer",
        "stall@10|no answer within 100 ms",
        "stall@A4|no answer within 100 ms",
        "cut-before@10|power was cut before the command",
      })
  void aModuleThatAnswersGarbageOrNeverOrTooMuch(String fault, String words) throws Exception {
    var name = unit();
    // A load is tried on two links, and what was not reached is tried again at the end.
    for (int i = 0; i < 6; i++) {
      good("sim:fault " + name + " " + fault);
    }
    var run = run("download:load --keyset north --key 1 --place 1 sim:" + name);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("keywright: ").hasLineCount(1).contains(words);
    assertThat(console.fleet.simulator.find(name).orElseThrow().commits()).isZero();
    good("sim:fault " + name + " --clear");
    good("download:load --keyset north --key 1 --place 1 sim:" + name);
    good("audit:verify");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stall@A4", "stall@10", "stall@12", "delay-answer@12"})
  void aModuleThatStallsOnceIsLoadedOnTheNextLink(String fault) {
    var name = unit();
    good("sim:fault " + name + " " + fault);
    good("download:load --keyset north --key 1 --place 1 sim:" + name);
    assertThat(console.fleet.simulator.find(name).orElseThrow().commits()).isOne();
  }

  /** Makes a unit that no other test speaks to. */
  private String unit() {
    String name = "U-" + console.fleet.simulator.units().size();
    good("sim:create ei --keyset north --name " + name);
    return name;
  }
}
