// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the JDK's primitives cost for one download with suite 01, both sides together, called as
 * directly as can be: no messages, no checks, no copies.
 *
 * <p>Each side derives T1 (a KDF over 5 blocks, 2 in parallel) and the four session keys (9 blocks,
 * 8 in parallel), hashes the request, computes SAS, CAS, the receipt and the check value, and draws
 * 16 random bytes; one wraps, the other unwraps; the receipt's digest is made and compared.
 *
 * <p>And the same for one contact of a module and a host that are paired: each side derives the
 * three session keys (6 blocks, 6 in parallel), computes both proofs and draws 16 random bytes. A
 * proof is a MAC by itself, with its key schedule; or both share one, since both are under one key.
 */
final class PrimitivesFloor {
  private static final byte[] BLOCKS = new byte[256];

  private final Cipher ecb;
  private final Cipher cbc;
  private final Cipher wrap;
  private final Cipher unwrap;
  private final MessageDigest sha;
  private final SecureRandom random;
  private final SecretKeySpec parked = new SecretKeySpec(new byte[16], "AES");
  private final IvParameterSpec zero = new IvParameterSpec(new byte[16]);
  private final byte[] out = new byte[512];
  private final byte[] drawn = new byte[16];
  private final boolean erasing;
  private int turn;

  /** Makes a floor; {@code erasing} re-keys each cipher after its use, as claims 16 and 17 want. */
  PrimitivesFloor(boolean erasing) throws Exception {
    this.erasing = erasing;
    ecb = Cipher.getInstance("AES/ECB/NoPadding");
    cbc = Cipher.getInstance("AES/CBC/NoPadding");
    wrap = Cipher.getInstance("AES/KW/NoPadding");
    unwrap = Cipher.getInstance("AES/KW/NoPadding");
    sha = MessageDigest.getInstance("SHA-256");
    random = SecureRandom.getInstance("DRBG");
  }

  /** One download's worth. */
  void download() throws Exception {
    var kek = key();
    side();
    wrap.init(Cipher.ENCRYPT_MODE, kek);
    byte[] wrapped = wrap.doFinal(BLOCKS, 0, 48);
    erase(wrap, false);
    side();
    unwrap.init(Cipher.DECRYPT_MODE, kek);
    unwrap.doFinal(wrapped);
    erase(unwrap, false);
    for (int i = 0; i < 2; i++) {
      sha.update(BLOCKS, 0, 16);
      sha.digest(out, 0, 32);
    }
  }

  /** One contact's worth; {@code sharing} makes both MACs of a side under one key schedule. */
  void contact(boolean sharing) throws Exception {
    for (int side = 0; side < 2; side++) {
      chains(6, 6);
      if (sharing) {
        macs(6, 7);
      } else {
        macs(6);
        macs(7);
      }
      random.nextBytes(drawn);
    }
  }

  private void side() throws Exception {
    chains(5, 2);
    sha.update(BLOCKS, 0, 70);
    sha.digest(out, 0, 32);
    chains(9, 8);
    macs(7);
    macs(10);
    macs(6);
    macs(1);
    random.nextBytes(drawn);
  }

  private void chains(int steps, int parallel) throws Exception {
    ecb.init(Cipher.ENCRYPT_MODE, key());
    ecb.update(BLOCKS, 0, 16, out, 0);
    for (int i = 0; i < steps; i++) {
      ecb.update(BLOCKS, 0, 16 * parallel, out, 0);
    }
    erase(ecb, false);
  }

  /** Codes of messages of so many blocks, all under one key. */
  private void macs(int... blocks) throws Exception {
    cbc.init(Cipher.ENCRYPT_MODE, key(), zero);
    cbc.doFinal(BLOCKS, 0, 16, out, 0);
    for (int each : blocks) {
      cbc.doFinal(BLOCKS, 0, 16 * each, out, 0);
    }
    erase(cbc, true);
  }

  private void erase(Cipher cipher, boolean chained) throws Exception {
    if (!erasing) {
      return;
    }
    if (chained) {
      cipher.init(Cipher.ENCRYPT_MODE, parked, zero);
    } else {
      cipher.init(Cipher.ENCRYPT_MODE, parked);
    }
  }

  /** A new key for each use: the JDK keeps the schedule of a key that comes twice in a row. */
  private SecretKeySpec key() {
    turn++;
    byte[] bytes = new byte[32];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) (turn >> (8 * i));
    }
    return new SecretKeySpec(bytes, "AES");
  }

  /** Does so many contacts' worth and returns the nanoseconds that it took. */
  long contactNanos(int contacts, boolean sharing) throws Exception {
    long begun = System.nanoTime();
    for (int i = 0; i < contacts; i++) {
      contact(sharing);
    }
    return System.nanoTime() - begun;
  }

  /** Does so many downloads' worth and returns the nanoseconds that it took. */
  long nanos(int downloads) throws Exception {
    long begun = System.nanoTime();
    for (int i = 0; i < downloads; i++) {
      download();
    }
    return System.nanoTime() - begun;
  }
}
