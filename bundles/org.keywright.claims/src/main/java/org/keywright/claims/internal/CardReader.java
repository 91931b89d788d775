// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedApduException;
import org.keywright.transport.sim.SimulatedModule;

/**
 * A reader between a proof and a module that knows short commands alone, as readers of older cards
 * do: data over 255 bytes go in a chain of commands, long answers are fetched in pieces (ISO/IEC
 * 7816-4, clauses 5.3.3 and 11.8.1). For one thread.
 */
final class CardReader implements ApduResponder {
  private static final String CONNECT = "connect";
  private static final int LONGEST_ANSWER = 0x10000;

  private final ApduResponder card;
  private final ApduChannel commands;

  private CardReader(ApduResponder card) {
    this.card = card;
    this.commands = new ApduChannel(new Contacts(card), false, LONGEST_ANSWER);
  }

  /** The same module, but each connection to it goes through such a reader. */
  static SimulatedModule before(SimulatedModule module) {
    return (SimulatedModule)
        Proxy.newProxyInstance(
            SimulatedModule.class.getClassLoader(),
            new Class<?>[] {SimulatedModule.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(module, arguments);
                return method.getName().equals(CONNECT)
                    ? new CardReader((ApduResponder) result)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public Atr atr() {
    return card.atr();
  }

  @Override
  public byte[] respond(byte[] command) throws LinkException {
    try {
      return commands.send(CommandApdu.parse(command)).toBytes();
    } catch (MalformedApduException e) {
      // What is no command is for the card to refuse.
      return card.respond(command);
    }
  }

  /** The line to the card. */
  private record Contacts(ApduResponder card) implements Link {
    @Override
    public Atr atr() {
      return card.atr();
    }

    @Override
    public byte[] transceive(byte[] command) throws LinkException {
      return card.respond(command);
    }

    @Override
    public void close() {
      // the connection of a simulated module needs no end
    }
  }
}
