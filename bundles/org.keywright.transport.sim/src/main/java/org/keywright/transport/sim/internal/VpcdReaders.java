// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.Simulator;
import org.keywright.transport.sim.VirtualReaders;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Cards in the readers of vpcd, each on a virtual thread; when the component goes, all are out. */
@Component
public final class VpcdReaders implements VirtualReaders {
  private final Simulator simulator;
  private final Set<VpcdCard> cards = ConcurrentHashMap.newKeySet();

  /** When a card was last pulled out of a reader. */
  private final Map<InetSocketAddress, Long> pulledAt = new ConcurrentHashMap<>();

  /** Makes it, with all readers empty. */
  @Activate
  public VpcdReaders(@Reference Simulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public Inserted insert(SimulatedUnit unit, InetSocketAddress reader) throws IOException {
    awaitEmpty(reader);
    var card = new VpcdCard(unit, reader, this::exists, this::pulled);
    cards.add(card);
    try {
      card.insert();
    } catch (IOException e) {
      cards.remove(card);
      throw e;
    }
    return card;
  }

  private void pulled(VpcdCard card) {
    pulledAt.put(card.reader(), System.nanoTime());
    cards.remove(card);
  }

  /** Gives the reader time to miss the card that was in it. */
  private void awaitEmpty(InetSocketAddress reader) throws IOException {
    Long since = pulledAt.get(reader);
    if (since == null) {
      return;
    }
    long left = VpcdCard.OUTSIDE.toNanos() - (System.nanoTime() - since);
    try {
      var _ = new CountDownLatch(1).await(left, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a reader was to miss its last card");
    }
  }

  private boolean exists(SimulatedUnit unit) {
    return simulator.find(unit.name()).isPresent();
  }

  /** Pulls all cards out. */
  @Deactivate
  public void close() {
    cards.forEach(VpcdCard::close);
  }
}
