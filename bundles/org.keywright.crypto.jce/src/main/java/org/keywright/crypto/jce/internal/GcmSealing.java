// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Arrays;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Mac;
import org.keywright.crypto.Sealing;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sealing by AES-256-GCM with random nonces. */
@Component
public final class GcmSealing implements Sealing {
  private final Gcm gcm;
  private final Mac cmac;
  private final RandomSource random;

  /** Takes the proved algorithms. */
  @Activate
  public GcmSealing(@Reference Primitives primitives) {
    gcm = primitives.gcm();
    cmac = primitives.aesCmac();
    random = primitives.random();
  }

  @Override
  public byte[] seal(Key key, byte[] belongsTo, KeyMaterial secret) throws KeyException {
    requireAes256(key);
    byte[] nonce = new byte[Gcm.NONCE];
    random.nonce(nonce);
    return key.material()
        .expose(
            (byte[] lent) ->
                secret.expose((byte[] clear) -> gcm.seal(lent, nonce, belongsTo, clear)));
  }

  @Override
  public KeyMaterial open(Key key, byte[] belongsTo, byte[] sealed) throws KeyException {
    requireAes256(key);
    if (sealed.length < Gcm.NONCE + Gcm.TAG) {
      throw new KeyException("the sealed secret does not open here");
    }
    byte[] clear = key.material().expose((byte[] lent) -> gcm.open(lent, belongsTo, sealed));
    try {
      return KeyMaterial.copyOf(clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  @Override
  public byte[] code(Key key, byte[] stored) throws KeyException {
    requireAes256(key);
    return cmac.mac(key, stored);
  }

  private static void requireAes256(Key key) throws KeyException {
    if (!key.spec().equals(KeySpec.AES_256)) {
      throw new KeyException("secrets are sealed under AES-256, not " + key.spec());
    }
  }
}
