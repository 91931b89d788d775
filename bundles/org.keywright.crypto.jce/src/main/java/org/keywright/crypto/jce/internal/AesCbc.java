// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.keywright.crypto.Cbc;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** CBC with the proved AES. */
@Component
public final class AesCbc implements Cbc {
  private final BlockCipher aes;

  /** Takes the proved algorithms. */
  @Activate
  public AesCbc(@Reference Primitives primitives) {
    aes = primitives.aes();
  }

  @Override
  public byte[] encipher(Key key, byte[] iv, byte[] blocks) throws KeyException {
    check(key, iv, blocks);
    return key.material().expose(lent -> aes.encipherChain(lent, iv, blocks));
  }

  @Override
  public byte[] decipher(Key key, byte[] iv, byte[] blocks) throws KeyException {
    check(key, iv, blocks);
    return key.material().expose(lent -> aes.decipherChain(lent, iv, blocks));
  }

  private static void check(Key key, byte[] iv, byte[] blocks) throws KeyException {
    KeyChecks.aesKey(key, "AES-CBC");
    if (iv.length != BLOCK || blocks.length % BLOCK != 0) {
      throw new KeyException("AES-CBC takes an IV of 16 bytes and whole blocks");
    }
  }
}
