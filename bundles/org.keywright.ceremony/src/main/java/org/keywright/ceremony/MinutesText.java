// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony;

import java.util.Optional;
import org.keywright.crypto.Bytes;

/**
 * What minutes say whose signature holds.
 *
 * @param fingerprint of the key that signed them
 * @param record what happened; empty if they are for people, in PDF
 * @param vault the vault in which it happened; empty as well
 */
public record MinutesText(Bytes fingerprint, Optional<CeremonyRecord> record, String vault) {}
