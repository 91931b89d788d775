// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.transport.Transports;

/**
 * What every download needs.
 *
 * @param suites the suites that are here
 * @param keys random bytes and check values
 * @param transports the ways to modules
 * @param turns whose turn it is with a module
 */
record Services(Suites suites, Keys keys, Transports transports, ModuleTurns turns) {}
