// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;

/**
 * USE KEY: a MAC over a challenge, by which a loaded key shows that it is there and works. The key
 * itself makes no MAC: a key derived from it with the label {@code KW1.USE} does.
 */
public final class KeyUse {
  /** The shortest challenge in bytes. */
  public static final int LEAST = 8;

  /** The longest challenge in bytes. */
  public static final int MOST = 64;

  private KeyUse() {}

  /**
   * Computes the MAC that an EI gives.
   *
   * @param suite the suite under which the key was loaded
   * @param key the key as the EI holds it; stays the caller's
   * @param serialNumber SN of the EI
   * @param ref2 the place
   * @param challenge {@value #LEAST} to {@value #MOST} bytes
   */
  public static byte[] answer(
      Suite suite, Key key, SerialNumber serialNumber, int ref2, byte[] challenge)
      throws KeyException {
    try (Key use =
        suite
            .derivation()
            .diversify(
                key,
                "KW1.USE",
                suite.keySpec(),
                serialNumber.value().toArray(),
                SessionKeys.u16(ref2))) {
      return suite.mac().mac(use, challenge);
    }
  }

  /**
   * Computes the MAC that an EI has to give, from the first unit's key.
   *
   * @param record TA with its version; stays the caller's
   * @param diversify whether each EI has its own
   * @param ref1 the reference of TA
   */
  public static byte[] reference(
      Suite suite,
      KeyRecord record,
      boolean diversify,
      int ref1,
      SerialNumber serialNumber,
      int ref2,
      byte[] challenge)
      throws KeyException {
    if (!diversify) {
      return answer(suite, record.key(), serialNumber, ref2, challenge);
    }
    try (KeyRecord own = KeyExport.diversified(suite, record, ref1, serialNumber)) {
      return answer(suite, own.key(), serialNumber, ref2, challenge);
    }
  }
}
