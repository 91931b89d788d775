// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * JDK ciphers of one transformation, kept ready for any thread.
 *
 * <p>A fixed number of slots rather than a cipher per thread, because virtual threads are many. Who
 * finds no free cipher makes one, and one that comes back to full slots is dropped.
 */
final class CipherPool {
  private final String transformation;
  private final String algorithm;
  private final LentKey parkingKey;
  private final @Nullable IvParameterSpec zeroIv;
  private final AtomicReferenceArray<PooledCipher> slots;

  private CipherPool(
      String transformation, String algorithm, int parkingLength, @Nullable IvParameterSpec iv) {
    this.transformation = transformation;
    this.algorithm = algorithm;
    this.parkingKey = new LentKey(algorithm, new byte[parkingLength]);
    this.zeroIv = iv;
    int processors = Runtime.getRuntime().availableProcessors();
    this.slots = new AtomicReferenceArray<>(Integer.highestOneBit(Math.max(8, 4 * processors)));
    give(make());
  }

  /** AES in the given mode, without padding; {@code ivLength} 0 for a mode without one. */
  static CipherPool aes(String mode, int ivLength) {
    return new CipherPool("AES/" + mode + "/NoPadding", "AES", 16, iv(ivLength));
  }

  /** Triple DES in the given mode, without padding; keys have 24 bytes. */
  static CipherPool tdes(String mode, int ivLength) {
    return new CipherPool("DESede/" + mode + "/NoPadding", "DESede", 24, iv(ivLength));
  }

  private static @Nullable IvParameterSpec iv(int length) {
    return length == 0 ? null : new IvParameterSpec(new byte[length]);
  }

  /** A cipher that enciphers under the key, with IV zero where the mode has one. */
  PooledCipher enciphering(byte[] key) {
    return start(Cipher.ENCRYPT_MODE, key, zeroIv);
  }

  /** A cipher under the key with the mode's parameters; closing it wipes the key schedule. */
  PooledCipher start(int mode, byte[] key, @Nullable AlgorithmParameterSpec parameters) {
    PooledCipher taken = CipherScope.take(this);
    boolean started = false;
    try {
      taken.cipher().init(mode, new LentKey(algorithm, key), parameters);
      started = true;
      return taken;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          transformation + " does not take a key of " + key.length + " bytes", e);
    } finally {
      if (!started) {
        taken.close();
      }
    }
  }

  /** Overwrites the key schedule: a cipher at rest must hold no key of anybody. */
  void park(PooledCipher used) {
    try {
      used.cipher().init(Cipher.ENCRYPT_MODE, parkingKey, used.parkingParameters(zeroIv));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(transformation + " cannot be parked", e);
    }
    give(used);
  }

  PooledCipher take() {
    int mask = slots.length() - 1;
    int start = (int) Thread.currentThread().threadId();
    for (int i = 0; i <= mask; i++) {
      int at = start + i & mask;
      if (slots.getPlain(at) != null) {
        PooledCipher taken = slots.getAndSet(at, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return make();
  }

  private void give(PooledCipher used) {
    int mask = slots.length() - 1;
    int start = (int) Thread.currentThread().threadId();
    for (int i = 0; i <= mask; i++) {
      if (slots.compareAndSet(start + i & mask, null, used)) {
        return;
      }
    }
  }

  private PooledCipher make() {
    try {
      var made = new PooledCipher(this, Cipher.getInstance(transformation));
      // The first init settles the provider; a bad key must not be the first.
      made.cipher().init(Cipher.ENCRYPT_MODE, parkingKey, made.parkingParameters(zeroIv));
      return made;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no " + transformation, e);
    }
  }
}
