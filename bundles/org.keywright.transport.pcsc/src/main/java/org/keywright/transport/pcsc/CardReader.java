// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc;

import java.util.Optional;
import org.keywright.transport.Atr;

/**
 * A card reader as it stood when it was looked at.
 *
 * @param name what the platform calls it
 * @param state what is in it
 * @param atr what its card says when it is switched on, as far as that can be known
 */
public record CardReader(String name, State state, Optional<Atr> atr) {
  /** What is in a reader. */
  public enum State {
    /** No card. */
    EMPTY,
    /** A card that nobody uses. */
    CARD,
    /** A card that programs use, and others may. */
    SHARED,
    /** A card that one program has for itself. */
    EXCLUSIVE,
    /** A card that does not answer to reset: put in the wrong way round, or broken. */
    MUTE
  }

  /** Whether there is a card in it. */
  public boolean hasCard() {
    return state != State.EMPTY;
  }
}
