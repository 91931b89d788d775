// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.SerialNumber;

/**
 * What a user asks a module to erase in the session of a host; whoever has it closes it, which
 * wipes the code.
 *
 * @param host SN of the host whose pairing is to go
 * @param code the block with the code that was typed
 */
public record ErasureRequest(SerialNumber host, KeyMaterial code) implements AutoCloseable {
  @Override
  public void close() {
    code.close();
  }
}
