// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.engine.JobObserver;
import org.keywright.engine.Progress;
import org.keywright.engine.RunningJob;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.proof.Needles;
import org.keywright.tests.proof.Overheard;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.vault.Act;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.JobRecord;
import org.keywright.vault.VaultException;

/**
 * Marked keys go through everything that the engine does while every logger speaks at its finest;
 * then all that was logged, thrown, shown, reported or kept is searched for them.
 */
class EngineCanaryTest {
  @TempDir private Path folder;

  private final Overheard heard = new Overheard("");
  private final Needles needles = new Needles();
  private final List<Object> shown = Collections.synchronizedList(new ArrayList<>());
  private final String transportKey = mark("T", 32);
  private final String key = mark("TA", 16);
  private final String nextKey = mark("the next TA", 16);
  private final String otherKey = mark("another TA", 32);

  private String mark(String name, int length) {
    byte[] random = new byte[length];
    new SecureRandom().nextBytes(random);
    String hex = HexFormat.of().formatHex(random);
    needles.look(name, hex);
    return hex;
  }

  @AfterEach
  void stop() {
    heard.close();
  }

  @Test
  void aMarkedKeyIsNowhereToBeSeen() throws Exception {
    needles.look(
        "the passphrase",
        HexFormat.of().formatHex(Works.PASSPHRASE.getBytes(StandardCharsets.UTF_8)));
    var begun = Files.getLastModifiedTime(Files.writeString(folder.resolve("begun"), ""));
    try (var works = new Works(folder.resolve("test.kwv"), 0)) {
      works.transportKey(TestCrypto.aes(transportKey));
      works.create();
      works.addKey(Works.REF, TestCrypto.aes(key));
      works.addKey(Works.OTHER_REF, TestCrypto.aes(otherKey));
      var store = Optional.of(folder.resolve("units"));
      var units = works.eis(2, store, Works.names("EI-", 12));
      loadAndUse(works, units);
      failEveryWay(works, units.get(1));
      provision(works, units.get(2));
      campaign(works, units);
      show(works);
      searchFiles();
      works.vaults.close();
      refuseTheVault(works);
    }
    searchFiles();
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        searchIfNewer(file, begun.toMillis());
      }
    }
    assertThat(heard.text()).as("something was logged").hasSizeGreaterThan(1_000);
    assertThat(shown).hasSizeGreaterThan(150);
    for (Object each : shown) {
      assertThat(found(Overheard.said(each))).as(each.getClass().getName()).isEmpty();
    }
    assertThat(found(heard.text())).isEmpty();
  }

  @Test
  void aPlantedMarkIsFound() throws Exception {
    byte[] bytes = HexFormat.of().parseHex(key);
    System.getLogger("org.keywright.planted").log(System.Logger.Level.TRACE, "key {0}", key);
    assertThat(found(heard.text())).isNotEmpty();
    assertThat(found(Overheard.said(new VaultException("", new VaultException(key))))).isNotEmpty();
    assertThat(found(Base64.getEncoder().encodeToString(bytes))).isNotEmpty();
    assertThat(found(new StringBuilder(key).reverse().toString())).isNotEmpty();
    for (Charset wide : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      for (String form : List.of(key, key.toUpperCase(Locale.ROOT))) {
        Path file = Files.writeString(folder.resolve("wide"), "x" + form + "y", wide);
        assertThat(needles.in(file)).isNotEmpty();
      }
    }
    try (var works = new Works(folder.resolve("test.kwv"), 0)) {
      works.create();
      works.addKey(Works.REF, TestCrypto.aes(key));
      try (var grant = works.vault().grant(new Act("t", "v", "a key " + key, ""))) {
        grant.succeeded("");
      }
      var found = new TreeSet<String>();
      try (var files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().contains("test.kwv")).toList()) {
          found.addAll(needles.in(file));
        }
      }
      assertThat(found).as("in the vault's file or its log").isNotEmpty();
    }
  }

  private void loadAndUse(Works works, List<SimulatedUnit> units) throws Exception {
    var unit = units.get(0);
    load(works, works.engine.load(order(Works.REF, LoadMode.NEW), List.of(Works.sim(unit.name()))));
    shown.add(works.engine.use("t", "fuel", Works.REF, 1, Works.sim(unit.name())));
    shown.add(works.engine.status(Works.sim(unit.name()), 1));
    works.addKey(Works.REF, TestCrypto.aes(nextKey));
    var replace = order(Works.REF, LoadMode.REPLACE);
    load(works, works.engine.load(replace, List.of(Works.sim(unit.name()))));
    shown.add(works.engine.erase("t", "fuel", 1, Works.sim(unit.name())));
    attempt(() -> works.engine.use("t", "fuel", Works.REF, 1, Works.sim(unit.name())));
    attempt(() -> works.engine.use("t", "fuel", 99, 1, Works.sim(unit.name())));
    attempt(() -> works.engine.erase("t", "fuel", 1, Works.sim("none")));
    shown.addAll(List.of(unit, unit.summary()));
  }

  /** Each fault at each command of a load, a foreign unit, and one that is not there. */
  private void failEveryWay(Works works, SimulatedUnit unit) throws Exception {
    for (Fault.Kind kind : Fault.Kind.values()) {
      for (String command : List.of("A4", "10", "12", "14", "16", "18")) {
        var at = List.of(Works.sim(unit.name()));
        unit.arm(Fault.parse("lose-answer@12"));
        unit.arm(Fault.parse(kind.word() + "@" + command));
        unit.arm(Fault.parse(kind.word() + "@" + command + "#2"));
        load(works, works.engine.load(order(Works.REF, LoadMode.NEW), at));
        attempt(() -> works.engine.use("t", "fuel", Works.REF, 1, at.getFirst()));
        attempt(() -> works.engine.erase("t", "fuel", 1, at.getFirst()));
        unit.disarm();
      }
    }
    try (var foreign = TestCrypto.aes(transportKey.replace('a', 'b').replace('1', '2'))) {
      works.fleet.ei("FOREIGN", Works.SET, foreign, 1);
      load(
          works,
          works.engine.load(
              order(Works.REF, LoadMode.NEW), List.of(Works.sim("FOREIGN"), Works.sim("none"))));
    }
    attempt(() -> works.engine.load(order(77, LoadMode.NEW), List.of(Works.sim(unit.name()))));
  }

  private void provision(Works works, SimulatedUnit unit) throws Exception {
    var as = works.fleet.make(Role.AS, Optional.empty(), Optional.empty(), "AS-1").get(0);
    for (Fault.Kind kind : Fault.Kind.values()) {
      for (String command : List.of("A4", "2A", "28", "24")) {
        as.arm(Fault.parse(kind.word() + "@" + command));
        attempt(() -> works.engine.loadFirstUnit("t", Works.sim("AS-1"), "fuel", List.of()));
        as.disarm();
      }
    }
    shown.addAll(works.engine.loadFirstUnit("t", Works.sim("AS-1"), "fuel", List.of()));
    attempt(() -> works.engine.loadFirstUnit("t", Works.sim(unit.name()), "fuel", List.of()));
    var linked =
        new LoadOrder(
            "t",
            "fuel",
            Works.OTHER_REF,
            OptionalInt.of(2),
            LoadMode.NEW,
            Optional.of(Works.sim("AS-1")));
    load(works, works.engine.load(linked, List.of(Works.sim(unit.name()))));
    var blank = works.fleet.make(Role.EI, Optional.empty(), Optional.empty(), "BLANK").get(0);
    var places = List.of(PlaceKind.any(1));
    for (String fault : List.of("write-fails@1A", "cut-before@1A", "corrupt-answer@1A", "")) {
      if (!fault.isEmpty()) {
        blank.arm(Fault.parse(fault));
      }
      attempt(
          () -> {
            works.engine.installUnit(
                "t", Works.sim("BLANK"), SerialNumber.parse("SN-9"), "fuel", places);
            return blank.summary();
          });
    }
    shown.addAll(List.of(as, as.summary(), blank));
  }

  private void campaign(Works works, List<SimulatedUnit> units) throws Exception {
    works.bindTcp(Duration.ofSeconds(10));
    var serving = works.serve(works.fleet.simulator.directory());
    var lines = new ArrayList<String>();
    for (SimulatedUnit unit : units) {
      lines.add(unit.name() + ",2," + Works.tcp(serving, unit.name()));
    }
    Path list = Works.list(folder.resolve("devices.csv"), lines);
    var campaign =
        new CampaignOrder(
            list,
            1,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of(folder.resolve("report.csv")),
            Optional.of(folder.resolve("report.jsonl")));
    units.get(4).arm(Fault.parse("write-fails@12"));
    units.get(5).arm(Fault.parse("cut-inside@12"));
    var running = works.engine.campaign(Works.listed(Optional.empty()), campaign);
    running.observe(
        new JobObserver() {
          @Override
          public void itemEnded(ItemRecord item, Progress progress) {
            shown.add(item);
            shown.add(progress);
            if (progress.handled() == 7) {
              running.cancel();
            }
          }

          @Override
          public void jobEnded(JobRecord job, Progress progress) {
            shown.add(job);
          }
        });
    load(works, running);
    load(works, works.engine.resume("t", running.id()));
    assertThat(folder.resolve("report.csv")).content().contains(",done,").contains(",refused,");
    assertThat(folder.resolve("report.jsonl")).isNotEmptyFile();
    shown.addAll(List.of(campaign, serving, works.engine.check(order(3, LoadMode.NEW), campaign)));
  }

  private void show(Works works) throws Exception {
    var vault = works.vault();
    shown.addAll(List.of(works.engine, works.runner, works.vaults, vault, vault.info()));
    shown.addAll(List.of(vault.keySets(), vault.jobs(), vault.devices(), vault.log()));
    shown.addAll(vault.keySets().all());
    shown.addAll(vault.keySets().keys("fuel"));
    shown.addAll(vault.jobs().page(0, 1_000));
    shown.addAll(vault.log().page(0, 1_000));
    shown.addAll(vault.devices().page("", 0, 100));
    for (SimulatedUnit unit : works.fleet.simulator.units()) {
      shown.addAll(vault.devices().history(unit.name(), 100));
    }
    shown.addAll(works.fleet.transports.statuses());
    shown.addAll(works.crypto.suites.statuses());
    try (var grant = vault.grant(new Act("t", "show", "a grant", ""));
        var transport = grant.transportKey("fuel");
        var application = grant.applicationKey("fuel", Works.REF)) {
      shown.add(List.of(grant, transport, transport.material(), application).toString());
      attempt(() -> grant.applicationKey("fuel", 99));
      attempt(() -> grant.transportKey("none"));
      grant.failed("only to show it");
    }
  }

  private void refuseTheVault(Works works) throws Exception {
    attempt(() -> works.engine.load(order(Works.REF, LoadMode.NEW), List.of(Works.sim("x"))));
    attempt(() -> works.vault().grant(new Act("t", "late", "", "")));
    byte[] sealed = Files.readAllBytes(works.file);
    Arrays.fill(sealed, sealed.length / 2, sealed.length, (byte) 0x55);
    Path damaged = Files.write(folder.resolve("damaged.kwv"), sealed);
    try (var other = new Works(damaged, 0)) {
      attempt(
          () -> {
            other.open();
            return other.vault().info();
          });
    }
  }

  private static LoadOrder order(int ref, LoadMode mode) {
    return new LoadOrder("t", "fuel", ref, OptionalInt.of(1), mode, Optional.empty());
  }

  private void load(Works works, RunningJob job) throws Exception {
    shown.addAll(List.of(job, job.record(), job.progress()));
    attempt(job::await);
    shown.addAll(works.items(job.id()));
  }

  /** Does something that may fail, and shows what comes of it. */
  private void attempt(Callable<?> what) throws Exception {
    try {
      shown.add(what.call());
    } catch (JobException | LinkException | ModuleException | VaultException e) {
      shown.add(e);
    } catch (KeyException | IllegalStateException e) {
      shown.add(e);
    }
  }

  private void searchFiles() throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(needles.in(file)).as(file.toString()).isEmpty();
      }
    }
  }

  /** What lies loose in the folder for temporary files, and may be another program's. */
  private void searchIfNewer(Path file, long millis) throws IOException {
    try {
      if (Files.isReadable(file) && Files.getLastModifiedTime(file).toMillis() >= millis) {
        assertThat(needles.in(file)).as(file.toString()).isEmpty();
      }
    } catch (NoSuchFileException e) {
      // it was another program's
    }
  }

  private TreeSet<String> found(String text) {
    return needles.in(text.getBytes(StandardCharsets.UTF_8));
  }
}
