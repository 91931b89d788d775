// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.util.Optional;
import org.keywright.crypto.KeyMaterial;

/** Where a contact gets the secret code from: a user, or whoever asks the centre. */
@FunctionalInterface
public interface CodeSource {
  /** Has no code. */
  CodeSource NONE = prompt -> Optional.empty();

  /**
   * Gets a code for what a host shows; not asked when none is needed.
   *
   * @return ASCII digits, which the contact wipes; empty to leave it for now: with the same index
   *     the code stays good, so that another contact can go on when it is there
   */
  Optional<KeyMaterial> code(CodePrompt prompt);
}
