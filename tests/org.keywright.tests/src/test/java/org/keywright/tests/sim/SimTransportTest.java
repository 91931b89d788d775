// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.transport.sim.internal.FleetSimulator;
import org.keywright.transport.sim.internal.SimTransport;

/** Links inside the program end as those to the outside do, whatever the unit does. */
@Timeout(60)
class SimTransportTest {
  private static final Endpoint EI = Endpoint.parse("sim:ei");
  private static final byte[] GET_STATUS = {(byte) 0x80, 0x40, 0, 0, 0};

  /** PREPARE for place 1, at which the unit looks at its clock. */
  private static final byte[] PREPARE = {
    (byte) 0x80, 0x10, 1, 0, 8, (byte) 0x83, 2, 0, 1, (byte) 0x82, 2, 0, 1
  };

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(30);

  private CountDownLatch underWay = new CountDownLatch(1);
  private FleetSimulator simulator;
  private SimulatedUnit unit;

  private SimTransport transport(Duration limit, Duration delay, String fault) throws Exception {
    var crypto = new TestCrypto();
    var asked = new CountDownLatch(1);
    underWay = asked;
    simulator =
        FleetSimulator.withoutModules(
            crypto.suites,
            crypto.keys,
            crypto.sealing,
            () -> {
              asked.countDown();
              return Instant.EPOCH;
            },
            delay);
    var names = List.of(new UnitOrder.Name("ei", SerialNumber.parse("EI")));
    try (Key transportKey = crypto.keys.generate(KeySpec.AES_256)) {
      var installation =
          new UnitOrder.Installation(
              SetId.parse("FUEL"), 1, transportKey, 1, List.of(PlaceKind.any(1)));
      var order =
          new UnitOrder(
              Role.EI, names, Optional.of(installation), Bytes.of((byte) 1), Optional.empty());
      unit = simulator.create(order).getFirst();
    }
    unit.arm(Fault.parse(fault));
    return SimTransport.withTimeout(simulator, limit);
  }

  private static void fails(Link link, String why) {
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> link.transceive(GET_STATUS))
        .withMessage(why);
  }

  private static boolean done(byte[] answer) {
    return (answer[answer.length - 2] & 0xFF) == 0x90;
  }

  @Test
  void aUnitThatNeverAnswersEndsItsLinkAndTheNextOneIsGood() throws Exception {
    var transport = transport(SHORT, LONG, "stall");
    try (var link = transport.open(EI)) {
      fails(link, "ei: no answer within 30 ms");
      fails(link, "sim:ei: the link is closed");
    }
    try (var link = transport.open(EI)) {
      assertThat(done(link.transceive(GET_STATUS))).isTrue();
    }
  }

  @Test
  void aDelayedAnswerIsWaitedFor() throws Exception {
    var transport = transport(LONG, SHORT, "delay-answer");
    try (var link = transport.open(EI)) {
      long start = System.nanoTime();
      assertThat(done(link.transceive(GET_STATUS))).isTrue();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos());
      assertThat(done(link.transceive(GET_STATUS))).isTrue();
    }
  }

  @Test
  void anAnswerThatIsDelayedForTooLongIsNoAnswerAndNeverThatToALaterCommand() throws Exception {
    var transport = transport(SHORT, LONG, "delay-answer@10");
    try (var link = transport.open(EI)) {
      assertThatExceptionOfType(LinkException.class)
          .isThrownBy(() -> link.transceive(PREPARE))
          .withMessage("ei: no answer within 30 ms");
      fails(link, "sim:ei: the link is closed");
    }
    try (var link = transport.open(EI)) {
      byte[] status = link.transceive(GET_STATUS);
      assertThat(link.transceive(GET_STATUS)).isEqualTo(status);
    }
  }

  @Test
  void theUnitIsFreeForOthersWhileItsAnswerIsHeldBack() throws Exception {
    var transport = transport(LONG, LONG, "delay-answer@10");
    var held = transport.open(EI);
    try (var other = transport.open(EI)) {
      var call = started(held);
      assertThat(done(other.transceive(GET_STATUS))).isTrue();
      held.close();
      assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("ei: the link was closed");
    }
  }

  @Test
  void closingEndsACallThatHangs() throws Exception {
    for (String fault : List.of("stall@10", "delay-answer@10")) {
      var transport = transport(LONG, LONG, fault);
      var link = transport.open(EI);
      var call = started(link);
      link.close();
      assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("ei: the link was closed");
    }
  }

  @Test
  void interruptingEndsACallThatHangs() throws Exception {
    for (String fault : List.of("stall@10", "delay-answer@10")) {
      var transport = transport(LONG, LONG, fault);
      try (var link = transport.open(EI)) {
        var call = new FutureTask<>(() -> failure(link));
        var thread = Thread.ofVirtual().start(call);
        underWay.await();
        thread.interrupt();
        assertThat(call.get(30, TimeUnit.SECONDS))
            .isEqualTo("ei: the thread was interrupted, and still is");
        fails(link, "sim:ei: the link is closed");
      }
    }
  }

  @Test
  void cuttingThePowerEndsACallThatHangs() throws Exception {
    var transport = transport(LONG, LONG, "delay-answer@10");
    try (var link = transport.open(EI)) {
      var call = started(link);
      unit.powerCycle();
      assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("ei was switched off");
    }
  }

  @Test
  void anotherLinkEndsAStall() throws Exception {
    var transport = transport(LONG, LONG, "stall@10");
    try (var link = transport.open(EI)) {
      var call = started(link);
      try (var next = transport.open(EI)) {
        assertThat(call.get(30, TimeUnit.SECONDS))
            .isEqualTo("ei stalled until another link was opened");
        assertThat(done(next.transceive(GET_STATUS))).isTrue();
      }
    }
  }

  @Test
  void aTimeLimitThatIsNoneIsRefused() {
    for (var limit : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofDays(2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SimTransport.withTimeout(simulator, limit))
          .withMessageContaining("up to a day is allowed");
    }
  }

  /** Starts PREPARE in a thread of its own, and waits until the unit is at it. */
  private FutureTask<String> started(Link link) throws InterruptedException {
    var call = new FutureTask<>(() -> failure(link));
    Thread.ofVirtual().start(call);
    underWay.await();
    return call;
  }

  private static String failure(Link link) {
    try {
      link.transceive(PREPARE);
    } catch (LinkException e) {
      return e.getMessage() + (Thread.interrupted() ? ", and still is" : "");
    }
    throw new AssertionError("there was an answer");
  }
}
