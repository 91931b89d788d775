// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keywright.transport.Atr;
import org.keywright.transport.pcsc.CardReader;
import org.keywright.transport.pcsc.CardReaders.Observation;
import org.keywright.transport.pcsc.ReaderEvent;
import org.keywright.transport.pcsc.ReaderEvent.Kind;

/** Tells one observer of readers and cards that come and go, by a thread of its own. */
final class ReaderWatch implements Observation {
  private static final System.Logger LOG = System.getLogger(ReaderWatch.class.getName());

  /** One wait is no longer, for a wait that just begins may miss that it is to end. */
  private static final Duration ROUND = Duration.ofSeconds(1);

  /** So long it is waited before a missing service is asked for again. */
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Pcsc pcsc;
  private final Consumer<ReaderEvent> observer;
  private final Consumer<ReaderWatch> atEnd;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile Pcsc.@Nullable Watch watch;

  /** What the observer was told last; nothing as long as it knows of no service. */
  private Optional<Map<String, CardReader>> told = Optional.empty();

  ReaderWatch(Pcsc pcsc, Consumer<ReaderEvent> observer, Consumer<ReaderWatch> atEnd) {
    this.pcsc = pcsc;
    this.observer = observer;
    this.atEnd = atEnd;
    this.thread = Thread.ofPlatform().daemon().name("card readers").unstarted(this::run);
  }

  ReaderWatch started() {
    thread.start();
    return this;
  }

  private void run() {
    try {
      while (closed.getCount() > 0) {
        follow();
        closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "the watch of card readers was interrupted", e);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING, "an observer of card readers threw; it is told no more", e);
    } finally {
      atEnd.accept(this);
    }
  }

  /** Follows until the service goes, or the observation is closed. */
  private void follow() {
    try (var current = pcsc.watch()) {
      watch = current;
      while (closed.getCount() > 0) {
        tell(current.next(ROUND));
      }
    } catch (PcscException e) {
      if (closed.getCount() > 0) {
        LOG.log(System.Logger.Level.DEBUG, "no card readers: {0}", String.valueOf(e.getMessage()));
        serviceWent();
      }
    } finally {
      watch = null;
    }
  }

  private void serviceWent() {
    if (told.isPresent()) {
      tell(List.of());
      told = Optional.empty();
      tell(Kind.SERVICE_WENT, "", Optional.empty());
    }
  }

  private void tell(List<CardReader> readers) {
    if (told.isEmpty()) {
      tell(Kind.SERVICE_CAME, "", Optional.empty());
    }
    var before = told.orElseGet(Map::of);
    var now = new LinkedHashMap<String, CardReader>();
    readers.forEach(reader -> now.put(reader.name(), reader));
    told = Optional.of(now);
    before.forEach(
        (name, reader) -> {
          if (reader.hasCard() && !same(reader, now.get(name))) {
            tell(Kind.CARD_WENT, name, reader.atr());
          }
          if (!now.containsKey(name)) {
            tell(Kind.READER_WENT, name, Optional.empty());
          }
        });
    now.forEach(
        (name, reader) -> {
          if (!before.containsKey(name)) {
            tell(Kind.READER_CAME, name, Optional.empty());
          }
          if (reader.hasCard() && !same(reader, before.get(name))) {
            tell(Kind.CARD_CAME, name, reader.atr());
          }
        });
  }

  private static boolean same(CardReader one, @Nullable CardReader other) {
    return other != null && other.hasCard() && one.atr().equals(other.atr());
  }

  private void tell(Kind kind, String reader, Optional<Atr> atr) {
    if (closed.getCount() > 0) {
      observer.accept(new ReaderEvent(kind, reader, atr));
    }
  }

  @Override
  public void close() {
    closed.countDown();
    var current = watch;
    if (current != null) {
      current.close();
    }
  }
}
