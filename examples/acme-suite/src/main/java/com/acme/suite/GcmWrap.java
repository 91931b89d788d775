// SPDX-License-Identifier: EPL-2.0
package com.acme.suite;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyWrap;

/** AES-256-GCM: a random nonce of 12 bytes, the secret, and a tag of 16 bytes. */
final class GcmWrap implements KeyWrap {
  private static final int NONCE = 12;
  private static final int TAG = 16;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String name() {
    return "AES-GCM";
  }

  @Override
  public byte[] wrap(Key kek, KeyMaterial secret) throws KeyException {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = secret.expose((byte[] lent) -> crypt(Cipher.ENCRYPT_MODE, kek, nonce, lent));
    byte[] wrapped = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, wrapped, NONCE, sealed.length);
    return wrapped;
  }

  @Override
  public KeyMaterial unwrap(Key kek, byte[] wrapped) throws KeyException {
    if (wrapped.length <= NONCE + TAG) {
      throw new KeyException("a wrapped key has more than " + (NONCE + TAG) + " bytes");
    }
    byte[] nonce = Arrays.copyOf(wrapped, NONCE);
    byte[] sealed = Arrays.copyOfRange(wrapped, NONCE, wrapped.length);
    return KeyMaterial.consume(crypt(Cipher.DECRYPT_MODE, kek, nonce, sealed));
  }

  private static byte[] crypt(int direction, Key kek, byte[] nonce, byte[] data)
      throws KeyException {
    return kek.material()
        .expose(
            (byte[] lent) -> {
              try {
                var cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(
                    direction,
                    new SecretKeySpec(lent, "AES"),
                    new GCMParameterSpec(8 * TAG, nonce));
                return cipher.doFinal(data);
              } catch (GeneralSecurityException e) {
                throw new KeyException("AES-GCM: the key does not fit what was wrapped", e);
              }
            });
  }
}
