// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.time.Instant;

/**
 * Something that happened at a server.
 *
 * @param at when
 * @param who who had connected: a module, a device, or an address
 * @param what what happened, in one line
 */
public record ServerEvent(Instant at, String who, String what) {}
