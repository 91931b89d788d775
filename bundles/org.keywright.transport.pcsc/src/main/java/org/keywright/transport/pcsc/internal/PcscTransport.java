// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.pcsc.CardReader;
import org.keywright.transport.pcsc.CardReaders;
import org.keywright.transport.pcsc.ReaderEvent;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.transport.spi.TransportScheme;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Reaches cards in readers as {@code pcsc:READER}, {@code pcsc:atr=MASK} and {@code
 * pcsc:serial=NUMBER}.
 *
 * <p>Each link has a platform thread, which ends with it; each observation of the readers too. The
 * platform's library is loaded when it is first needed.
 */
@Component(service = {TransportProvider.class, CardReaders.class})
@TransportScheme("pcsc")
public final class PcscTransport implements TransportProvider, CardReaders {
  private final Limits limits;
  private final Ways ways;
  private final Set<ReaderWatch> watches = ConcurrentHashMap.newKeySet();

  /** Configuration of the transport; times in milliseconds. */
  public @interface Settings {
    /** How long a link waits for its card, its reader or the service. */
    int arrival_timeout() default 2_000;

    /** How long it may take to connect a card that is there. */
    int connect_timeout() default 5_000;

    /** How long a card may take to answer a command. */
    int answer_timeout() default 30_000;
  }

  /**
   * How long what may take.
   *
   * @param arrival until card, reader and service are there
   * @param connect until the card is connected, thereafter
   * @param answer until a command is answered
   */
  public record Limits(Duration arrival, Duration connect, Duration answer) {
    /** Those that hold by default. */
    public static final Limits USUAL =
        new Limits(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  /** Makes the transport by its configuration. */
  @Activate
  public PcscTransport(Settings settings) {
    this(
        Ways.ofPlatform(),
        new Limits(
            Duration.ofMillis(settings.arrival_timeout()),
            Duration.ofMillis(settings.connect_timeout()),
            Duration.ofMillis(settings.answer_timeout())));
  }

  private PcscTransport(Ways ways, Limits limits) {
    this.ways = ways;
    this.limits = limits;
  }

  /** Makes a transport without a framework, by the way that is chosen by itself. */
  public static PcscTransport with(Limits limits) {
    return new PcscTransport(Ways.ofPlatform(), limits);
  }

  /** Makes a transport without a framework, by way of {@code javax.smartcardio}. */
  public static PcscTransport bySmartcardio(Limits limits) {
    return new PcscTransport(Ways.smartcardio("it was asked for"), limits);
  }

  @Override
  public List<Endpoint> endpoints() {
    try {
      return look().stream()
          .filter(CardReader::hasCard)
          .map(reader -> new Endpoint("pcsc", reader.name()))
          .toList();
    } catch (PcscException e) {
      return List.of();
    }
  }

  @Override
  public Link open(Endpoint endpoint) throws LinkException {
    var address = PcscAddress.of(endpoint);
    var thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("link to " + endpoint).factory());
    var search =
        new FutureTask<>(
            () -> new CardSearch(ways.chosen(), endpoint, address, limits.arrival()).connect());
    Pcsc.Card card = null;
    try {
      thread.execute(search);
      card = search.get(limits.arrival().plus(limits.connect()).toNanos(), TimeUnit.NANOSECONDS);
      return new PcscLink(endpoint, thread, card, limits.answer());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinkException(endpoint + ": the thread was interrupted", e);
    } catch (TimeoutException e) {
      throw new LinkException(
          endpoint + ": the card is not connected within " + limits.connect().toSeconds() + " s",
          e);
    } catch (ExecutionException e) {
      throw failed(endpoint, e);
    } finally {
      if (card == null) {
        leave(thread, search);
      }
    }
  }

  private static LinkException failed(Endpoint endpoint, ExecutionException failure) {
    return failure.getCause() instanceof LinkException known
        ? known
        : new LinkException(endpoint + ": the search for the card failed", failure.getCause());
  }

  /** A card that is connected too late is given back. */
  private static void leave(ExecutorService thread, FutureTask<Pcsc.Card> search) {
    thread.execute(
        () -> {
          if (search.state() == FutureTask.State.SUCCESS) {
            search.resultNow().close();
          }
        });
    thread.shutdown();
  }

  private List<CardReader> look() throws PcscException {
    try (var watch = ways.chosen().watch()) {
      return watch.next(Duration.ZERO);
    }
  }

  @Override
  public Access access() {
    Pcsc chosen = ways.chosen();
    return new Access(
        chosen.name(), ways.reason(), chosen.longestAnswer(), chosen.survivesRestart());
  }

  @Override
  public List<CardReader> readers() throws LinkException {
    try {
      return look();
    } catch (PcscException e) {
      throw new LinkException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Observation observe(Consumer<ReaderEvent> observer) {
    var watch = new ReaderWatch(ways.chosen(), observer, watches::remove);
    watches.add(watch);
    return watch.started();
  }

  /** Ends all observations; links are cut by the registry of transports. */
  @Deactivate
  public void close() {
    watches.forEach(ReaderWatch::close);
  }
}
