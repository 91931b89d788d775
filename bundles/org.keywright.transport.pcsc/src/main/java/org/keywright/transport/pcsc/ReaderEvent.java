// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc;

import java.util.Optional;
import org.keywright.transport.Atr;

/**
 * Something that came or went.
 *
 * @param kind what
 * @param reader the reader, or empty if it is the service itself
 * @param atr what the card that came or went says when it is switched on, as far as that is known
 */
public record ReaderEvent(Kind kind, String reader, Optional<Atr> atr) {
  /** What came or went. */
  public enum Kind {
    /** The PC/SC service answers. */
    SERVICE_CAME,
    /** The PC/SC service answers no more, and so all readers are gone. */
    SERVICE_WENT,
    /** A reader was connected. */
    READER_CAME,
    /** A reader was taken off. */
    READER_WENT,
    /** A card was put in. */
    CARD_CAME,
    /** A card was pulled out. */
    CARD_WENT
  }
}
