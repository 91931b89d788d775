// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.StatusWord;

/**
 * How a personalization ended.
 *
 * @param module which module
 * @param order the work order, if one was found
 * @param active whether the module has shown that it uses its new key
 * @param status why not, if not
 * @param reason the same in words; empty when active
 */
public record RunOutcome(
    SerialNumber module,
    OptionalLong order,
    boolean active,
    Optional<StatusWord> status,
    String reason) {}
