// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.engine.JobException;
import org.keywright.engine.JobObserver;
import org.keywright.engine.Progress;
import org.keywright.engine.RunningJob;
import org.keywright.transport.Endpoint;
import org.keywright.transport.UnitServer;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;

/**
 * Campaigns through fleets with faults all over, cancelled anywhere and gone on with. After each
 * run the records say what is true of the modules; in the end each place holds the key once.
 */
class RandomCampaignTest {
  private static final int SEEDS = 30;
  private static final int ITEMS = 100;
  private static final int MOST_RUNS = 12;
  private static final int MOST_CAMPAIGNS = 8;
  private static final List<Integer> OF_EI = List.of(0xA4, 0x10, 0x12, 0x12, 0x12, 0x14);
  private static final List<Integer> OF_AS = List.of(0xA4, 0x20, 0x22);

  @TempDir private Path folder;
  private Works works;
  private UnitServer.Serving serving;

  @BeforeEach
  void open() throws Exception {
    works = Works.made(folder);
    works.bindTcp(Duration.ofMillis(400));
    serving = works.serve(works.fleet.simulator.directory());
  }

  @AfterEach
  void close() {
    works.close();
  }

  @Test
  void whateverHappensEachPlaceHoldsTheKeyOnce() throws Exception {
    int runs = 0;
    int cancelled = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      var fleet = new Fleet(seed);
      fleet.loadAll();
      runs += fleet.runs;
      cancelled += fleet.cancelled;
    }
    assertThat(works.sequences.repeated()).as("numbers of messages that came twice").isEmpty();
    assertThat(works.sequences.count()).isGreaterThanOrEqualTo(SEEDS * ITEMS);
    assertThat(cancelled).as("runs cancelled, of " + runs).isGreaterThan(SEEDS / 2);
    assertThat(works.soundness()).isEqualTo("ok");
  }

  /** The modules of one seed. */
  private final class Fleet {
    private final String name;
    private final Random random;
    private final int places;
    private final List<SimulatedUnit> units;
    private final Map<String, Long> commitsBefore = new HashMap<>();
    private final Optional<Endpoint> from;
    private final Function<String, Endpoint> reached;
    private final Map<String, ItemRecord> proved = new HashMap<>();
    private int runs;
    private int cancelled;

    Fleet(int seed) throws Exception {
      name = "seed " + seed;
      random = new Random(seed);
      boolean tcp = seed % 3 == 0;
      places = 1 + seed % 2;
      units = works.eis(places, Optional.empty(), Works.names("S" + seed + "-", ITEMS / places));
      reached = tcp ? unit -> Works.tcp(serving, unit) : Works::sim;
      if (seed % 5 == 4) {
        var as = works.as("AS-" + seed, Optional.empty());
        from = Optional.of(reached.apply(as.name()));
        works.firstUnits = unit -> Optional.of(as.name());
        for (int i = 0; i < 6; i++) {
          as.arm(fault(OF_AS, 20));
        }
      } else {
        from = Optional.empty();
        works.firstUnits = unit -> Optional.empty();
      }
      for (SimulatedUnit unit : units) {
        commitsBefore.put(unit.name(), unit.commits());
        int faults = random.nextBoolean() ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < faults; i++) {
          unit.arm(fault(OF_EI, 3));
        }
      }
    }

    private Fault fault(List<Integer> commands, int latest) {
      var kinds = Fault.Kind.values();
      return new Fault(
          kinds[random.nextInt(kinds.length)],
          OptionalInt.of(commands.get(random.nextInt(commands.size()))),
          1 + random.nextInt(latest));
    }

    void loadAll() throws Exception {
      var left = new ArrayList<String>();
      for (SimulatedUnit unit : units) {
        for (int place = 1; place <= places; place++) {
          left.add(unit.name() + "," + place + "," + reached.apply(unit.name()));
        }
      }
      for (int i = 1; !left.isEmpty(); i++) {
        assertThat(i).as("campaigns of " + name + ", left: " + left).isLessThan(MOST_CAMPAIGNS);
        Path list = Works.list(folder.resolve(name + "." + i + ".csv"), left);
        left = new ArrayList<>(refused(list));
      }
      for (SimulatedUnit unit : units) {
        unit.disarm();
        assertThat(written(unit)).as(name + " " + unit.name()).isEqualTo(places);
        for (int place = 1; place <= places; place++) {
          var item = proved.get(unit.name() + "," + place);
          assertThat(Optional.ofNullable(item.facts().get("receipt")))
              .as(name + " " + item)
              .isEqualTo(Works.receipt(unit, place));
        }
      }
      var any = units.get(random.nextInt(units.size()));
      assertThat(works.engine.use("t", "fuel", Works.REF, places, Works.sim(any.name())).holds())
          .isTrue();
    }

    /** Runs a campaign until it is settled; returns the lines of those that refused. */
    private List<String> refused(Path list) throws Exception {
      long job = 0;
      for (int run = 1; ; run++) {
        assertThat(run).as("runs of " + name).isLessThan(MOST_RUNS);
        runs++;
        try {
          var running =
              job == 0
                  ? works.engine.campaign(
                      Works.listed(from), Works.campaign(list, 1 + random.nextInt(32)))
                  : works.engine.resume(Works.ACTOR, job, OptionalInt.of(1 + random.nextInt(32)));
          job = running.id();
          if (random.nextInt(3) > 0) {
            cancelAfter(running, random.nextInt(ITEMS));
          }
          running.await();
        } catch (JobException e) {
          // A first unit that speaks nonsense when the job begins, or is lost in its midst.
          assertThat(from).as(name + ": " + e.getMessage()).isPresent();
        }
        if (job != 0) {
          var items = works.items(job);
          requireTrue(items);
          long settled = items.stream().filter(item -> item.state().settled()).count();
          if (settled == total(job)) {
            return lines(items);
          }
        }
      }
    }

    private long total(long job) throws Exception {
      return Long.parseLong(
          Optional.ofNullable(works.vault().jobs().require(job).parameters().get("devices"))
              .orElseThrow());
    }

    private void cancelAfter(RunningJob running, int items) {
      cancelled++;
      var ended = new AtomicInteger();
      running.observe(
          new JobObserver() {
            @Override
            public void itemEnded(ItemRecord item, Progress progress) {
              if (ended.getAndIncrement() == items) {
                running.cancel();
              }
            }
          });
    }

    private List<String> lines(List<ItemRecord> items) {
      return items.stream()
          .filter(item -> item.state() == ItemState.REFUSED)
          .map(item -> item.subject() + "," + item.place() + "," + item.endpoint())
          .toList();
    }

    private void requireTrue(List<ItemRecord> items) {
      var open = new HashMap<String, Integer>();
      for (ItemRecord item : items) {
        switch (item.state()) {
          case DONE -> proved.put(item.subject() + "," + item.place(), item);
          case SENT, UNKNOWN -> open.merge(item.subject(), 1, Integer::sum);
          case REFUSED, UNREACHED -> {
            // the sums tell whether one of them was loaded
          }
        }
      }
      for (SimulatedUnit unit : units) {
        long done = 0;
        for (int place = 1; place <= places; place++) {
          done += proved.containsKey(unit.name() + "," + place) ? 1 : 0;
        }
        assertThat(written(unit))
            .as("%s: what %s was written, of %s", name, unit.name(), of(unit, items))
            .isBetween(done, done + open.getOrDefault(unit.name(), 0));
      }
    }

    private static List<ItemRecord> of(SimulatedUnit unit, List<ItemRecord> items) {
      return items.stream().filter(item -> item.subject().equals(unit.name())).toList();
    }

    private long written(SimulatedUnit unit) {
      return unit.commits() - commitsBefore.get(unit.name());
    }
  }
}
