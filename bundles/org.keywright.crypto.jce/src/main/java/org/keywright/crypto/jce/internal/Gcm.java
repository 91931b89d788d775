// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.keywright.crypto.KeyException;

/** AES-GCM with a nonce of 12 bytes and a tag of 16 (NIST SP 800-38D). */
final class Gcm {
  /** The length of the nonce in bytes. */
  static final int NONCE = 12;

  /** The length of the tag in bytes. */
  static final int TAG = 16;

  private final CipherPool gcm;

  Gcm(CipherPool gcm) {
    this.gcm = gcm;
  }

  /** Returns nonce, ciphertext and tag. */
  byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] clear) {
    byte[] sealed = Arrays.copyOf(nonce, NONCE + clear.length + TAG);
    var parameters = new GCMParameterSpec(8 * TAG, nonce);
    try (PooledCipher pooled = gcm.start(Cipher.ENCRYPT_MODE, key, parameters)) {
      pooled.cipher().updateAAD(associated);
      pooled.cipher().doFinal(clear, 0, clear.length, sealed, NONCE);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed to seal", e);
    }
  }

  /** Opens what {@link #seal} made; the caller wipes the result. */
  byte[] open(byte[] key, byte[] associated, byte[] sealed) throws KeyException {
    var parameters = new GCMParameterSpec(8 * TAG, sealed, 0, NONCE);
    try (PooledCipher pooled = gcm.start(Cipher.DECRYPT_MODE, key, parameters)) {
      pooled.cipher().updateAAD(associated);
      return pooled.cipher().doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (GeneralSecurityException e) {
      // The cause is left out: key, bytes or identity, the caller shall not learn which.
      throw new KeyException("the sealed secret does not open here");
    }
  }
}
