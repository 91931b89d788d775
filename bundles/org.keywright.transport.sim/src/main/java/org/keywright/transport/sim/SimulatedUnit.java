// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim;

import org.keywright.protocol.SerialNumber;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One simulated module.
 *
 * <p>Commands are answered one at a time, however many connections there are; all connections see
 * the same memory. While it is off it answers nothing; connecting switches it on.
 */
@ProviderType
public interface SimulatedUnit {
  /** How its endpoint calls it. */
  String name();

  /** What it is. */
  Role role();

  /** What it says when it is switched on. */
  Atr atr();

  /** SN; zeros in a blank unit that has not got one. */
  SerialNumber serialNumber();

  /** One line on its life cycle and memory for people; nothing secret. */
  String summary();

  /** Connects: switches the unit on if it is off. */
  ApduResponder connect();

  /** Switches it off, which loses its volatile memory, and on again. */
  void powerCycle();

  /** Arms a fault in addition to those that are armed; each strikes once. */
  void arm(Fault fault);

  /** Forgets the faults that have not struck. */
  void disarm();

  /** Commands answered since it was made. */
  long commands();

  /** Commits to its non-volatile memory since it was made. */
  long commits();

  /** A copy of its non-volatile memory as it lies in its store: sealed, nothing in clear. */
  byte[] image();
}
