// SPDX-License-Identifier: EPL-2.0
/**
 * Pairing of a removable module (MS) with hosts (MH): messages, keys and codes, and what both sides
 * and the centre do.
 *
 * <p>Read {@link org.keywright.protocol.pairing.Contact} for how a contact goes, {@link
 * org.keywright.protocol.pairing.ModuleContact} and {@link
 * org.keywright.protocol.pairing.HostContact} for its two sides, {@link
 * org.keywright.protocol.pairing.PairingCodes} and {@link
 * org.keywright.protocol.pairing.ModuleOrders} for the centre's. The document is {@code
 * docs/protocols/pairing.md}.
 */
@NullMarked
@Export
@Version("1.1.0")
package org.keywright.protocol.pairing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
