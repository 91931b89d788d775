// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.transport;

import org.keywright.protocol.SerialNumber;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/** A simulated unit whose commands a test sees, and can make something of, as they reach it. */
public final class WatchedCard implements SimulatedUnit {
  private final SimulatedUnit unit;
  private final Atr atr;
  private final Watcher watcher;

  /** What a test does with a command. */
  @FunctionalInterface
  public interface Watcher {
    /** Answers a command, by way of the unit or not; the reader is lost if it throws. */
    byte[] respond(byte[] command, ApduResponder unit) throws LinkException;
  }

  /** Watches a unit. */
  public WatchedCard(SimulatedUnit unit, Watcher watcher) {
    this(unit, unit.atr(), watcher);
  }

  /** Watches a unit that says something else when it is switched on. */
  public WatchedCard(SimulatedUnit unit, Atr atr, Watcher watcher) {
    this.unit = unit;
    this.atr = atr;
    this.watcher = watcher;
  }

  @Override
  public ApduResponder connect() {
    ApduResponder connection = unit.connect();
    return new ApduResponder() {
      @Override
      public Atr atr() {
        return atr;
      }

      @Override
      public byte[] respond(byte[] command) throws LinkException {
        return watcher.respond(command, connection);
      }
    };
  }

  @Override
  public String name() {
    return unit.name();
  }

  @Override
  public Role role() {
    return unit.role();
  }

  @Override
  public Atr atr() {
    return atr;
  }

  @Override
  public SerialNumber serialNumber() {
    return unit.serialNumber();
  }

  @Override
  public String summary() {
    return unit.summary();
  }

  @Override
  public void powerCycle() {
    unit.powerCycle();
  }

  @Override
  public void arm(Fault fault) {
    unit.arm(fault);
  }

  @Override
  public void disarm() {
    unit.disarm();
  }

  @Override
  public long commands() {
    return unit.commands();
  }

  @Override
  public long commits() {
    return unit.commits();
  }

  @Override
  public byte[] image() {
    return unit.image();
  }
}
