// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

/** The power of a unit is cut in the middle of a command; nothing after this point happens. */
final class PowerCut extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PowerCut(String where) {
    super("power was cut " + where, null, false, false);
  }
}
