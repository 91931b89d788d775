// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing;

import java.util.Optional;
import org.keywright.protocol.SerialNumber;

/**
 * Who asks for the code of which pairing.
 *
 * @param actor who asks
 * @param purpose what for, in words, such as a ticket's number; may be empty
 * @param module MSID
 * @param host SN
 * @param index N as the host shows it
 * @param attestation the digits that the host shows beside it, if they were said
 */
public record CodeRequest(
    String actor,
    String purpose,
    SerialNumber module,
    SerialNumber host,
    long index,
    Optional<String> attestation) {
  /** Checks the index. */
  public CodeRequest {
    if (index < 0 || index > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("an index is a number from 0 to 4294967295");
    }
  }
}
