// SPDX-License-Identifier: EPL-2.0
/**
 * Simulated modules: real protocol, real cryptography, memory that outlives a power cut, and faults
 * on demand.
 *
 * <p>Read {@link org.keywright.transport.sim.Simulator} first, then {@link
 * org.keywright.transport.sim.SimulatedUnit}, which is one module with its power switch.
 */
@NullMarked
@Export
@Version("1.3.0")
package org.keywright.transport.sim;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
