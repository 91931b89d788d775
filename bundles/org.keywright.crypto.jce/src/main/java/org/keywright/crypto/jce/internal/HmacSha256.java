// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.security.GeneralSecurityException;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Mac;

/** HMAC with SHA-256 (FIPS 198-1, RFC 2104) on the JDK. */
final class HmacSha256 implements Mac {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LENGTH = 32;
  private static final LentKey NO_KEY = new LentKey(ALGORITHM, new byte[LENGTH]);

  /** Keyed with zeros and never used; what is used are copies of it, because making one is slow. */
  private final javax.crypto.Mac model;

  HmacSha256() {
    try {
      model = javax.crypto.Mac.getInstance(ALGORITHM);
      model.init(NO_KEY);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HMAC with SHA-256", e);
    }
  }

  @Override
  public String name() {
    return "HMAC-SHA-256";
  }

  @Override
  public int length() {
    return LENGTH;
  }

  @Override
  public byte[] mac(Key key, byte[] data) throws KeyException {
    if (key.spec().algorithm() != KeyAlgorithm.HMAC) {
      throw new KeyException(name() + " needs a key of HMAC, not " + key.spec());
    }
    return key.material().expose(lent -> mac(lent, data));
  }

  @Override
  public byte[] mac(Key key, KeyMaterial secret, byte[] data) throws KeyException {
    if (key.spec().algorithm() != KeyAlgorithm.HMAC) {
      throw new KeyException(name() + " needs a key of HMAC, not " + key.spec());
    }
    return key.material()
        .expose(lent -> secret.<byte[], RuntimeException>expose(first -> mac(lent, first, data)));
  }

  /** Computes the code of the parts one after the other under raw bytes of any number. */
  byte[] mac(byte[] key, byte[]... parts) {
    javax.crypto.Mac mac = copy();
    try {
      mac.init(new LentKey(ALGORITHM, key));
      for (byte[] part : parts) {
        mac.update(part);
      }
      byte[] code = mac.doFinal();
      // The pads of the key are overwritten by those of zeros.
      mac.init(NO_KEY);
      return code;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC with SHA-256 failed", e);
    }
  }

  private javax.crypto.Mac copy() {
    try {
      return (javax.crypto.Mac) model.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the HMAC of this Java runtime cannot be copied", e);
    }
  }
}
