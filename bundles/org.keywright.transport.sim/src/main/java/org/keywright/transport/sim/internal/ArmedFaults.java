// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.keywright.transport.sim.Fault;

/** The faults that wait in a unit for their command. For one thread at a time. */
final class ArmedFaults {
  private List<Armed> waiting = List.of();

  /** A fault and how many commands it still lets pass. */
  private static final class Armed {
    private final Fault fault;
    private int left;

    Armed(Fault fault) {
      this.fault = fault;
      this.left = fault.nth();
    }

    boolean strikes(int instruction) {
      return (fault.instruction().isEmpty() || fault.instruction().getAsInt() == instruction)
          && --left == 0;
    }
  }

  void add(Fault fault) {
    // A new list each time: most units never have a fault, and are to be small.
    var more = new ArrayList<>(waiting);
    more.add(new Armed(fault));
    waiting = more;
  }

  void clear() {
    waiting = List.of();
  }

  /** What strikes a command with this instruction byte; it is gone then. */
  Optional<Fault> strike(int instruction) {
    for (Iterator<Armed> all = waiting.iterator(); all.hasNext(); ) {
      var armed = all.next();
      if (armed.strikes(instruction)) {
        all.remove();
        return Optional.of(armed.fault);
      }
    }
    return Optional.empty();
  }
}
