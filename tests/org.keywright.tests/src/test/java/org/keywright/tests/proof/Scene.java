// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyRecord;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;

/**
 * A first unit and an EI with a key of version 1 in place 1, and a client that gives up at the
 * first thing that goes wrong.
 */
final class Scene {
  /** The set. */
  static final SetId FUEL = SetId.parse("FUEL");

  /** The crypto beneath. */
  final TestCrypto crypto;

  /** T. */
  final Key transportKey;

  /** A second transport key, to install. */
  final Key nextTransportKey;

  /** An application key of version 3, to load. */
  final KeyRecord third;

  private final Optional<Path> store;
  private SimulatedUnit as;
  private SimulatedUnit ei;
  private SimulatedUnit blank;
  private long commits;
  private boolean interrupting;

  Scene(TestCrypto crypto, Optional<Path> store) {
    this.crypto = crypto;
    this.store = store;
    var fleet = new TestFleet(crypto);
    transportKey = fleet.transportKey();
    nextTransportKey = fleet.transportKey();
    third = fleet.record(3);
    open(fleet);
    TestFleet.send(as, SecuredRoom.installSet(FUEL, 1, transportKey));
    TestFleet.send(as, SecuredRoom.load(1, 2, fleet.record(1)));
    TestFleet.send(as, SecuredRoom.load(2, 2, fleet.record(2)));
    var receipt = TestFleet.load(as, ei, 1, 1, false);
    TestFleet.send(as, Instruction.CONFIRM, 0, receipt.data());
    commits = -as.commits() - ei.commits();
  }

  private void open(TestFleet fleet) {
    var installation =
        new UnitOrder.Installation(FUEL, 1, transportKey, 0, List.of(PlaceKind.any(1)));
    as = fleet.make(Role.AS, Optional.empty(), store, "as").get(0);
    ei = fleet.make(Role.EI, Optional.of(installation), store, "ei").get(0);
    blank = fleet.make(Role.EI, Optional.empty(), store, "blank").get(0);
  }

  /** Another program finds what the first one left in the files. */
  void reopen() {
    if (store.isPresent()) {
      commits = commits();
      open(new TestFleet(crypto));
    }
  }

  SimulatedUnit as() {
    return as;
  }

  SimulatedUnit ei() {
    return ei;
  }

  SimulatedUnit blank() {
    return blank;
  }

  /** Commits of all units since the beginning. */
  long commits() {
    return commits + as.commits() + ei.commits() + blank.commits();
  }

  /** Commands to the units of one role, ever. */
  long commands(boolean first) {
    return first ? as.commands() : ei.commands() + blank.commands();
  }

  /** Arms a fault; a unit that stalls is given up by interruption. */
  void arm(SimulatedUnit unit, Fault fault) {
    interrupting = fault.kind() == Fault.Kind.STALL;
    unit.arm(fault);
  }

  /** Takes all faults away. */
  void calm() {
    interrupting = false;
    List.of(as, ei, blank).forEach(SimulatedUnit::disarm);
  }

  /** Sends a command; anything but 9000 breaks the attempt off. */
  byte[] send(SimulatedUnit unit, Instruction instruction, int p1, byte[] data) throws Broken {
    return accepted(() -> TestFleet.send(unit, instruction, p1, data));
  }

  /** Sends a whole command; anything but 9000 breaks the attempt off. */
  byte[] send(SimulatedUnit unit, byte[] command) throws Broken {
    return accepted(() -> TestFleet.send(unit, command));
  }

  private byte[] accepted(Exchange exchange) throws Broken {
    if (interrupting) {
      Thread.currentThread().interrupt();
    }
    try {
      var answer = exchange.run();
      if (!answer.status().ok()) {
        throw new Broken(answer.status().toString());
      }
      return answer.data();
    } catch (UncheckedIOException e) {
      throw new Broken(e.getMessage());
    } finally {
      if (Thread.interrupted() && !interrupting) {
        throw new AssertionError("nobody interrupted this");
      }
    }
  }

  private interface Exchange {
    ResponseApdu run();
  }

  /** An attempt was broken off. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String why) {
      super(why);
    }
  }
}
