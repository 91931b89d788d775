// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Arrays;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Mac;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** HKDF on HMAC. */
@Component
public final class HmacHkdf implements Hkdf {
  private final HmacSha256 hmac;

  /** Takes the proved algorithms. */
  @Activate
  public HmacHkdf(@Reference CurvePrimitives primitives) {
    this(primitives.hmac());
  }

  HmacHkdf(HmacSha256 hmac) {
    this.hmac = hmac;
  }

  @Override
  public Key extract(byte[] salt, KeyMaterial secret) {
    return pseudorandom(secret.expose(lent -> hmac.mac(salt, lent)));
  }

  @Override
  public Key extract(Key salt, KeyMaterial secret) {
    return pseudorandom(
        salt.material()
            .expose(key -> secret.<byte[], RuntimeException>expose(lent -> hmac.mac(key, lent))));
  }

  @Override
  public Key expand(Key key, byte[] info, KeySpec spec) throws KeyException {
    KeyChecks.symmetric(spec, "HKDF");
    if (!key.spec().equals(PSEUDORANDOM_KEY)) {
      throw new KeyException("HKDF expands a key of " + PSEUDORANDOM_KEY + ", not " + key.spec());
    }
    byte[] made = key.material().expose(lent -> expand(lent, info, spec.length()));
    if (spec.algorithm() == KeyAlgorithm.TDES) {
      Blocks.oddParity(made);
    }
    return Key.of(spec, KeyMaterial.consume(made));
  }

  @Override
  public Mac hmac() {
    return hmac;
  }

  /** RFC 5869, clause 2.3. The longest key has 128 bytes, so the counter never ends. */
  private byte[] expand(byte[] key, byte[] info, int length) {
    byte[] out = new byte[length];
    byte[] block = {};
    byte[] counter = {1};
    for (int at = 0; at < length; at += block.length, counter[0]++) {
      byte[] next = hmac.mac(key, block, info, counter);
      Arrays.fill(block, (byte) 0);
      block = next;
      System.arraycopy(block, 0, out, at, Math.min(block.length, length - at));
    }
    Arrays.fill(block, (byte) 0);
    return out;
  }

  private static Key pseudorandom(byte[] made) {
    try {
      return Key.of(PSEUDORANDOM_KEY, KeyMaterial.consume(made));
    } catch (KeyException e) {
      throw new IllegalStateException("HMAC gave a code of another length", e);
    }
  }
}
