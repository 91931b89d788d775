// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import org.keywright.crypto.Bytes;
import org.keywright.protocol.download.LoadMessage;

/**
 * What a first unit gave out for one EI.
 *
 * @param message what it says
 * @param encoded the same exactly as the first unit made it, E1 and CAS
 * @param awaited what the EI's receipt is told by
 */
public record KeyIssue(LoadMessage message, Bytes encoded, AwaitedReceipt awaited) {}
