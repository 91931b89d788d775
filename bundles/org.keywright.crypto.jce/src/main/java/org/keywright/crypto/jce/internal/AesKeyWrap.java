// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyWrap;

/** AES key wrap: KW (RFC 3394) or, with padding, KWP (RFC 5649); NIST SP 800-38F. */
final class AesKeyWrap implements KeyWrap {
  private static final int HALF_BLOCK = 8;
  private static final int MAX_SECRET = 4096;

  private final String name;
  private final int granule;
  private final int shortest;
  private final CipherPool ciphers;

  private AesKeyWrap(String name, int granule, int shortest, CipherPool ciphers) {
    this.name = name;
    this.granule = granule;
    this.shortest = shortest;
    this.ciphers = ciphers;
  }

  /** KW: secrets of at least 16 bytes, a multiple of 8. */
  static AesKeyWrap kw() {
    return new AesKeyWrap("AES-KW", HALF_BLOCK, 2 * HALF_BLOCK, CipherPool.aes("KW", 0));
  }

  /** KWP: secrets of any length from one byte. */
  static AesKeyWrap kwp() {
    return new AesKeyWrap("AES-KWP", 1, 1, CipherPool.aes("KWP", 0));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public byte[] wrap(Key kek, KeyMaterial secret) throws KeyException {
    KeyChecks.aesKey(kek, name);
    int length = secret.length();
    if (length < shortest || length > MAX_SECRET || length % granule != 0) {
      throw new KeyException(name + " does not wrap " + length + " bytes");
    }
    return kek.material()
        .expose((byte[] lent) -> secret.expose((byte[] clear) -> wrap(lent, clear)));
  }

  @Override
  public KeyMaterial unwrap(Key kek, byte[] wrapped) throws KeyException {
    KeyChecks.aesKey(kek, name);
    int length = wrapped.length - HALF_BLOCK;
    if (length < HALF_BLOCK || length < shortest || length % HALF_BLOCK != 0) {
      throw new KeyException(name + ": " + wrapped.length + " bytes are no wrapped secret");
    }
    return kek.material().expose((byte[] lent) -> unwrap(lent, wrapped));
  }

  private byte[] wrap(byte[] kek, byte[] clear) {
    try (PooledCipher cipher = ciphers.start(Cipher.ENCRYPT_MODE, kek, null)) {
      return cipher.cipher().doFinal(clear);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(name + " failed to wrap", e);
    }
  }

  private KeyMaterial unwrap(byte[] kek, byte[] wrapped) throws KeyException {
    byte[] clear = new byte[wrapped.length - HALF_BLOCK];
    try (PooledCipher cipher = ciphers.start(Cipher.DECRYPT_MODE, kek, null)) {
      int length = cipher.cipher().doFinal(wrapped, 0, wrapped.length, clear, 0);
      try (var whole = KeyMaterial.copyOf(clear)) {
        return whole.slice(0, length);
      }
    } catch (GeneralSecurityException e) {
      // The cause is left out: whatever failed, the one thing to know is that it does not open.
      throw new KeyException(name + ": the integrity of the wrapped secret does not hold");
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }
}
