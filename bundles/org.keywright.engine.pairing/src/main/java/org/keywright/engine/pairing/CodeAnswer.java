// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing;

import java.util.Optional;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.PairingCase;

/**
 * What the centre answers. The owner closes it, which wipes the code.
 *
 * @param decided the case
 * @param ground why
 * @param code ASCII digits, if it was given
 */
public record CodeAnswer(PairingCase decided, Ground ground, Optional<KeyMaterial> code)
    implements AutoCloseable {
  @Override
  public void close() {
    code.ifPresent(KeyMaterial::close);
  }
}
