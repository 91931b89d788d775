// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.pcsc.CardReader;
import org.keywright.transport.pcsc.internal.PcscAddress.ByAtr;
import org.keywright.transport.pcsc.internal.PcscAddress.BySerial;
import org.keywright.transport.pcsc.internal.PcscAddress.InReader;

/**
 * Finds the reader in which the card that is meant lies, and waits a little for a card, a reader or
 * the service that is just coming back.
 */
final class CardSearch {
  /** So long it is waited before the service is asked for again. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Pcsc pcsc;
  private final Endpoint endpoint;
  private final PcscAddress address;
  private final long until;

  /** What was missing at the last look. */
  private String missing = "";

  CardSearch(Pcsc pcsc, Endpoint endpoint, PcscAddress address, Duration patience) {
    this.pcsc = pcsc;
    this.endpoint = endpoint;
    this.address = address;
    this.until = System.nanoTime() + patience.toNanos();
  }

  /** Finds and connects the card. */
  Pcsc.Card connect() throws LinkException {
    while (true) {
      try {
        return connect(find());
      } catch (PcscException e) {
        if (left().isZero() || !passes(e)) {
          throw new LinkException(endpoint + ": " + e.getMessage(), e);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Whether what is amiss may be otherwise in a moment. */
  private static boolean passes(PcscException failure) {
    return failure.noService()
        || failure
            .error()
            .filter(
                error ->
                    switch (error) {
                      case SCARD_E_NO_SMARTCARD,
                          SCARD_W_REMOVED_CARD,
                          SCARD_W_RESET_CARD,
                          SCARD_W_UNPOWERED_CARD,
                          SCARD_E_UNKNOWN_READER,
                          SCARD_E_READER_UNAVAILABLE,
                          SCARD_E_SHARING_VIOLATION ->
                          true;
                      default -> false;
                    })
            .isPresent();
  }

  private Pcsc.Card connect(CardReader reader) throws PcscException {
    return pcsc.connect(reader.name(), !address.shared());
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
  }

  private CardReader find() throws PcscException, LinkException {
    try (var watch = pcsc.watch()) {
      var readers = watch.next(Duration.ZERO);
      while (true) {
        var found = find(readers);
        if (found.isPresent()) {
          return found.get();
        }
        var left = left();
        if (left.isZero()) {
          throw new LinkException(endpoint + ": " + missing);
        }
        readers = watch.next(left);
      }
    }
  }

  private Optional<CardReader> find(List<CardReader> readers) throws LinkException, PcscException {
    if (readers.isEmpty()) {
      missing = PcscError.SCARD_E_NO_READERS_AVAILABLE.words();
      return Optional.empty();
    }
    return switch (address.choice()) {
      case InReader named -> named(named, readers);
      case ByAtr mask -> masked(mask, readers);
      case BySerial serial -> numbered(serial, readers);
    };
  }

  private Optional<CardReader> named(InReader named, List<CardReader> readers)
      throws LinkException {
    var fitting = named.among(readers);
    if (fitting.size() > 1) {
      throw new LinkException(
          "%s: several readers are called so: %s; write more of the name"
              .formatted(endpoint, names(fitting)));
    }
    if (fitting.isEmpty()) {
      missing = "no reader is called so; here are " + names(readers);
      return Optional.empty();
    }
    missing = "there is no card in " + fitting.getFirst().name();
    return fitting.stream().filter(CardReader::hasCard).findFirst();
  }

  private Optional<CardReader> masked(ByAtr mask, List<CardReader> readers) throws LinkException {
    var fitting =
        readers.stream().filter(reader -> reader.atr().filter(mask::fits).isPresent()).toList();
    missing = "no card has an answer to reset that begins so; pcsc:list shows those that are here";
    return only(fitting);
  }

  private Optional<CardReader> numbered(BySerial wanted, List<CardReader> readers)
      throws LinkException, PcscException {
    var fitting = new ArrayList<CardReader>();
    for (CardReader reader : readers) {
      if (reader.hasCard()
          && CardSerial.of(pcsc, reader.name()).filter(wanted.serial()::equals).isPresent()) {
        fitting.add(reader);
      }
    }
    missing = "no card says that this is its serial number";
    return only(fitting);
  }

  private Optional<CardReader> only(List<CardReader> fitting) throws LinkException {
    if (fitting.size() > 1) {
      throw new LinkException(
          "%s: several cards fit, in %s; name the reader".formatted(endpoint, names(fitting)));
    }
    return fitting.stream().findFirst();
  }

  private static String names(List<CardReader> readers) {
    return readers.stream().map(CardReader::name).collect(Collectors.joining(", "));
  }
}
