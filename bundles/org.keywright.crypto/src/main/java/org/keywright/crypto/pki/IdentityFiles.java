// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import java.security.cert.X509Certificate;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A private key on P-256 with the chain of its certificate, in a file under a passphrase: PKCS#12
 * (RFC 7292).
 *
 * <p>Safe for use by many threads. Keys and passphrases stay with their owners.
 */
@ProviderType
public interface IdentityFiles {
  /**
   * Opens a file; the caller owns the identity.
   *
   * @param passphrase its UTF-8 bytes
   * @throws KeyException if it is no such file or does not open (the message does not say whether
   *     the passphrase is another or the file was changed), if it holds no key or several, or if
   *     key and certificate do not belong together
   */
  Identity read(Bytes file, KeyMaterial passphrase) throws KeyException;

  /**
   * Makes a file: the key under AES-256-CBC and PBKDF2 with HMAC-SHA-256 (PBES2, RFC 8018), a MAC
   * with SHA-256 over all.
   *
   * @param name what programs call the entry
   * @param chain the key's own certificate first
   * @param passphrase its UTF-8 bytes
   * @throws KeyException if key and certificate do not belong together, or the passphrase is empty
   */
  Bytes write(String name, Key privateKey, List<X509Certificate> chain, KeyMaterial passphrase)
      throws KeyException;

  /**
   * What a file held. It owns the key.
   *
   * @param privateKey on P-256
   * @param chain its own certificate first
   * @param remarks how the file was protected worse than it should be, a sentence each
   */
  record Identity(Key privateKey, List<X509Certificate> chain, List<String> remarks)
      implements AutoCloseable {
    /** Copies the lists. */
    public Identity {
      chain = List.copyOf(chain);
      remarks = List.copyOf(remarks);
    }

    /** Wipes the key. */
    @Override
    public void close() {
      privateKey.close();
    }
  }
}
