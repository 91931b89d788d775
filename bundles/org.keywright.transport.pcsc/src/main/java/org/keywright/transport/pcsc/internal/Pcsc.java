// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.time.Duration;
import java.util.List;
import org.keywright.transport.Atr;
import org.keywright.transport.pcsc.CardReader;

/**
 * One way to the platform's PC/SC service. Its calls block and cannot be interrupted, so they
 * belong onto platform threads.
 */
interface Pcsc {
  /** Some readers say no more than this of a card that goes in the middle of a command. */
  String NO_ANSWER = "the card gave no answer; it was pulled out or lost its power";

  /** What people call it. */
  String name();

  /** The greatest length of an answer that it can carry, with the status word. */
  int longestAnswer();

  /** Whether it goes on after the service was restarted. */
  boolean survivesRestart();

  /** Looks at the readers; what has come and gone since is awaited by the same object. */
  Watch watch() throws PcscException;

  /** Connects to the card in a reader. */
  Card connect(String reader, boolean exclusive) throws PcscException;

  /** A look at all readers that is kept up to date; for one thread, but for {@link #close}. */
  interface Watch extends AutoCloseable {
    /**
     * What is there. The first call returns at once, a later one when that has changed, or after
     * the limit.
     */
    List<CardReader> next(Duration limit) throws PcscException;

    /** Ends it; a call under way ends soon. May come more than once and from another thread. */
    @Override
    void close();
  }

  /** A card that is connected; for one thread. */
  interface Card extends AutoCloseable {
    Atr atr();

    /** 0 for T=0, 1 for T=1. */
    int protocol();

    /** Sends one command, which the protocol can carry as it is. */
    byte[] transmit(byte[] command) throws PcscException;

    /** Gives the card back; one that was had exclusively is reset. */
    @Override
    void close();
  }
}
