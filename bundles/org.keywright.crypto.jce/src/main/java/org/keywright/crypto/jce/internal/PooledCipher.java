// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.jspecify.annotations.Nullable;

/** A JDK cipher on loan from its pool, for one thread; closing wipes it and gives it back. */
final class PooledCipher implements AutoCloseable {
  private static final int SCRATCH = 256;
  private static final int GCM_NONCE = 12;

  private final CipherPool pool;
  private final Cipher cipher;
  private final byte[] scratch = new byte[SCRATCH];
  private final boolean gcm;
  private final byte[] parkingNonce = new byte[GCM_NONCE];

  PooledCipher(CipherPool pool, Cipher cipher) {
    this.pool = pool;
    this.cipher = cipher;
    this.gcm = cipher.getAlgorithm().contains("GCM");
  }

  Cipher cipher() {
    return cipher;
  }

  /** Room for what is secret in between: 256 bytes, zero at first, wiped at the end. */
  byte[] scratch() {
    return scratch;
  }

  /** Enciphers or deciphers whole blocks; in place the JDK would copy and not wipe the copy. */
  void blocks(byte[] in, int from, int length, byte[] out, int to) {
    try {
      cipher.update(in, from, length, out, to);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("the output has no room for the blocks", e);
    }
  }

  /** Ends a message of whole blocks; the cipher is then as after its start. */
  void end(byte[] in, int from, int length, byte[] out, int to) {
    try {
      cipher.doFinal(in, from, length, out, to);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the message is not of whole blocks", e);
    }
  }

  @Nullable AlgorithmParameterSpec parkingParameters(@Nullable IvParameterSpec zeroIv) {
    if (!gcm) {
      return zeroIv;
    }
    // GCM refuses the same key and nonce twice in a row, and remembers the last key until the next.
    parkingNonce[0] ^= 1;
    return new GCMParameterSpec(128, parkingNonce);
  }

  @SuppressWarnings("ReferenceEquality") // pools have no other identity
  boolean belongsTo(CipherPool candidate) {
    return pool == candidate;
  }

  /** Overwrites the key schedule and gives the cipher back to its pool. */
  void park() {
    pool.park(this);
  }

  @Override
  public void close() {
    Arrays.fill(scratch, (byte) 0);
    CipherScope.release(this);
  }
}
