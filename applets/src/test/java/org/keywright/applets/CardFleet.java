// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.crypto.Keys;
import org.keywright.crypto.internal.PluggedSuites;
import org.keywright.crypto.jce.internal.CardEstateSuite;
import org.keywright.crypto.jce.internal.GcmSealing;
import org.keywright.crypto.jce.internal.JceKeys;
import org.keywright.crypto.jce.internal.LiteralSuite;
import org.keywright.crypto.jce.internal.Primitives;
import org.keywright.crypto.spi.SuiteProvider;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.UnitServer;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.Simulator;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.transport.sim.internal.FleetSimulator;

/**
 * A simulator whose first and second units and modules are cards; other units are simulated, as
 * there are no applets for them. With this program's own cryptography for the other side.
 */
final class CardFleet implements Simulator {
  final PluggedSuites suites = new PluggedSuites();
  final Keys keys;
  private final FleetSimulator others;
  private final Map<String, CardUnit> cards = new LinkedHashMap<>();

  CardFleet() {
    var primitives = Primitives.standard();
    keys = new JceKeys(primitives);
    suites.bindSuite(new LiteralSuite(primitives), Map.of(SuiteProvider.RESERVED_ID, true));
    suites.bindSuite(new CardEstateSuite(primitives), Map.of(SuiteProvider.RESERVED_ID, true));
    others =
        FleetSimulator.withoutModules(
            suites, keys, new GcmSealing(primitives), InstantSource.system(), Duration.ofMillis(5));
  }

  @Override
  public List<SimulatedUnit> create(UnitOrder order) throws IOException {
    if (order.role() == Role.MH) {
      return others.create(order);
    }
    var made = new ArrayList<SimulatedUnit>();
    for (UnitOrder.Name name : order.units()) {
      var card = new CardUnit(name.name(), order.role(), name.serialNumber());
      if (order.installation().isPresent()) {
        install(card, order, order.installation().get());
      }
      cards.put(name.name(), card);
      made.add(card);
    }
    return made;
  }

  /** A unit that is no card but simulated, whatever its role. */
  SimulatedUnit simulated(UnitOrder order) throws IOException {
    return others.create(order).getFirst();
  }

  private static void install(CardUnit card, UnitOrder order, UnitOrder.Installation installation)
      throws IOException {
    byte[] command =
        SecuredRoom.installUnit(
            card.serialNumber(),
            installation.setId(),
            installation.transportKeyVersion(),
            order.suites(),
            installation.floor(),
            true,
            installation.transportKey(),
            installation.places());
    var status = ResponseApdu.parse(card.connect().respond(command)).status();
    if (!status.ok()) {
      throw new IOException("INSTALL: " + status);
    }
  }

  @Override
  public SimulatedUnit copy(String unit, String name) {
    throw new IllegalArgumentException("a card is not copied");
  }

  @Override
  public List<SimulatedUnit> units() {
    var all = new ArrayList<SimulatedUnit>(cards.values());
    all.addAll(others.units());
    return all;
  }

  @Override
  public Optional<SimulatedUnit> find(String name) {
    Optional<SimulatedUnit> card = Optional.ofNullable(cards.get(name));
    return card.or(() -> others.find(name));
  }

  @Override
  public boolean remove(String name) {
    return cards.remove(name) != null || others.remove(name);
  }

  @Override
  public Observation observe(Runnable observer) {
    return others.observe(observer);
  }

  @Override
  public UnitServer.Directory directory() {
    return others.directory();
  }
}
