// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.engine.JobException;
import org.keywright.engine.RunningJob;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.transport.Endpoint;
import org.keywright.transport.UnitServer;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;

/**
 * Every fault at every command and commit of a load that the engine runs. Its record says what is
 * true of the module; the next run settles it with three commands, and nothing is loaded twice.
 */
class FaultyLoadTest {
  private static final int SELECT = 0xA4;
  private static final int PREPARE = 0x10;
  private static final int IMPORT_KEY = 0x12;
  private static final int GET_LOAD_STATUS = 0x14;
  private static final int EXPORT_KEY = 0x20;
  private static final int CONFIRM = 0x22;
  private static final int LIST_KEYS = 0x24;
  private static final List<Integer> OF_EI = List.of(SELECT, PREPARE, IMPORT_KEY, GET_LOAD_STATUS);
  private static final List<Integer> OF_AS = List.of(SELECT, LIST_KEYS, EXPORT_KEY, CONFIRM);

  @TempDir private Path folder;
  private Works works;
  private UnitServer.Serving serving;
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void open() throws Exception {
    works = Works.made(folder);
    works.bindTcp(Duration.ofSeconds(1));
    serving = works.serve(works.fleet.simulator.directory());
  }

  @AfterEach
  void close() {
    works.close();
  }

  /**
   * One fault at one command of one load.
   *
   * @param inFirstUnit whether the first unit has it, instead of the module
   * @param afterLoss whether the answer to IMPORTKEY is lost before, so that there is something to
   *     settle
   * @param tcp whether the units are reached over TCP, instead of in this program
   */
  private record Case(
      Fault fault,
      boolean inFirstUnit,
      boolean afterLoss,
      boolean linked,
      LoadMode mode,
      boolean tcp) {
    @Override
    public String toString() {
      return (linked ? inFirstUnit ? "AS " : "EI, linked AS " : "EI ")
          + fault
          + (afterLoss ? " after a lost answer" : "")
          + (mode == LoadMode.REPLACE ? " replacing" : "")
          + (tcp ? " over TCP" : "");
    }
  }

  @Test
  void fromTheVaultIntoModulesInMemory() throws Exception {
    survive(cases(OF_EI, false, false, LoadMode.NEW), false);
  }

  @Test
  void fromTheVaultIntoModulesInFiles() throws Exception {
    survive(cases(OF_EI, false, false, LoadMode.NEW), true);
  }

  @Test
  void inPlaceOfAnotherKey() throws Exception {
    survive(cases(OF_EI, false, false, LoadMode.REPLACE), false);
  }

  @Test
  void fromAFirstUnitBehindALink() throws Exception {
    var all = cases(OF_EI, false, true, LoadMode.NEW);
    all.addAll(cases(OF_AS, true, true, LoadMode.NEW));
    all.addAll(cases(OF_AS, true, true, LoadMode.REPLACE));
    survive(all, false);
  }

  @Test
  void fromAFirstUnitInAFile() throws Exception {
    survive(cases(OF_AS, true, true, LoadMode.NEW), true);
  }

  private static List<Case> cases(
      List<Integer> commands, boolean inFirstUnit, boolean linked, LoadMode mode) {
    var cases = new ArrayList<Case>();
    for (int command : commands) {
      for (Fault.Kind kind : Fault.Kind.values()) {
        var fault = new Fault(kind, OptionalInt.of(command), 1);
        // Each transport has an answer time limit of its own, which alone ends a stall.
        for (boolean tcp : kind == Fault.Kind.STALL ? List.of(false, true) : List.of(false)) {
          if (command != GET_LOAD_STATUS) {
            cases.add(new Case(fault, inFirstUnit, false, linked, mode, tcp));
          }
          if (command == GET_LOAD_STATUS || command == CONFIRM || command == EXPORT_KEY) {
            cases.add(new Case(fault, inFirstUnit, true, linked, mode, tcp));
          }
        }
      }
    }
    return cases;
  }

  private void survive(List<Case> cases, boolean inFiles) throws Exception {
    Optional<Path> store =
        inFiles ? Optional.of(Files.createDirectory(folder.resolve("units"))) : Optional.empty();
    works.firstUnits =
        unit -> cases.getFirst().linked ? Optional.of(unit.replace("EI", "AS")) : Optional.empty();
    var work = new ArrayList<Callable<Void>>();
    for (int i = 0; i < cases.size(); i++) {
      var each = cases.get(i);
      String number = "%04d".formatted(i);
      work.add(
          () -> {
            new Run(each, number, store).survive();
            return null;
          });
    }
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (Future<Void> each : threads.invokeAll(work)) {
        each.get();
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(works.sequences.repeated()).isEmpty();
  }

  /** One case. */
  private final class Run {
    private final Case tried;
    private final Optional<Path> store;
    private final String name;
    private final Optional<SimulatedUnit> as;
    private final LoadOrder order;
    private final Endpoint endpoint;
    private SimulatedUnit ei;
    private Optional<String> before = Optional.empty();
    private long commitsBefore;
    private long commitsOfEarlierStarts;

    Run(Case tried, String number, Optional<Path> store) throws Exception {
      this.tried = tried;
      this.store = store;
      name = "EI-" + number;
      ei = works.eis(2, store, List.of(name)).get(0);
      as = tried.linked ? Optional.of(works.as("AS-" + number, store)) : Optional.empty();
      endpoint = reached(name);
      order = Works.order(tried.mode, as.map(unit -> reached(unit.name())));
    }

    private Endpoint reached(String unit) {
      return tried.tcp ? Works.tcp(serving, unit) : Works.sim(unit);
    }

    void survive() throws Exception {
      if (tried.mode == LoadMode.REPLACE) {
        var other = new LoadOrder("t", "fuel", 4, OptionalInt.of(1), LoadMode.NEW, order.from());
        works.engine.load(other, List.of(endpoint)).await();
        before = Works.receipt(ei, 1);
      }
      commitsBefore = ei.commits();
      if (tried.afterLoss) {
        ei.arm(Fault.parse("lose-answer@12"));
      }
      (tried.inFirstUnit ? as.orElseThrow() : ei).arm(tried.fault);
      var item = run(() -> works.engine.load(order, List.of(endpoint)));
      ei.disarm();
      as.ifPresent(SimulatedUnit::disarm);
      restart();
      boolean holds = holds();
      requireTrue(item, holds);
      long commands = ei.commands();
      var settled = item.isPresent() && item.get().state() == ItemState.DONE ? item : again(item);
      if (settled.isEmpty() || settled.get().state() != ItemState.DONE) {
        wrong(item, "is stuck at " + settled);
        return;
      }
      // SELECT, PREPARE, GET LOAD STATUS; and IMPORTKEY only when the key is not there.
      long most = holds ? 3 : 4;
      if (ei.commands() - commands > most) {
        wrong(item, "took " + (ei.commands() - commands) + " commands to settle");
      }
      requireTrue(settled, holds());
      requireOnce(item);
      var third = run(() -> works.engine.load(order, List.of(endpoint)));
      if (tried.mode == LoadMode.NEW && third.orElseThrow().state() != ItemState.REFUSED) {
        wrong(third, "was loaded where a key lies");
      }
      if (tried.mode == LoadMode.NEW) {
        requireOnce(third);
      }
    }

    private Optional<ItemRecord> again(Optional<ItemRecord> item) throws Exception {
      return item.isPresent() && !item.get().state().settled()
          ? run(() -> works.engine.resume(Works.ACTOR, item.get().job()))
          : run(() -> works.engine.load(order, List.of(endpoint)));
    }

    private Optional<ItemRecord> run(Callable<RunningJob> start) throws Exception {
      RunningJob job;
      try {
        job = start.call();
      } catch (JobException e) {
        return Optional.empty();
      }
      JobRecord record;
      try {
        record = job.await();
      } catch (JobException e) {
        record = job.record();
      }
      return works.items(record.id()).stream().findFirst();
    }

    /** A module in a file begins again from what it finds there. */
    private void restart() {
      if (store.isPresent()) {
        commitsOfEarlierStarts += ei.commits() - commitsBefore;
        works.fleet.simulator.remove(name);
        ei = works.eis(2, store, List.of(name)).get(0);
        commitsBefore = ei.commits();
      }
    }

    private boolean holds() {
      var receipt = Works.receipt(ei, 1);
      return receipt.isPresent() && !receipt.equals(before);
    }

    private void requireTrue(Optional<ItemRecord> item, boolean holds) {
      if (item.isEmpty()) {
        if (holds) {
          wrong(item, "was loaded without a record");
        }
        return;
      }
      switch (item.get().state()) {
        case SENT -> wrong(item, "is left as sent");
        case DONE -> {
          var receipt = Optional.ofNullable(item.get().facts().get("receipt"));
          if (!holds || !receipt.equals(Works.receipt(ei, 1))) {
            wrong(item, "is said to be done, and is not");
          }
        }
        case REFUSED, UNREACHED -> {
          if (holds) {
            wrong(item, "is said not to be loaded, and is");
          }
        }
        case UNKNOWN -> {
          // true of either
        }
      }
    }

    private void requireOnce(Optional<ItemRecord> item) throws Exception {
      long commits = commitsOfEarlierStarts + ei.commits() - commitsBefore;
      if (commits != 1) {
        wrong(item, "was written " + commits + " times");
      }
      if (!works.engine.use("t", "fuel", Works.REF, 1, Works.sim(name)).holds()) {
        wrong(item, "does not work with the key");
      }
    }

    private void wrong(Optional<ItemRecord> item, String what) {
      String state =
          item.map(i -> i.state() + " " + i.reason() + " " + i.facts()).orElse("no record");
      wrong.add(tried + ": " + name + " " + what + " (" + state + ")");
    }
  }
}
