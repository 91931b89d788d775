// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.util.Optional;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.protocol.download.UnitStatus;
import org.keywright.transport.Endpoint;
import org.keywright.vault.ItemRecord;

/**
 * What a module says of one of its places.
 *
 * @param endpoint where it was asked
 * @param unit what it says of itself
 * @param place which place
 * @param receipt the receipt of the last load, if there was one and it was not erased
 * @param load the recorded load that the receipt proves, if the vault knows it
 */
public record LoadStatus(
    Endpoint endpoint,
    UnitStatus unit,
    int place,
    Optional<LoadReceipt> receipt,
    Optional<ItemRecord> load) {}
