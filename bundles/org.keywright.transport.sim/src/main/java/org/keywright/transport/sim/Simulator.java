// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.keywright.transport.UnitServer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes and keeps simulated units; they are reached as {@code sim:NAME}, or from other programs
 * through a {@link UnitServer} with {@link #directory}.
 *
 * <p>Safe for use by many threads.
 */
@ProviderType
public interface Simulator {
  /**
   * Makes units, all or none.
   *
   * @return the units in the order's order
   * @throws IllegalArgumentException if a name is taken or malformed
   * @throws IOException if the order names a folder for their state that cannot be used
   */
  List<SimulatedUnit> create(UnitOrder order) throws IOException;

  /**
   * Makes a copy of a unit as it is now, keys, tables and counters, which lives a life of its own
   * from then on: what somebody does who gets into a module and puts its content into another.
   *
   * @param unit which unit
   * @param name what the copy is called; it keeps its state in no file
   * @throws IllegalArgumentException if there is no such unit, it is one of those that are not
   *     copied (a security module), or the name is taken or malformed
   */
  SimulatedUnit copy(String unit, String name);

  /** All units by the order in which they were made. */
  List<SimulatedUnit> units();

  /** The unit of a name. */
  Optional<SimulatedUnit> find(String name);

  /** Switches a unit off and forgets it; returns whether there was one. */
  boolean remove(String name);

  /**
   * Calls the observer after units came or went, until the returned handle is closed.
   *
   * @param observer called by the thread that made or removed them; it must be quick and must not
   *     throw
   */
  Observation observe(Runnable observer);

  /** Finds units for a server; the empty name is the only unit, if there is just one. */
  UnitServer.Directory directory();

  /** Ends an observation. */
  interface Observation extends AutoCloseable {
    @Override
    void close();
  }
}
