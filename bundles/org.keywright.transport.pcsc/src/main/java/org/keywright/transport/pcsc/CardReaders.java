// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc;

import java.util.List;
import java.util.function.Consumer;
import org.keywright.transport.LinkException;
import org.osgi.annotation.versioning.ProviderType;

/** The card readers of this computer. Safe for use by many threads. */
@ProviderType
public interface CardReaders {
  /** Which way leads to the readers, and why that one. */
  Access access();

  /**
   * All readers as they are now.
   *
   * @throws LinkException if the PC/SC service does not answer; the message says what to do
   */
  List<CardReader> readers() throws LinkException;

  /**
   * Tells the observer what is there, and then what comes and goes, within a second, until the
   * returned handle is closed. The service may be missing at first, and may come and go too.
   *
   * @param observer called by one thread of its own; one that throws is told no more
   */
  Observation observe(Consumer<ReaderEvent> observer);

  /**
   * The way to the readers.
   *
   * @param way its name: {@code direct} or {@code javax.smartcardio}
   * @param reason why it was chosen
   * @param longestAnswer how many bytes an answer may have, with its status word
   * @param survivesRestart whether it goes on by itself after the PC/SC service was restarted
   */
  record Access(String way, String reason, int longestAnswer, boolean survivesRestart) {}

  /** Ends an observation. */
  interface Observation extends AutoCloseable {
    @Override
    void close();
  }
}
