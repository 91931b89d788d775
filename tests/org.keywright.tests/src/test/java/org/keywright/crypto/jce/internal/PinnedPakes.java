// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Pake;
import org.keywright.crypto.Pakes;

/** Password agreements whose random numbers follow from the name of who makes them. */
public final class PinnedPakes implements Pakes {
  private final Hkdf hkdf;

  /** Makes them with the real key derivation. */
  public PinnedPakes(Hkdf hkdf) {
    this.hkdf = hkdf;
  }

  @Override
  public Pake begin(KeyMaterial password, String ownName, String peerName, Bytes binding)
      throws KeyException {
    return new EcJpake(new Named(ownName), hkdf).begin(password, ownName, peerName, binding);
  }

  /** The n-th block of 32 bytes is the digest of the name and n. */
  private static final class Named implements RandomSource {
    private final byte[] name;
    private int blocks;

    Named(String name) {
      this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void key(byte[] out) {
      for (int at = 0; at < out.length; at += 32) {
        byte[] counter = ByteBuffer.allocate(4).putInt(0, blocks++).array();
        byte[] block = Digests.sha256(name, counter);
        System.arraycopy(block, 0, out, at, Math.min(32, out.length - at));
      }
    }

    @Override
    public void nonce(byte[] out) {
      key(out);
    }
  }
}
