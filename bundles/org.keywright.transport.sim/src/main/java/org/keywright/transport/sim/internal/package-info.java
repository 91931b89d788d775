// SPDX-License-Identifier: EPL-2.0
/** The simulator at work: power, memory, and the programs of each role. */
@NullMarked
package org.keywright.transport.sim.internal;

import org.jspecify.annotations.NullMarked;
