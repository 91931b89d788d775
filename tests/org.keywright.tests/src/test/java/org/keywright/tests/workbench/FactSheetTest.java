// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.KeyState;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.tests.vault.TestVault;
import org.keywright.transport.sim.Role;
import org.keywright.vault.Act;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobState;
import org.keywright.vault.KeyName;
import org.keywright.vault.Vault;
import org.keywright.workbench.model.Fact;
import org.keywright.workbench.model.FactSheet;
import org.keywright.workbench.model.JobRow;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.OutputNames;
import org.keywright.workbench.model.Subject;

/** What the properties show of things in a vault, and what names in the console lead to. */
class FactSheetTest {
  private static final Act ACT = new Act("tester", "test", "a vault", "");
  private static final Subject NORTH = new Subject(Subject.Kind.KEY_SET, "north");

  @TempDir Path folder;

  private final TestCrypto crypto = new TestCrypto();
  private TestVault test;
  private Vault vault;

  @BeforeEach
  void begin() throws Exception {
    Locale.setDefault(Locale.ENGLISH);
    test = new TestVault(folder);
    vault = test.create();
    try (var transport = TestCrypto.aes("5b1c9d3e7f2a48665d3c1b0a99e8f714");
        var key = TestCrypto.aes("c2d94e01b7a85f3362f1e0d9a8b7c655")) {
      TestVault.addKeySet(vault, "north", "0000000000000001", transport);
      TestVault.addKey(vault, "north", 1, key, false);
    }
  }

  @AfterEach
  void end() throws Exception {
    test.close();
  }

  private FactSheet sheet(Object chosen) throws Exception {
    return FactSheet.of(vault, crypto.suites, chosen);
  }

  private static String value(FactSheet sheet, String name) {
    return sheet
        .facts()
        .filter(fact -> fact.name().equals(name))
        .map(Fact::value)
        .findFirst()
        .orElse("");
  }

  private ApplicationKey key() throws Exception {
    return vault.keySets().requireKey("north", 1);
  }

  @Test
  void aKeyIsShownAsItStandsNowAndWithoutItsValue() throws Exception {
    ApplicationKey before = key();
    try (var grant = vault.grant(ACT)) {
      vault.lives().change(grant, KeyName.of("north", 1), KeyState.SUSPENDED, "a trial");
      grant.succeeded("");
    }
    FactSheet sheet = sheet(before);
    assertThat(sheet.title()).isEqualTo("north/1");
    assertThat(value(sheet, "KCV")).isEqualTo(before.kcv().toString());
    assertThat(value(sheet, "State")).isEqualTo("suspended");
    assertThat(value(sheet, "Why")).isEqualTo("a trial");
    assertThat(sheet.text()).startsWith("north/1\n\nKey\nLabel\tkey 1\n");
    assertThat(sheet.groups()).allSatisfy(group -> assertThat(group.facts()).isNotEmpty());
  }

  @Test
  void aKeySetIsTheSameInTheTreeAndInItsEditor() throws Exception {
    FactSheet sheet = sheet(KeySetTree.of(vault).sets().getFirst());
    assertThat(sheet).isEqualTo(sheet(NORTH));
    assertThat(value(sheet, "Transport key version")).isEqualTo("1");
    assertThat(sheet(new Subject(Subject.Kind.KEY_SET, "south"))).isEqualTo(FactSheet.EMPTY);
    assertThat(sheet("something else")).isEqualTo(FactSheet.EMPTY);
  }

  private long job() throws Exception {
    try (var grant = vault.grant(ACT)) {
      long job = vault.jobs().begin(grant, "download", "a load", Map.of("keySet", "north")).id();
      grant.succeeded("");
      return job;
    }
  }

  @Test
  void aJobIsShownWithItsOutcomesAndParameters() throws Exception {
    long job = job();
    for (int i = 1; i <= 2; i++) {
      vault
          .jobs()
          .save(
              new ItemRecord(
                  job,
                  i,
                  "SN-" + i,
                  "1",
                  "sim:ei-" + i,
                  ItemState.DONE,
                  "",
                  Map.of("serial", "SN-" + i, "keySet", "north"),
                  Optional.empty(),
                  Instant.EPOCH));
    }
    vault.jobs().mark(job, JobState.DONE);
    FactSheet sheet = sheet(new JobRow(vault.jobs().require(job), Optional.empty()));
    assertThat(value(sheet, "done")).isEqualTo("2");
    assertThat(value(sheet, "keySet")).isEqualTo("north");
    assertThat(sheet).isEqualTo(sheet(new Subject(Subject.Kind.JOB, Long.toString(job))));
  }

  @Test
  void namesLeadToWhatIsThere() throws Exception {
    long job = job();
    var fleet = new TestFleet();
    fleet.make(Role.AS, Optional.empty(), Optional.empty(), "ei-1");
    var names = new OutputNames(Optional.of(vault), fleet.simulator);
    var unit = new Subject(Subject.Kind.LINK, "sim:ei-1");
    assertThat(names.apply(NORTH)).contains(NORTH);
    assertThat(names.apply(new Subject(Subject.Kind.KEY_SET, "south"))).isEmpty();
    assertThat(names.apply(new Subject(Subject.Kind.JOB, Long.toString(job)))).isPresent();
    assertThat(names.apply(new Subject(Subject.Kind.JOB, "77"))).isEmpty();
    assertThat(names.apply(unit)).as("the vault does not know it yet").contains(unit);
    assertThat(names.apply(new Subject(Subject.Kind.LINK, "sim:create"))).isEmpty();

    var serial = fleet.simulator.find("ei-1").orElseThrow().serialNumber().toString();
    vault
        .jobs()
        .save(
            new ItemRecord(
                job,
                1,
                serial,
                "1",
                "sim:ei-1",
                ItemState.DONE,
                "",
                Map.of("serial", serial, "keySet", "north"),
                Optional.empty(),
                Instant.EPOCH));
    var device = new Subject(Subject.Kind.DEVICE, serial);
    for (var name :
        List.of(unit, device, new Subject(Subject.Kind.LINK, "tcp://host:7700/" + serial))) {
      assertThat(names.apply(name)).as(name.name()).contains(device);
    }
    assertThat(new OutputNames(Optional.empty(), fleet.simulator).apply(NORTH)).isEmpty();
  }
}
