// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import org.keywright.protocol.SerialNumber;
import org.keywright.transport.Endpoint;
import org.keywright.vault.ApplicationKey;

/**
 * What came of asking a module to use a key.
 *
 * @param endpoint where it was asked
 * @param serialNumber which module answered
 * @param place the place that it used
 * @param key the vault's key that the answer was compared with
 * @param holds whether the answer is the one that this key gives in this module
 */
public record UseResult(
    Endpoint endpoint, SerialNumber serialNumber, int place, ApplicationKey key, boolean holds) {}
