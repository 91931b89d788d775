// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;

/**
 * All data of one contact in their order, commands and answers alike, from HELLO on; both sides
 * prove that they saw the same. For one thread.
 */
final class Transcript {
  /** Begins the MAC by which a host proves that it has the pairing key. */
  static final int HOST_PROOF = 1;

  /** Begins the MAC by which a module proves it. */
  static final int MODULE_PROOF = 2;

  /** Begins the MAC over a pairing key on its way to the host. */
  static final int KEY_RETURN = 3;

  private static final int ROOM = 128;

  /** One byte that says which MAC it is, then what was said. */
  private byte[] said = new byte[ROOM];

  private int end = 1;

  Transcript add(byte[] data) {
    if (data.length > said.length - end) {
      said = Arrays.copyOf(said, Math.max(2 * said.length, end + data.length));
    }
    System.arraycopy(data, 0, said, end, data.length);
    end += data.length;
    return this;
  }

  /** The MAC over what was said so far, behind a byte that says which. */
  byte[] mac(Suite suite, Key key, int which) throws KeyException {
    said[0] = (byte) which;
    return suite.mac().mac(key, Arrays.copyOf(said, end));
  }

  /** SHA-256 of what was said so far. */
  byte[] digest() {
    return sha256(Arrays.copyOfRange(said, 1, end));
  }

  static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
