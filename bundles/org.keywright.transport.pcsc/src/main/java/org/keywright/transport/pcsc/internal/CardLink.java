// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.util.Arrays;
import org.keywright.transport.Atr;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;

/** A connected card as it is, for commands that its protocol can carry; for the card's thread. */
final class CardLink implements Link {
  private final Pcsc.Card card;

  CardLink(Pcsc.Card card) {
    this.card = card;
  }

  @Override
  public Atr atr() {
    return card.atr();
  }

  @Override
  public byte[] transceive(byte[] command) throws LinkException {
    byte[] answer;
    try {
      answer = card.transmit(card.protocol() == 0 ? withoutLe(command) : command);
    } catch (PcscException e) {
      throw new LinkException(String.valueOf(e.getMessage()), e);
    }
    if (answer.length < 2) {
      throw new LinkException(Pcsc.NO_ANSWER);
    }
    return answer;
  }

  /** T=0 has one length byte: Le of a command with data goes by GET RESPONSE (ISO 7816-3, 12.2). */
  static byte[] withoutLe(byte[] command) {
    boolean dataAndLe =
        command.length > 6 && command[4] != 0 && command.length == 6 + (command[4] & 0xFF);
    return dataAndLe ? Arrays.copyOf(command, command.length - 1) : command;
  }

  @Override
  public void close() {
    card.close();
  }
}
