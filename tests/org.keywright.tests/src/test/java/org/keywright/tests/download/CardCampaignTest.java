// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.tests.transport.Pcscd;
import org.keywright.tests.transport.WatchedCard;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.pcsc.internal.PcscTransport;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.VirtualReaders.Inserted;
import org.keywright.transport.sim.internal.VpcdReaders;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobState;

/** Loads into cards, while cards are pulled out and the PC/SC service is killed. */
@Timeout(180)
class CardCampaignTest {
  private static final int IMPORT_KEY = 0x12;

  @TempDir private Path folder;
  private final PcscTransport cards = PcscTransport.with(PcscTransport.Limits.USUAL);
  private Pcscd service;
  private Workbench bench;
  private VpcdReaders readers;
  private final Map<String, Inserted> lying = new ConcurrentHashMap<>();

  @BeforeEach
  void open() throws Exception {
    service = Pcscd.start();
    bench = new Workbench(folder);
    bench.fleet.transports.bindTransport(cards, Map.of("keywright.transport.scheme", "pcsc"));
    readers = new VpcdReaders(bench.fleet.simulator);
  }

  @AfterEach
  void close() {
    if (bench != null) {
      readers.close();
      cards.close();
      bench.close();
    }
    if (service != null) {
      service.close();
    }
  }

  private SimulatedUnit ei(String name) {
    return ei(name, 1);
  }

  private SimulatedUnit ei(String name, int places) {
    return bench.fleet.ei(name, Workbench.SET, bench.transportKey, places);
  }

  private static boolean imports(byte[] command, byte[] answer) {
    return (command[1] & 0xFF) == IMPORT_KEY && (answer[answer.length - 2] & 0xFF) == 0x90;
  }

  @Test
  void aCardPulledWhileItTakesTheKeyIsSettledAtTheNextContact() throws Exception {
    var pulled = new AtomicBoolean();
    var taken = new AtomicInteger();
    var card =
        new WatchedCard(
            ei("EI-1"),
            (command, unit) -> {
              byte[] answer = unit.respond(command);
              if (imports(command, answer)) {
                taken.incrementAndGet();
                if (pulled.compareAndSet(false, true)) {
                  lying.get("EI-1").close();
                }
              }
              return answer;
            });
    lying.put("EI-1", readers.insert(card, service.slot(0)));
    var endpoint = new Endpoint("pcsc", Pcscd.reader(0));

    var job = bench.engine.load(bench.order(), List.of(endpoint));
    var item = bench.only(job.await());
    assertThat(item.state()).isEqualTo(ItemState.UNKNOWN);
    assertThat(item.reason()).contains("there is no card");

    readers.insert(card, service.slot(0));
    assertThat(bench.resume(job.id()).state()).isEqualTo(ItemState.DONE);
    assertThat(taken).hasValue(1);
    assertThat(bench.engine.use(Workbench.ACTOR, "fuel", Workbench.REF, 1, endpoint).holds())
        .isTrue();
  }

  @Test
  void aCampaignGoesOnWhenTheServiceIsKilledTwentyTimes() throws Exception {
    campaignGoesOn(30, new Disturbance(20, 10, name -> restart()));
  }

  @Test
  void fiveHundredLoadsGoOnWhenCardsArePulledAndPushedAgain() throws Exception {
    campaignGoesOn(250, new Disturbance(20, 30, this::pullAndPush));
  }

  private void campaignGoesOn(int places, Disturbance disturbance) throws Exception {
    var devices = new ArrayList<>(List.of("serial,endpoint,place"));
    for (int slot = 0; slot < 2; slot++) {
      var unit = ei("EI-" + slot, places);
      var card = new WatchedCard(unit, disturbance.watching(unit.name()));
      lying.put(unit.name(), readers.insert(card, service.slot(slot)));
      for (int place = 1; place <= places; place++) {
        devices.add("%s,pcsc:%s,%d".formatted(unit.name(), Pcscd.reader(slot), place));
      }
    }
    var list = Files.write(folder.resolve("devices.csv"), devices);
    var order = LoadOrder.of(Workbench.ACTOR, "fuel", Workbench.REF, 1, LoadMode.NEW);

    var job = bench.engine.campaign(order, CampaignOrder.of(list));
    var record = job.await();
    for (int again = 0; again < 5 && record.state() != JobState.DONE; again++) {
      record = bench.engine.resume(Workbench.ACTOR, job.id()).await();
    }

    assertThat(record.state()).isEqualTo(JobState.DONE);
    assertThat(bench.vault.jobs().counts(job.id())).containsEntry(ItemState.DONE, 2L * places);
    assertThat(disturbance.struck).hasValue(disturbance.most);
    assertThat(disturbance.taken)
        .hasSize(2)
        .allSatisfy((unit, n) -> assertThat(n).hasValue(places));
  }

  private void restart() {
    try {
      service.kill();
      service.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void pullAndPush(String unit) {
    Inserted pulled = lying.get(unit);
    pulled.close();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                lying.put(unit, readers.insert(pulled.unit(), pulled.reader()));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** Strikes at some of the commands, before or after the unit carried them out. */
  private static final class Disturbance {
    final AtomicInteger struck = new AtomicInteger();
    final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();
    private final int most;
    private final int spared;
    private final Consumer<String> strike;
    private final Random random = new Random(5);

    /**
     * Makes one.
     *
     * @param most how often it strikes
     * @param spared of how many commands it strikes at one
     */
    Disturbance(int most, int spared, Consumer<String> strike) {
      this.most = most;
      this.spared = spared;
      this.strike = strike;
    }

    WatchedCard.Watcher watching(String name) {
      taken.put(name, new AtomicInteger());
      return (command, unit) -> respond(name, command, unit);
    }

    private synchronized byte[] respond(String name, byte[] command, ApduResponder unit)
        throws LinkException {
      boolean strikes = struck.get() < most && random.nextInt(spared) == 0;
      boolean before = strikes && random.nextBoolean();
      if (before) {
        strike(name);
      }
      byte[] answer = unit.respond(command);
      if (imports(command, answer)) {
        taken.get(name).incrementAndGet();
      }
      if (strikes && !before) {
        strike(name);
      }
      return answer;
    }

    private void strike(String name) {
      struck.incrementAndGet();
      strike.accept(name);
    }
  }
}
