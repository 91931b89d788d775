// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.channel.PresharedKey;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.Ticket;
import org.keywright.protocol.personalization.TicketRequest;
import org.keywright.protocol.personalization.TicketSealing;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.TlvException;

/** The tickets of a security module: one request, and what came of it; volatile. */
final class TicketDesk {
  private final ModuleCore core;
  private final TicketSealing sealing;
  private @Nullable EcKeyPair key;
  private @Nullable TicketRequest request;
  private Instant until = Instant.MIN;
  private Optional<Admission> admission = Optional.empty();
  private Runnable taken = () -> {};

  /**
   * What a ticket gives.
   *
   * @param shared the pre-shared key
   * @param address where the unit is reached
   */
  record Admission(PresharedKey shared, String address) {}

  TicketDesk(ModuleCore core) {
    this.core = core;
    this.sealing = new TicketSealing(core.crypto());
  }

  /** TICKET REQUEST: needs the user's act, as a link does. */
  byte[] request(CommandApdu command) throws Refusal {
    Units.requireParameters(command, 0, 0);
    Units.requireNoData(command);
    core.requireInstallation();
    core.spendUserAct();
    forget();
    EcKeyPair pair = core.crypto().ecKeys().ephemeral();
    key = pair;
    try {
      TicketRequest made = sealing.request(core, pair.publicKey());
      request = made;
      until = core.instant().plus(TicketSealing.LIFE);
      return made.encode();
    } catch (KeyException e) {
      throw new Refusal(0x6F00, "the identity key does not sign");
    }
  }

  /** TICKET: good for the one request, and not for long. */
  void take(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, 0, 0);
    core.requireInstallation();
    var ticket = Ticket.decode(command.data());
    EcKeyPair pair = key;
    TicketRequest asked = request;
    if (pair == null || asked == null) {
      throw new Refusal(0x6985);
    }
    if (core.instant().isAfter(until)) {
      forget();
      throw new Refusal(0x9E23);
    }
    var shared = sealing.open(ticket, asked, pair, core.checks(), core.trustedTime());
    forget();
    admission = Optional.of(new Admission(shared, ticket.address()));
    taken.run();
  }

  /** Has something done as soon as a ticket was taken, under the unit's lock. */
  void whenTaken(Runnable work) {
    taken = work;
  }

  /** Gives what the last ticket gave, once; the receiver owns it. */
  Optional<Admission> admission() {
    var given = admission;
    admission = Optional.empty();
    return given;
  }

  void forget() {
    if (key != null) {
      key.close();
    }
    key = null;
    request = null;
    admission().ifPresent(a -> a.shared().close());
  }
}
