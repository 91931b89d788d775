// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import java.util.Optional;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.transport.TlvException;

/** Messages of the first unit, decoded and bent. */
final class LoadMessages {
  private LoadMessages() {}

  static LoadMessage decoded(byte[] encoded) {
    try {
      return LoadMessage.decode(encoded);
    } catch (TlvException e) {
      throw new AssertionError(e);
    }
  }

  /** The same without SAS, and with the CAS that it had. */
  static byte[] withoutSas(byte[] encoded) {
    var m = decoded(encoded);
    return new LoadMessage(
            m.suite(),
            m.serialNumber(),
            m.ref2(),
            m.challenge(),
            m.answer(),
            m.keyVersion(),
            m.sequence(),
            m.wrap(),
            Optional.empty(),
            m.cas())
        .encode();
  }
}
