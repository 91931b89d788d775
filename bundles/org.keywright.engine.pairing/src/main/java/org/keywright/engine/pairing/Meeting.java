// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing;

import java.util.Optional;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.vault.PairingSighting;

/**
 * What came of bringing a module and a host together.
 *
 * @param outcome how the contact ended
 * @param answer what the centre said about the code, if it was asked; its code is wiped
 * @param sighting what the centre noted, if the module is one of its own
 */
public record Meeting(
    ContactOutcome outcome, Optional<CodeAnswer> answer, Optional<PairingSighting> sighting) {}
