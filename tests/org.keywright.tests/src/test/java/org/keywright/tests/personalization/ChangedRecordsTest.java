// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.tests.personalization.RecordLine.Act;
import org.keywright.tests.personalization.RecordLine.Change;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.transport.sim.internal.Patience;

/**
 * Somebody on the network does something to one record of a run, of the handshake or of what comes
 * after it: both ends come to an end, by themselves and in time, and nothing comes of it.
 */
@Timeout(120)
class ChangedRecordsTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final int CONTENT = 100;
  private static final int CHANGE_CIPHER_SPEC = 20;

  /** What came of a run: nothing, a module that the unit does not know of yet, or all of it. */
  private enum Outcome {
    NOTHING,
    UNCONFIRMED,
    WHOLE
  }

  /** A module at a time, and the unit that it dials. */
  private static final class Street implements AutoCloseable {
    private final Bureau bureau;
    private final UnitServer server;
    private int made;

    Street(Duration patience) throws IOException {
      var module = new Patience(Duration.ofSeconds(5), patience, patience);
      bureau = new Bureau(new SecureRandom()::nextBytes, real -> real, module);
      server = new UnitServer(bureau, patience);
    }

    /** Has a module dial, and returns the records that came in the direction of the change. */
    List<byte[]> run(Change change, Outcome... allowed) throws Exception {
      var module = bureau.module("record-" + made++);
      try (var line = new RecordLine(server.port(), change)) {
        boolean done = personalized(module, line.port());
        server.awaitEnd();
        var status = Bureau.status(module);
        boolean committed = status.state() == LifeCycle.OPERATIONAL;
        boolean booked = bureau.unit.active.containsKey(module.serialNumber());
        assertThat(done).as("done after " + change).isEqualTo(committed);
        assertThat(status.failures() > 0).as("counted after " + change).isEqualTo(!done);
        assertThat(booked && !committed).as("booked wrongly after " + change).isFalse();
        assertThat(booked ? Outcome.WHOLE : committed ? Outcome.UNCONFIRMED : Outcome.NOTHING)
            .as("after " + change)
            .isIn((Object[]) allowed);
        return List.copyOf(line.seen(change.toModule()));
      } finally {
        bureau.unit.open.clear();
      }
    }

    private static boolean personalized(SimulatedModule module, int port) {
      try {
        module.personalize("localhost", port);
        return true;
      } catch (IOException | Refusal e) {
        return false;
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @Test
  void whateverIsDoneToARecordBothEndsEndAndNothingComesOfIt() throws Exception {
    var trials = new ArrayList<Callable<Integer>>();
    try (var undisturbed = new Street(Duration.ofSeconds(30));
        var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (boolean toModule : new boolean[] {true, false}) {
        var nothing = new Change(toModule, 0, Act.NOTHING);
        var records = undisturbed.run(nothing, Outcome.WHOLE);
        for (Act act : Act.values()) {
          if (act != Act.NOTHING) {
            trials.add(() -> eachRecord(records, toModule, act));
          }
        }
      }
      // Most of the time both ends wait.
      for (var struck : pool.invokeAll(trials)) {
        assertThat(struck.get()).isGreaterThan(5);
      }
    }
  }

  /** Returns how many records there were. */
  private static int eachRecord(List<byte[]> records, boolean toModule, Act act) throws Exception {
    int last = lastContent(records);
    try (var street = new Street(SHORT)) {
      for (int record = 0; record <= last; record++) {
        street.run(new Change(toModule, record, act), allowed(records, toModule, record, act));
      }
    }
    return last + 1;
  }

  private static int lastContent(List<byte[]> records) {
    int last = records.size() - 1;
    while (records.get(last).length < CONTENT) {
      last--;
    }
    return last;
  }

  private static Outcome[] allowed(List<byte[]> records, boolean toModule, int record, Act act) {
    if (records.get(record)[0] == CHANGE_CIPHER_SPEC) {
      // A relic of old versions that says nothing (RFC 8446, appendix D.4): it may be missing.
      return new Outcome[] {Outcome.NOTHING, Outcome.WHOLE};
    }
    int last = lastContent(records);
    // What is said twice is good once, and then instead of what would come next.
    int spoilt = act == Act.DOUBLED ? record + 1 : record;
    if (spoilt > last) {
      return new Outcome[] {Outcome.WHOLE};
    }
    // The module has committed when its last message, the acknowledgement, is on its way.
    return new Outcome[] {spoilt == last && !toModule ? Outcome.UNCONFIRMED : Outcome.NOTHING};
  }
}
