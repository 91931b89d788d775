// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.keywright.console.Completion;
import org.keywright.console.Completion.Proposal;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyState;
import org.keywright.crypto.KeyUsage;
import org.keywright.engine.Progress;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.Devices;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobState;
import org.keywright.vault.KeyLife;
import org.keywright.vault.KeySet;
import org.keywright.vault.VaultAddress;

class SmallModelsTest {
  private static final Kcv KCV = new Kcv(KcvMethod.CMAC, Bytes.ofHex("0102030405"));

  private static final KeyLife LIFE =
      KeyLife.begun(KeyState.ACTIVE, Instant.EPOCH, "tester", CryptoPeriod.OPEN);

  private static ApplicationKey key(String set, int ref, String label) throws Exception {
    var attributes =
        new KeyAttributes(KeyUsage.of("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE);
    return new ApplicationKey(
        set,
        ref,
        label,
        KeySpec.AES_128,
        attributes,
        1,
        false,
        KCV,
        LIFE,
        "generated",
        Optional.empty(),
        Instant.EPOCH);
  }

  private static KeySetTree.Node set(String name, ApplicationKey... keys) {
    var set =
        new KeySet(
            name,
            Bytes.ofHex("0000000000000001"),
            1,
            1,
            KCV,
            KeySpec.AES_128,
            LIFE,
            Optional.empty(),
            Instant.EPOCH);
    return new KeySetTree.Node(set, List.of(keys));
  }

  @Test
  void aSearchKeepsASetWholeOrOfItsKeysThoseThatFit() throws Exception {
    var tree =
        new KeySetTree(
            List.of(
                set("north", key("north", 1, "data key"), key("north", 2, "MAC key")),
                set("south", key("south", 1, "data key"))));
    assertThat(tree.filter("").sets()).hasSize(2);
    assertThat(tree.filter("NOR").sets().getFirst().keys()).hasSize(2);
    assertThat(tree.filter("mac").sets()).hasSize(1);
    assertThat(tree.filter("mac").sets().getFirst().keys())
        .extracting(ApplicationKey::label)
        .containsExactly("MAC key");
    assertThat(tree.filter("south/1").sets().getFirst().set().name()).isEqualTo("south");
    assertThat(tree.filter("west").sets()).isEmpty();
  }

  @Test
  void modulesAreDroppedOnKeysAndKeysOnModules() throws Exception {
    var card = new LinkTree.Node(LinkTree.Kind.READER, "Virtual PCD 00 00", "card", List.of());
    var device = new Devices.Device("EI-7", "north", "sim:ei-7", Instant.EPOCH);
    var modules = LoadProposal.of(List.of(device, card, device), List.of());
    var key = LoadProposal.of(List.of(key("north", 2, "MAC key"), set("south")), List.of());

    assertThat(modules.endpoints()).containsExactly("sim:ei-7", "pcsc:Virtual PCD 00 00");
    assertThat(modules.onto(key)).contains(new LoadProposal("north", 2, modules.endpoints()));
    assertThat(key.onto(modules)).isEqualTo(modules.onto(key));
    assertThat(key.onto(key)).isEmpty();
    assertThat(modules.onto(modules)).isEmpty();
    assertThat(modules.alone()).contains(modules);
    assertThat(LoadProposal.of(List.of("something else"), List.of()).alone()).isEmpty();
  }

  @Test
  void keysThatAreDraggedTogetherProposeNoLoad() throws Exception {
    assertThat(LoadProposal.dragged(List.of(set("north"), set("south")), List.of()).alone())
        .isEmpty();
    assertThat(LoadProposal.dragged(List.of(set("north"), key("north", 2, "MAC key")), List.of()))
        .isEqualTo(LoadProposal.NONE);
    assertThat(LoadProposal.dragged(List.of(set("south"), "something else"), List.of()).keySet())
        .isEqualTo("south");
  }

  @Test
  void aFileThatIsDroppedIsForWhatItsEndingSays() {
    assertThat(DroppedFile.of(Path.of("a", "Depot.KWV")).map(DroppedFile::kind))
        .contains(DroppedFile.Kind.VAULT);
    assertThat(DroppedFile.of(Path.of("acme.jar")).map(DroppedFile::kind))
        .contains(DroppedFile.Kind.PLUGIN);
    assertThat(DroppedFile.of(Path.of("notes.txt"))).isEmpty();
    assertThat(DroppedFile.endings()).contains(".kwv").contains(".csv");
  }

  @Test
  void aTableOfKeysSortsNumbersAsNumbers() throws Exception {
    var byRef = KeyColumns.ALL.getFirst().order().orElseThrow();
    assertThat(byRef.compare(key("a", 9, "x"), key("a", 10, "x"))).isNegative();
    assertThat(KeyColumns.matches(key("a", 9, "Data"), "dATA")).isTrue();
    assertThat(KeyColumns.matches(key("a", 9, "Data"), "kek")).isFalse();
  }

  @Test
  void recentVaultsAreTheNewestFirstAndEachOnce() {
    var recent =
        new RecentVaults(List.of())
            .opened("/a.kwv")
            .opened("postgresql://keys@db.example/fuel")
            .opened("/a.kwv");
    assertThat(RecentVaults.parse(recent.text()).addresses())
        .extracting(VaultAddress::name)
        .containsExactly("a.kwv", "fuel");
    assertThat(recent.without(recent.addresses().getFirst()).newest())
        .contains("postgresql://keys@db.example/fuel");
    assertThat(recent.opened("postgresql://keys:secret@db.example/fuel").text())
        .as("an address with a password is none")
        .doesNotContain("secret");
  }

  @Test
  void historyGoesBackAndForthAndKeepsNoKeys() {
    var history = new LineHistory();
    history.add("key:list north");
    history.add("key:list north");
    history.add("apdu:send sim:ei 8012");
    history.add("help");
    assertThat(history.back()).contains("help");
    assertThat(history.back()).contains("key:list north");
    assertThat(history.back()).isEmpty();
    assertThat(history.forth()).isEqualTo("help");
    assertThat(history.forth()).isEmpty();
    assertThat(new LineHistory(history.lines()).back()).as("at the next start").contains("help");
  }

  @Test
  void completionGoesAsFarAsAllProposalsAgree() {
    var two =
        new Completion(0, List.of(new Proposal("key:generate", ""), new Proposal("key:get", "")));
    assertThat(Completions.common(two)).isEqualTo("key:ge");
    assertThat(Completions.common(new Completion(0, List.of(new Proposal("help", "explains")))))
        .isEqualTo("help ");
    assertThat(Completions.common(new Completion(0, List.of()))).isEmpty();
    assertThat(Completions.lines(two)).hasSize(2);
  }

  @Test
  void timesAreWrittenForPeople() {
    assertThat(JobRow.duration(Duration.ofMillis(85))).isEqualTo("85 ms");
    assertThat(JobRow.remaining(Duration.ofMillis(10))).isEqualTo("less than 1 s left");
    assertThat(JobRow.remaining(Duration.ofMillis(187_900))).isEqualTo("3:07 min left");
    assertThat(JobRow.duration(Duration.ofSeconds(187))).isEqualTo("3:07 min");
    assertThat(JobRow.duration(Duration.ofMinutes(125))).isEqualTo("2:05 h");
  }

  @Test
  void aJobIsAtAHundredPercentWhenNothingIsLeft() {
    var record =
        new JobRecord(
            1,
            "download",
            "a load",
            "anna",
            Map.of(),
            JobState.RUNNING,
            Instant.EPOCH,
            Optional.empty());
    Function<Long, JobRow> done =
        count ->
            new JobRow(
                record,
                Optional.of(
                    new Progress(
                        count,
                        0,
                        0,
                        0,
                        OptionalLong.of(491),
                        count,
                        Duration.ofSeconds(10),
                        false)));
    assertThat(done.apply(490L).standing()).isEqualTo("99 %, 49/s");
    assertThat(done.apply(491L).standing()).isEqualTo("100 %, 49/s");
  }

  @Test
  void theDemonstrationIsStatementsOfTheConsole() {
    assertThat(DemoFleet.statements(Path.of("demo.kwv"), List.of()))
        .extracting(statement -> statement.words().getFirst())
        .containsExactly(
            "vault:create", "keyset:create", "key:generate", "key:generate", "sim:create");
    assertThat(DemoFleet.statements(Path.of("demo.kwv"), List.of("demo-1")).getFirst().text())
        .isEqualTo("sim:stop demo-1");
  }

  @Test
  void aVaultOfADemonstrationIsKnownByItsPlace() throws Exception {
    Path place = DemoFleet.place();
    assertThat(place).doesNotExist();
    assertThat(DemoFleet.at(VaultAddress.of(place))).isTrue();
    Files.delete(place.getParent());
    for (String other :
        List.of("/home/anna/demo.kwv", "/tmp/keywright-demo1/own.kwv", "postgresql://h/demo.kwv")) {
      assertThat(DemoFleet.at(VaultAddress.parse(other))).as(other).isFalse();
    }
  }
}
