// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.channel.PresharedKey;
import org.keywright.crypto.channel.PresharedKeys;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.TicketSealing;

/**
 * The tickets that are out, each good for one connection and five minutes. Held in memory only, and
 * not without end: the oldest goes when there are too many. Safe for use by many threads.
 */
final class TicketBook implements PresharedKeys, AutoCloseable {
  private static final int MOST = 10_000;
  private static final int ID = 16;

  private final Keys keys;
  private final Clock clock;
  private final Map<Bytes, Ticket> tickets = new LinkedHashMap<>();

  TicketBook(Keys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * A ticket that is out.
   *
   * @param key its pre-shared key
   * @param module whom it is for
   * @param appliance who carries it
   * @param expiry until when it is good
   */
  record Ticket(Key key, SerialNumber module, String appliance, Instant expiry) {}

  /** Makes a ticket; the caller owns the copy of the key that it gets. */
  synchronized PresharedKey issue(SerialNumber module, String appliance) {
    clear();
    Key key = keys.generate(KeySpec.AES_256);
    Bytes id = Bytes.of(keys.random(ID));
    tickets.put(id, new Ticket(key, module, appliance, clock.instant().plus(TicketSealing.LIFE)));
    return new PresharedKey(id, key.copy());
  }

  private void clear() {
    Instant now = clock.instant();
    var oldest = tickets.values().iterator();
    int over = tickets.size() - MOST + 1;
    while (oldest.hasNext()) {
      Ticket ticket = oldest.next();
      if (over > 0 || !ticket.expiry().isAfter(now)) {
        ticket.key().close();
        oldest.remove();
        over--;
      }
    }
  }

  @Override
  public synchronized Optional<PresharedKey> find(Bytes identity) {
    clear();
    return Optional.ofNullable(tickets.get(identity))
        .map(ticket -> new PresharedKey(identity, ticket.key().copy()));
  }

  /** Takes a ticket whose holder has proved that it has the key: it opens nothing any more. */
  synchronized Optional<Ticket> spend(Bytes identity) {
    Ticket ticket = tickets.remove(identity);
    if (ticket != null) {
      ticket.key().close();
    }
    return Optional.ofNullable(ticket);
  }

  /** Wipes all. */
  @Override
  public synchronized void close() {
    tickets.values().forEach(ticket -> ticket.key().close());
    tickets.clear();
  }
}
