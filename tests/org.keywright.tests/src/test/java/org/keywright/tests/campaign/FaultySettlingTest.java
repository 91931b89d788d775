// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.transport.Endpoint;
import org.keywright.transport.UnitServer;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;

/**
 * Every fault in the very run that is to settle a load that broke off. The key is there, whatever
 * anybody answers then: the record never says otherwise, and the key is not loaded again.
 */
class FaultySettlingTest {
  @TempDir private Path folder;
  private Works works;
  private UnitServer.Serving serving;
  private final List<Callable<Void>> cases = new ArrayList<>();
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void open() throws Exception {
    works = Works.made(folder);
    works.bindTcp(Duration.ofMillis(500));
    serving = works.serve(works.fleet.simulator.directory());
  }

  @AfterEach
  void close() {
    works.close();
  }

  @Test
  void fromTheVault() throws Exception {
    for (LoadMode mode : LoadMode.values()) {
      for (Fault fault : faults(0xA4, 0x10, 0x14)) {
        add(mode, false, false, fault);
      }
    }
    carryOut();
  }

  @Test
  void fromAFirstUnitBehindALink() throws Exception {
    for (Fault fault : faults(0x14)) {
      add(LoadMode.REPLACE, true, false, fault);
    }
    for (Fault fault : faults(0xA4, 0x24, 0x22)) {
      add(LoadMode.NEW, true, true, fault);
    }
    carryOut();
  }

  private static List<Fault> faults(int... commands) {
    var faults = new ArrayList<Fault>();
    for (int command : commands) {
      for (Fault.Kind kind : Fault.Kind.values()) {
        faults.add(new Fault(kind, OptionalInt.of(command), 1));
      }
    }
    return faults;
  }

  private void add(LoadMode mode, boolean linked, boolean inFirstUnit, Fault fault) {
    // Each transport has an answer time limit of its own, which alone ends a stall.
    for (boolean tcp : fault.kind() == Fault.Kind.STALL ? List.of(false, true) : List.of(false)) {
      int index = cases.size();
      cases.add(
          () -> {
            settle(index, mode, linked, inFirstUnit, fault, tcp);
            return null;
          });
    }
  }

  private void carryOut() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Void> each : threads.invokeAll(cases)) {
        each.get();
      }
    }
    assertThat(wrong).isEmpty();
  }

  private void settle(
      int index, LoadMode mode, boolean linked, boolean inFirstUnit, Fault fault, boolean tcp)
      throws Exception {
    String number = "%04d".formatted(index);
    var ei = works.eis(1, Optional.empty(), List.of("EI-" + number)).get(0);
    var endpoint = tcp ? Works.tcp(serving, ei.name()) : Works.sim(ei.name());
    Optional<SimulatedUnit> as =
        linked ? Optional.of(works.as("AS-" + number, Optional.empty())) : Optional.empty();
    Optional<Endpoint> from =
        as.map(unit -> tcp ? Works.tcp(serving, unit.name()) : Works.sim(unit.name()));
    if (mode == LoadMode.REPLACE) {
      var other =
          new LoadOrder("t", "fuel", Works.OTHER_REF, OptionalInt.of(1), LoadMode.NEW, from);
      works.engine.load(other, List.of(endpoint)).await();
    }
    long before = ei.commits();
    ei.arm(Fault.parse("cut-after@12"));
    for (int i = 0; i < 6; i++) {
      ei.arm(Fault.parse("lose-answer@14"));
    }
    long job = works.engine.load(Works.order(mode, from), List.of(endpoint)).await().id();
    ei.disarm();
    var broken = item(job);

    // The number of commands decides which byte is changed.
    for (int i = 0; i < index % 7; i++) {
      Works.receipt(ei, 1);
    }
    (inFirstUnit ? as.orElseThrow() : ei).arm(fault);
    resume(job);
    var faulty = item(job);
    ei.disarm();
    as.ifPresent(SimulatedUnit::disarm);
    resume(job);
    var settled = item(job);
    boolean right =
        broken.state() == ItemState.UNKNOWN
            && (faulty.state() == ItemState.DONE || faulty.state() == ItemState.UNKNOWN)
            && settled.state() == ItemState.DONE
            && ei.commits() == before + 1
            && Works.receipt(ei, 1).equals(Optional.ofNullable(settled.facts().get("receipt")));
    if (!right) {
      wrong.add(
          "%s%s %s%s: %d commits, %s, %s, %s"
              .formatted(
                  fault,
                  tcp ? " over TCP" : "",
                  mode,
                  linked ? inFirstUnit ? " in the first unit" : " with a first unit" : "",
                  ei.commits() - before,
                  broken.state(),
                  faulty,
                  settled));
    }
  }

  private void resume(long job) throws Exception {
    try {
      works.engine.resume(Works.ACTOR, job).await();
    } catch (JobException e) {
      // the first unit was lost, or spoke nonsense when the run began
    }
  }

  private ItemRecord item(long job) throws Exception {
    return works.items(job).getFirst();
  }
}
