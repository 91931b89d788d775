// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Keys;

/** Compares a key with a check value whose method its length tells. */
final class CheckValues {
  private CheckValues() {}

  static boolean fits(Keys keys, Key key, Bytes wanted) throws KeyException {
    KcvMethod method = KcvMethod.CMAC;
    if (wanted.length() != method.length()) {
      method =
          key.spec().algorithm() == KeyAlgorithm.TDES
              ? KcvMethod.TDES_ZERO_BLOCK
              : KcvMethod.AES_ZERO_BLOCK;
    }
    return keys.kcv(key, method).value().equals(wanted);
  }
}
