// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;
import org.keywright.transport.Atr;
import org.keywright.transport.pcsc.CardReader;
import org.keywright.transport.pcsc.CardReader.State;

/**
 * By way of {@code javax.smartcardio} and the provider that the JDK has for it.
 *
 * <p>That provider has one context for the whole program: it is of no more use once the service was
 * restarted, a thread that waits for a change in it would hold up all others, and one card is not
 * given out twice. So changes are looked for four times a second. It has no exclusive access
 * either; instead a transaction makes the commands of other programs wait.
 */
final class SmartcardioPcsc implements Pcsc {
  private static final int LONGEST = 8190;
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Map<String, SmartcardioCard> connected = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "javax.smartcardio";
  }

  @Override
  public int longestAnswer() {
    return LONGEST;
  }

  @Override
  public boolean survivesRestart() {
    return false;
  }

  private static CardTerminals terminals() throws PcscException {
    try {
      return TerminalFactory.getInstance("PC/SC", null).terminals();
    } catch (NoSuchAlgorithmException e) {
      throw failed(e);
    }
  }

  private static List<CardTerminal> list() throws PcscException {
    try {
      return terminals().list();
    } catch (CardException e) {
      var failure = failed(e);
      if (failure.error().filter(PcscError.SCARD_E_NO_READERS_AVAILABLE::equals).isPresent()) {
        return List.of();
      }
      throw failure;
    }
  }

  /** The provider hides what the service said in the last cause's message. */
  private static PcscException failed(Exception failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      var error = PcscError.ofName(String.valueOf(t.getMessage()));
      if (error.isPresent()) {
        String further =
            error.get().noService() ? "; if it was restarted, start Keywright anew as well" : "";
        return new PcscException(error.get(), further, failure);
      }
    }
    return new PcscException("javax.smartcardio failed with " + failure.getMessage(), failure);
  }

  @Override
  public Watch watch() {
    return new LookingWatch();
  }

  @Override
  public Card connect(String reader, boolean exclusive) throws PcscException {
    for (CardTerminal terminal : list()) {
      if (terminal.getName().equals(reader)) {
        return connect(terminal, exclusive);
      }
    }
    throw new PcscException(PcscError.SCARD_E_UNKNOWN_READER, null);
  }

  private Card connect(CardTerminal terminal, boolean exclusive) throws PcscException {
    if (connected.containsKey(terminal.getName())) {
      throw new PcscException(PcscError.SCARD_E_SHARING_VIOLATION, null);
    }
    try {
      if (!terminal.isCardPresent()) {
        throw new PcscException(PcscError.SCARD_E_NO_SMARTCARD, null);
      }
      var connection = terminal.connect("*");
      if (exclusive) {
        connection.beginExclusive();
      }
      var card = new SmartcardioCard(terminal.getName(), connection, exclusive);
      connected.put(terminal.getName(), card);
      return card;
    } catch (CardException e) {
      throw failed(e);
    }
  }

  private final class SmartcardioCard implements Card {
    private final String reader;
    private final javax.smartcardio.Card card;
    private final CardChannel channel;
    private final boolean exclusive;
    private final Atr atr;

    SmartcardioCard(String reader, javax.smartcardio.Card card, boolean exclusive) {
      this.reader = reader;
      this.card = card;
      this.channel = card.getBasicChannel();
      this.exclusive = exclusive;
      this.atr = Atr.of(card.getATR().getBytes());
    }

    @Override
    public Atr atr() {
      return atr;
    }

    @Override
    public int protocol() {
      return card.getProtocol().equals("T=0") ? 0 : 1;
    }

    @Override
    public byte[] transmit(byte[] command) throws PcscException {
      try {
        return channel.transmit(encoded(command)).getBytes();
      } catch (CardException e) {
        throw failed(e);
      } catch (IllegalArgumentException e) {
        throw new PcscException(NO_ANSWER, e);
      } catch (IllegalStateException e) {
        throw new PcscException("the card was given back", e);
      }
    }

    private static CommandAPDU encoded(byte[] command) throws PcscException {
      try {
        return new CommandAPDU(command);
      } catch (IllegalArgumentException e) {
        throw new PcscException("javax.smartcardio does not send this: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      connected.remove(reader, this);
      try {
        card.disconnect(exclusive);
      } catch (CardException e) {
        System.getLogger(SmartcardioPcsc.class.getName())
            .log(System.Logger.Level.DEBUG, "a card is not given back well", e);
      }
    }
  }

  /** Looks at the readers from time to time. */
  private final class LookingWatch implements Watch {
    private final CountDownLatch closed = new CountDownLatch(1);
    private Optional<List<CardReader>> known = Optional.empty();

    @Override
    public List<CardReader> next(Duration limit) throws PcscException {
      long until = System.nanoTime() + limit.toNanos();
      while (true) {
        var now = look();
        long left = until - System.nanoTime();
        if (left <= 0 || !known.equals(Optional.of(now))) {
          known = Optional.of(now);
          return now;
        }
        if (await(Math.min(left, LOOK.toNanos()))) {
          throw new PcscException(PcscError.SCARD_E_CANCELLED, null);
        }
      }
    }

    private boolean await(long nanos) throws PcscException {
      try {
        return closed.await(nanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PcscException(PcscError.SCARD_E_CANCELLED, e);
      }
    }

    private List<CardReader> look() throws PcscException {
      var readers = new ArrayList<CardReader>();
      for (CardTerminal terminal : list()) {
        readers.add(look(terminal));
      }
      return List.copyOf(readers);
    }

    private CardReader look(CardTerminal terminal) throws PcscException {
      String name = terminal.getName();
      var ours = connected.get(name);
      if (ours != null) {
        var state = ours.exclusive ? State.EXCLUSIVE : State.SHARED;
        return new CardReader(name, state, Optional.of(ours.atr));
      }
      try {
        if (!terminal.isCardPresent()) {
          return new CardReader(name, State.EMPTY, Optional.empty());
        }
      } catch (CardException e) {
        throw failed(e);
      }
      return withCard(terminal);
    }

    /** The provider tells the answer to reset only to those who connect. */
    private CardReader withCard(CardTerminal terminal) {
      try (var card = connect(terminal, false)) {
        return new CardReader(terminal.getName(), State.CARD, Optional.of(card.atr()));
      } catch (PcscException e) {
        boolean used = e.error().filter(PcscError.SCARD_E_SHARING_VIOLATION::equals).isPresent();
        return new CardReader(
            terminal.getName(), used ? State.EXCLUSIVE : State.MUTE, Optional.empty());
      }
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
