// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.util.Arrays;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sealing;

/**
 * Seals a secret for the holder of a private key, who need not be there: ECDH with a key pair made
 * for that alone, HKDF, AES-256-GCM (SP 800-56A, one-pass Diffie-Hellman; RFC 5869). A box is the
 * public key of that pair, 65 bytes, and what {@link Sealing} makes. Who sealed it, it does not
 * say.
 */
final class SealedBoxes {
  private static final byte[] NO_SALT = {};

  private final Sealing sealing;
  private final SplitKnowledge split;

  SealedBoxes(Sealing sealing, SplitKnowledge split) {
    this.sealing = sealing;
    this.split = split;
  }

  Bytes seal(EcPublicKey holder, Lv identity, KeyMaterial secret) throws KeyException {
    try (EcKeyPair once = split.ecKeys().get().ephemeral();
        KeyMaterial agreed = split.ecKeys().get().agree(once.privateKey(), holder);
        Key key = key(agreed, once.publicKey(), holder)) {
      byte[] sealed = sealing.seal(key, identity.encoded(), secret);
      byte[] box = Arrays.copyOf(once.publicKey().encoded(), EcPublicKey.LENGTH + sealed.length);
      System.arraycopy(sealed, 0, box, EcPublicKey.LENGTH, sealed.length);
      return Bytes.of(box);
    }
  }

  /** Opens a box; the caller owns what was in it. */
  KeyMaterial open(Key privateKey, EcPublicKey holder, Lv identity, Bytes box) throws KeyException {
    byte[] all = box.toArray();
    if (all.length <= EcPublicKey.LENGTH) {
      throw new KeyException("this is no sealed box");
    }
    var once = EcPublicKey.of(Arrays.copyOf(all, EcPublicKey.LENGTH));
    byte[] sealed = Arrays.copyOfRange(all, EcPublicKey.LENGTH, all.length);
    try (KeyMaterial agreed = split.ecKeys().get().agree(privateKey, once);
        Key key = key(agreed, once, holder)) {
      return sealing.open(key, identity.encoded(), sealed);
    }
  }

  private Key key(KeyMaterial agreed, EcPublicKey once, EcPublicKey holder) throws KeyException {
    Hkdf hkdf = split.hkdf().get();
    try (Key pseudorandom = hkdf.extract(NO_SALT, agreed)) {
      byte[] info = new Lv().add("sealed box").add(once.point()).add(holder.point()).encoded();
      return hkdf.expand(pseudorandom, info, KeySpec.AES_256);
    }
  }
}
