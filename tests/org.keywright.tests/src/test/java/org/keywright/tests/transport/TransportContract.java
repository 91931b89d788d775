// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
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

/** What each transport must hold; extended for each transport. */
@Timeout(30)
abstract class TransportContract {
  /** The transport under test; the same one during a test. */
  protected abstract TransportProvider provider();

  /** A module that answers {@link #command} at once. */
  protected abstract Endpoint answering();

  /** An endpoint that is well formed, and nobody is there. */
  protected abstract Endpoint unknown();

  /** An endpoint of the scheme that is not well formed. */
  protected abstract Endpoint malformed();

  /** A module that takes a command and does not answer it; null if there is no such thing. */
  protected abstract Endpoint silent();

  /** Waits until the silent module has a command. */
  protected abstract void awaitSilence() throws InterruptedException;

  /** How many commands the answering module had. */
  protected abstract long commands();

  /** A command that does no harm. */
  protected byte[] command() {
    return new byte[] {(byte) 0x80, 0x40, 0, 0, 0};
  }

  /** The command that the silent module takes and does not answer. */
  protected byte[] unanswered() {
    return command();
  }

  @Test
  void opensALinkThatAnswers() throws Exception {
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
  void answersABatchInOrder() throws Exception {
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
  void closesMoreThanOnceAndAnswersNoMore() throws Exception {
    var link = provider().open(answering());
    link.close();
    link.close();
    assertThatExceptionOfType(LinkException.class).isThrownBy(() -> link.transceive(command()));
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> link.transceiveAll(List.of(command())));
    assertThat(link.atr()).isNotNull();
  }

  @Test
  void opensAgainAfterClosing() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (var link = provider().open(answering())) {
        assertThat(link.transceive(command()).length).isGreaterThanOrEqualTo(2);
      }
    }
  }

  @Test
  void saysWhichEndpointItCannotReach() {
    for (var endpoint : List.of(unknown(), malformed())) {
      assertThatExceptionOfType(LinkException.class)
          .isThrownBy(() -> provider().open(endpoint))
          .withMessageContaining(endpoint.toString());
    }
  }

  @Test
  void knowsItsEndpoints() {
    assertThat(provider().endpoints()).doesNotContainNull();
  }

  @Test
  void closingEndsACallOfAVirtualThread() throws Exception {
    closingEndsACall(Thread.ofVirtual());
  }

  @Test
  void closingEndsACallOfAPlatformThread() throws Exception {
    closingEndsACall(Thread.ofPlatform());
  }

  @Test
  void interruptingEndsACallOfAVirtualThread() throws Exception {
    interruptingEndsACall(Thread.ofVirtual());
  }

  @Test
  void interruptingEndsACallOfAPlatformThread() throws Exception {
    interruptingEndsACall(Thread.ofPlatform());
  }

  @Test
  void anInterruptedThreadSendsNothing() throws Exception {
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
    Assumptions.assumeTrue(silent() != null, "no module is silent");
    var link = provider().open(silent());
    var call = started(threads, () -> failure(link, unanswered()));
    awaitSilence();
    link.close();
    assertThat(call.get(10, TimeUnit.SECONDS)).isFalse();
  }

  private void interruptingEndsACall(Thread.Builder threads) throws Exception {
    Assumptions.assumeTrue(silent() != null, "no module is silent");
    try (var link = provider().open(silent())) {
      var call = new FutureTask<>(() -> failure(link, unanswered()));
      var thread = threads.start(call);
      awaitSilence();
      thread.interrupt();
      assertThat(call.get(10, TimeUnit.SECONDS)).as("still interrupted").isTrue();
      assertThatExceptionOfType(LinkException.class).isThrownBy(() -> link.transceive(command()));
    }
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
