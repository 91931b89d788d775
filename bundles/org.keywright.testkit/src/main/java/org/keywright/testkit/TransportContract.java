// SPDX-License-Identifier: EPL-2.0
package org.keywright.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.spi.TransportProvider;

/**
 * What each transport must hold (transport protocol, clause "Writing a transport"): order, closing
 * from another thread, interrupts, and what unknown and malformed endpoints give.
 *
 * <p>Extend it and name two modules that the transport reaches: one that answers at once, and, if
 * there can be one, another that takes a command and stays silent.
 */
@Timeout(30)
public abstract class TransportContract {
  /** Called by the test framework, through the subclass. */
  protected TransportContract() {}

  /** The transport under test; the same one during a test. */
  protected abstract TransportProvider provider();

  /** A module that answers {@link #command} at once. */
  protected abstract Endpoint answering();

  /** An endpoint that is well formed, and nobody is there. */
  protected abstract Endpoint unknown();

  /** An endpoint of the scheme that is not well formed. */
  protected abstract Endpoint malformed();

  /** A module that takes a command and does not answer it; empty if there can be none. */
  protected abstract Optional<Endpoint> silent();

  /** Waits until the silent module has a command; by a latch, never by time. */
  protected abstract void awaitSilence() throws InterruptedException;

  /** How many commands the answering module has had so far. */
  protected abstract long commands();

  /** A command that does no harm; a new array each time. */
  protected byte[] command() {
    return new byte[] {(byte) 0x80, 0x40, 0, 0, 0};
  }

  /** The command that the silent module takes and does not answer. */
  protected byte[] unanswered() {
    return command();
  }

  @Test
  final void opensALinkThatAnswers() throws Exception {
    try (var link = provider().open(answering())) {
      assertThat(link.atr().toBytes()).hasSizeBetween(2, 33);
      for (int i = 0; i < 20; i++) {
        byte[] command = command();
        assertThat(link.transceive(command).length).isGreaterThanOrEqualTo(2);
        assertThat(command).isEqualTo(command());
      }
    }
  }

  @Test
  final void answersABatchInOrder() throws Exception {
    try (var link = provider().open(answering())) {
      byte[] one = link.transceive(command());
      var commands = new ArrayList<byte[]>();
      for (int i = 0; i < 50; i++) {
        commands.add(command());
      }
      assertThat(link.transceiveAll(commands)).hasSize(50).containsOnly(one);
      assertThat(link.transceiveAll(List.of())).isEmpty();
    }
  }

  @Test
  final void closesMoreThanOnceAndAnswersNoMore() throws Exception {
    var link = provider().open(answering());
    link.close();
    link.close();
    assertThatExceptionOfType(LinkException.class).isThrownBy(() -> link.transceive(command()));
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> link.transceiveAll(List.of(command())));
    assertThat(link.atr()).isNotNull();
  }

  @Test
  final void opensAgainAfterClosing() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (var link = provider().open(answering())) {
        assertThat(link.transceive(command()).length).isGreaterThanOrEqualTo(2);
      }
    }
  }

  @Test
  final void saysWhichEndpointItCannotReach() {
    for (var endpoint : List.of(unknown(), malformed())) {
      assertThatExceptionOfType(LinkException.class)
          .isThrownBy(() -> provider().open(endpoint))
          .withMessageContaining(endpoint.toString());
    }
  }

  @Test
  final void knowsItsEndpoints() {
    assertThat(provider().endpoints()).doesNotContainNull();
  }

  @Test
  final void closingEndsACallOfAVirtualThread() throws Exception {
    closingEndsACall(Thread.ofVirtual());
  }

  @Test
  final void closingEndsACallOfAPlatformThread() throws Exception {
    closingEndsACall(Thread.ofPlatform());
  }

  @Test
  final void interruptingEndsACallOfAVirtualThread() throws Exception {
    interruptingEndsACall(Thread.ofVirtual());
  }

  @Test
  final void interruptingEndsACallOfAPlatformThread() throws Exception {
    interruptingEndsACall(Thread.ofPlatform());
  }

  @Test
  final void anInterruptedThreadSendsNothing() throws Exception {
    try (var link = provider().open(answering())) {
      long before = commands();
      var failure =
          started(
              Thread.ofVirtual(),
              () -> {
                Thread.currentThread().interrupt();
                return failure(link, command());
              });
      assertThat(failure.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(commands()).isEqualTo(before);
    }
  }

  private void closingEndsACall(Thread.Builder threads) throws Exception {
    var link = provider().open(silentOne());
    var call = started(threads, () -> failure(link, unanswered()));
    awaitSilence();
    link.close();
    assertThat(call.get(10, TimeUnit.SECONDS)).isFalse();
  }

  private void interruptingEndsACall(Thread.Builder threads) throws Exception {
    try (var link = provider().open(silentOne())) {
      var call = new FutureTask<>(() -> failure(link, unanswered()));
      var thread = threads.start(call);
      awaitSilence();
      thread.interrupt();
      assertThat(call.get(10, TimeUnit.SECONDS)).as("still interrupted").isTrue();
      assertThatExceptionOfType(LinkException.class).isThrownBy(() -> link.transceive(command()));
    }
  }

  private Endpoint silentOne() {
    return silent().orElseGet(() -> Assumptions.abort("no module can be silent"));
  }

  private static <T> FutureTask<T> started(Thread.Builder threads, Callable<T> work) {
    var task = new FutureTask<>(work);
    threads.start(task);
    return task;
  }

  /** Makes a call that fails, and says whether the thread is interrupted after it. */
  private static boolean failure(Link link, byte[] command) {
    try {
      link.transceive(command);
    } catch (LinkException e) {
      return Thread.interrupted();
    }
    throw new AssertionError("there was an answer");
  }
}
