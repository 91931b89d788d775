// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;

/** What an algorithm demands of the key that it is given. */
final class KeyChecks {
  private KeyChecks() {}

  static void aesKey(Key key, String use) throws KeyException {
    require(key, KeyAlgorithm.AES, use);
  }

  static void tdesKey(Key key, String use) throws KeyException {
    require(key, KeyAlgorithm.TDES, use);
  }

  static void ecKey(Key key, String use) throws KeyException {
    require(key, KeyAlgorithm.EC, use);
  }

  /** A private key is drawn with care for its range, never derived. */
  static void symmetric(KeySpec wanted, String use) throws KeyException {
    if (wanted.algorithm() == KeyAlgorithm.EC) {
      throw new KeyException(use + " makes no private keys");
    }
  }

  private static void require(Key key, KeyAlgorithm algorithm, String use) throws KeyException {
    if (key.spec().algorithm() != algorithm) {
      throw new KeyException(use + " needs a key of " + algorithm + ", not " + key.spec());
    }
  }
}
