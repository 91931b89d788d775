// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.Transports.State;
import org.keywright.transport.spi.TransportProvider;

@Timeout(20)
class PluggedTransportsTest {
  private static final Endpoint X = Endpoint.parse("acme:x");
  private static final byte[] COMMAND = {(byte) 0x80, 0x40, 0, 0};

  private final PluggedTransports transports = new PluggedTransports();

  /** Answers with the command itself, until it is closed; can be held up. */
  private static class EchoLink implements Link {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);
    final AtomicInteger closings = new AtomicInteger();
    final boolean stalling;

    EchoLink(boolean stalling) {
      this.stalling = stalling;
    }

    @Override
    public Atr atr() {
      return Atr.of(new byte[] {0x3B, 0});
    }

    @Override
    public byte[] transceive(byte[] command) throws LinkException {
      entered.countDown();
      try {
        if (stalling && closed.await(10, TimeUnit.SECONDS)) {
          throw new LinkException("closed");
        }
      } catch (InterruptedException e) {
        throw new LinkException("interrupted", e);
      }
      return command;
    }

    @Override
    public void close() {
      closings.incrementAndGet();
      closed.countDown();
    }
  }

  private interface Opening {
    Link open(Endpoint endpoint) throws LinkException;
  }

  private static TransportProvider provider(Opening opening) {
    return new TransportProvider() {
      @Override
      public List<Endpoint> endpoints() {
        return List.of(X);
      }

      @Override
      public Link open(Endpoint endpoint) throws LinkException {
        return opening.open(endpoint);
      }
    };
  }

  private TransportProvider plug(Opening opening) {
    var provider = provider(opening);
    bind(provider);
    return provider;
  }

  private void bind(TransportProvider provider) {
    transports.bindTransport(
        provider, Map.of("keywright.transport.scheme", "acme", "service.bundleid", 12L));
  }

  @Test
  void carriesBytesThroughTheProviderOfTheScheme() throws Exception {
    var raw = new EchoLink(false);
    plug(endpoint -> raw);
    var link = transports.open(X);
    assertThat(link.transceive(COMMAND)).isEqualTo(COMMAND);
    assertThat(link.transceiveAll(List.of(COMMAND, COMMAND))).hasSize(2);
    assertThat(link.atr()).isEqualTo(raw.atr());
    assertThat(transports.statuses().getFirst().openLinks()).isEqualTo(1);
    link.close();
    assertLinkException(() -> link.transceive(COMMAND), "the link is closed");
    link.close();
    assertThat(raw.closings).hasValue(1);
    assertThat(transports.statuses().getFirst().openLinks()).isZero();
    assertThat(transports.endpoints()).containsExactly(X);
  }

  @Test
  void saysWhichSchemesAreHere() {
    assertLinkException(() -> transports.open(Endpoint.parse("foo:x")), "none is here");
    plug(endpoint -> new EchoLink(false));
    assertLinkException(
        () -> transports.open(Endpoint.parse("foo:x")), "no transport serves 'foo'; here are acme");
  }

  @Test
  void unpluggingCutsOpenLinks() throws Exception {
    var raw = new EchoLink(false);
    var provider = plug(endpoint -> raw);
    var link = transports.open(X);
    transports.unbindTransport(provider);
    assertLinkException(() -> link.transceive(COMMAND), "transport was unplugged");
    assertLinkException(() -> link.transceiveAll(List.of(COMMAND)), "transport was unplugged");
    link.close();
    assertThat(raw.closings).hasValue(1);
    assertLinkException(() -> transports.open(X), "none is here");
  }

  @Test
  void unpluggingEndsACallUnderWay() throws Exception {
    var raw = new EchoLink(true);
    var provider = plug(endpoint -> raw);
    var link = transports.open(X);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var call = CompletableFuture.supplyAsync(() -> failure(link), threads);
      raw.entered.await();
      transports.unbindTransport(provider);
      assertThat(call.get(10, TimeUnit.SECONDS)).contains("transport was unplugged");
    }
  }

  @Test
  void aProviderThatGoesWhileItOpensLeavesNoLink() throws Exception {
    var opening = new CountDownLatch(1);
    var gone = new CountDownLatch(1);
    var raw = new EchoLink(false);
    var provider =
        plug(
            endpoint -> {
              opening.countDown();
              await(gone);
              return raw;
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var call =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return transports.open(X);
                } catch (LinkException e) {
                  throw new CompletionException(e);
                }
              },
              threads);
      opening.await();
      transports.unbindTransport(provider);
      gone.countDown();
      assertThat(call)
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .withMessageContaining("transport was unplugged");
    }
    assertThat(raw.closings).hasValue(1);
  }

  @Test
  void opensAndUnplugsInAnyOrderLeaveNoLinkOpen() throws Exception {
    var raws = Collections.synchronizedList(new ArrayList<EchoLink>());
    for (int round = 0; round < 200; round++) {
      var provider =
          plug(
              endpoint -> {
                var raw = new EchoLink(false);
                raws.add(raw);
                return raw;
              });
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 4; i++) {
          threads.submit(() -> transports.open(X));
        }
        threads.submit(() -> transports.unbindTransport(provider));
      }
    }
    assertThat(raws).allSatisfy(raw -> assertThat(raw.closings).hasValue(1));
    assertThat(transports.statuses()).isEmpty();
  }

  @Test
  void aSecondProviderIsShadowedAndTakesOver() throws Exception {
    var first = plug(endpoint -> new EchoLink(false));
    var second = new EchoLink(false);
    plug(endpoint -> second);
    assertThat(transports.statuses())
        .extracting(status -> status.state())
        .containsExactly(State.ACTIVE, State.SHADOWED);
    assertThat(transports.statuses().get(1).reason()).contains("served by").contains("bundle 12");
    assertThat(transports.endpoints()).hasSize(1);
    transports.unbindTransport(first);
    assertThat(transports.statuses().getFirst().state()).isEqualTo(State.ACTIVE);
    transports.open(X).close();
    assertThat(second.closings).hasValue(1);
  }

  @Test
  void aProviderThatThrowsIsFaultyAndTheNextTakesOver() throws Exception {
    var calls = new AtomicInteger();
    plug(
        endpoint -> {
          calls.incrementAndGet();
          throw new LinkageError("no such class");
        });
    assertLinkException(() -> transports.open(X), "is faulty: open failed with");
    assertLinkException(() -> transports.open(X), "is faulty: open failed with");
    assertThat(calls).hasValue(1);
    assertThat(transports.endpoints()).isEmpty();
    assertThat(transports.statuses().getFirst())
        .satisfies(
            status -> {
              assertThat(status.state()).isEqualTo(State.FAULTY);
              assertThat(status.reason()).contains("no such class");
            });
    plug(endpoint -> new EchoLink(false));
    transports.open(X).close();
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullsAreFaults() {
    var withoutLink = plug(endpoint -> null);
    assertLinkException(() -> transports.open(X), "is faulty");
    transports.unbindTransport(withoutLink);
    var raw =
        new EchoLink(false) {
          @Override
          public Atr atr() {
            return null;
          }
        };
    plug(endpoint -> raw);
    assertLinkException(() -> transports.open(X), "is faulty: atr failed");
    assertThat(raw.closings).hasValue(1);
  }

  @Test
  void aProviderWhoseEndpointsThrowIsFaulty() {
    bind(
        new TransportProvider() {
          @Override
          public List<Endpoint> endpoints() {
            throw new IllegalStateException("oops");
          }

          @Override
          public Link open(Endpoint endpoint) {
            return new EchoLink(false);
          }
        });
    assertThat(transports.endpoints()).isEmpty();
    assertThat(transports.statuses().getFirst().reason()).contains("endpoints").contains("oops");
  }

  @Test
  void aProviderMayFailToReachAnEndpoint() {
    plug(
        endpoint -> {
          throw new LinkException("nobody there");
        });
    assertLinkException(() -> transports.open(X), "nobody there");
    assertThat(transports.statuses().getFirst().state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void aProviderWithoutSchemeIsFaulty() {
    transports.bindTransport(provider(endpoint -> new EchoLink(false)), Map.of());
    assertThat(transports.statuses().getFirst().reason()).contains("keywright.transport.scheme");
  }

  @Test
  void aLinkThatThrowsAmissIsClosed() throws Exception {
    var raw =
        new EchoLink(false) {
          @Override
          public byte[] transceive(byte[] command) {
            throw new IllegalStateException("oops");
          }

          @Override
          public List<byte[]> transceiveAll(List<byte[]> commands) {
            return List.of();
          }
        };
    plug(endpoint -> raw);
    var link = transports.open(X);
    assertLinkException(() -> link.transceive(COMMAND), "oops");
    assertLinkException(() -> link.transceive(COMMAND), "the link is closed");
    assertThat(raw.closings).hasValue(1);
    var other = transports.open(X);
    assertLinkException(() -> other.transceiveAll(List.of(COMMAND)), "0 responses to 1 commands");
    assertThat(transports.statuses().getFirst().state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void observersSeeEachExchange() throws Exception {
    var seen = new ArrayList<String>();
    var raw = new EchoLink(false);
    plug(endpoint -> raw);
    var link = transports.open(X);
    var watch =
        transports.observe(
            (endpoint, command, response, took) ->
                seen.add(
                    endpoint
                        + " "
                        + command.length
                        + " "
                        + response.map(r -> r.length).orElse(-1)));
    link.transceive(COMMAND);
    link.transceiveAll(List.of(COMMAND, new byte[5]));
    link.close();
    assertLinkException(() -> link.transceive(COMMAND), "closed");
    watch.close();
    assertLinkException(() -> link.transceive(COMMAND), "closed");
    assertThat(seen).containsExactly("acme:x 4 4", "acme:x 4 4", "acme:x 5 5", "acme:x 4 -1");
  }

  @Test
  void whoeverWatchesIsToldOfEachTransportThatComesFailsOrGoes() {
    var states = new ArrayList<List<State>>();
    var watch =
        transports.watch(
            () ->
                states.add(transports.statuses().stream().map(status -> status.state()).toList()));
    var first =
        plug(
            endpoint -> {
              throw new IllegalStateException("oops");
            });
    var second = plug(endpoint -> new EchoLink(false));
    assertLinkException(() -> transports.open(X), "is faulty");
    transports.unbindTransport(first);
    watch.close();
    transports.unbindTransport(second);
    assertThat(states)
        .containsExactly(
            List.of(State.ACTIVE),
            List.of(State.ACTIVE, State.SHADOWED),
            List.of(State.FAULTY, State.ACTIVE),
            List.of(State.ACTIVE));
  }

  @Test
  void aWatcherThatThrowsIsDroppedAndTheTransportServes() throws Exception {
    var calls = new AtomicInteger();
    transports.watch(
        () -> {
          calls.incrementAndGet();
          throw new IllegalStateException("oops");
        });
    plug(endpoint -> new EchoLink(false));
    plug(endpoint -> new EchoLink(false));
    assertThat(calls).hasValue(1);
    assertThat(transports.open(X).transceive(COMMAND)).isEqualTo(COMMAND);
  }

  @Test
  void anObserverThatThrowsIsDropped() throws Exception {
    var calls = new AtomicInteger();
    plug(endpoint -> new EchoLink(false));
    transports.observe(
        (endpoint, command, response, took) -> {
          calls.incrementAndGet();
          throw new IllegalStateException("oops");
        });
    try (var link = transports.open(X)) {
      link.transceive(COMMAND);
      assertThat(link.transceive(COMMAND)).isEqualTo(COMMAND);
    }
    assertThat(calls).hasValue(1);
  }

  private static String failure(Link link) {
    try {
      link.transceive(COMMAND);
      return "answered";
    } catch (LinkException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void await(CountDownLatch latch) throws LinkException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new LinkException("interrupted", e);
    }
  }

  private static void assertLinkException(ThrowingCallable call, String message) {
    assertThatExceptionOfType(LinkException.class).isThrownBy(call).withMessageContaining(message);
  }
}
