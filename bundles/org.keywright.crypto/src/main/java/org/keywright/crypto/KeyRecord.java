// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.nio.charset.StandardCharsets;

/**
 * KEYREC: an application key with the attributes that are bound to it, as it travels inside a wrap.
 *
 * <p>Layout, big-endian: 01, usage (2 letters), algorithm, mode, exportability (a letter each), key
 * version (2), bits (2), six zero bytes, key. The header is 16 bytes, so that the whole is a
 * multiple of 8 for AES key wrap. The record owns its key.
 *
 * @param attributes usage, mode and exportability
 * @param keyVersion KVN, 1 to 65535
 * @param key the application key
 */
public record KeyRecord(KeyAttributes attributes, int keyVersion, Key key)
    implements AutoCloseable {
  /** The length of the header in bytes. */
  public static final int HEADER_LENGTH = 16;

  /** Checks the key version. */
  public KeyRecord {
    if (keyVersion < 1 || keyVersion > 0xFFFF) {
      throw new IllegalArgumentException("a key version is a number from 1 to 65535");
    }
  }

  /** Encodes the record into new material, which the caller owns. */
  public KeyMaterial encode() {
    byte[] header = new byte[HEADER_LENGTH];
    header[0] = 1;
    byte[] usage = attributes.usage().code().getBytes(StandardCharsets.US_ASCII);
    header[1] = usage[0];
    header[2] = usage[1];
    header[3] = (byte) key.spec().algorithm().letter();
    header[4] = (byte) attributes.mode().letter();
    header[5] = (byte) attributes.exportability().letter();
    header[6] = (byte) (keyVersion >> 8);
    header[7] = (byte) keyVersion;
    header[8] = (byte) (key.spec().bits() >> 8);
    header[9] = (byte) key.spec().bits();
    try (var front = KeyMaterial.consume(header)) {
      return KeyMaterial.join(front, key.material());
    }
  }

  /**
   * Decodes a record; the material stays the caller's, the record's key is a copy.
   *
   * @throws KeyException if a field is not as laid out above
   */
  public static KeyRecord decode(KeyMaterial material) throws KeyException {
    if (material.length() <= HEADER_LENGTH) {
      throw new KeyException("a key record is longer than " + HEADER_LENGTH + " bytes");
    }
    byte[] header;
    try (var front = material.slice(0, HEADER_LENGTH)) {
      header = front.expose(byte[]::clone);
    }
    boolean padded = header[0] == 1;
    for (int i = 10; i < HEADER_LENGTH; i++) {
      padded &= header[i] == 0;
    }
    if (!padded) {
      throw new KeyException("the header of the key record is not of version 01");
    }
    int bits = ((header[8] & 0xFF) << 8) | (header[9] & 0xFF);
    int keyVersion = ((header[6] & 0xFF) << 8) | (header[7] & 0xFF);
    try {
      var attributes =
          new KeyAttributes(
              KeyUsage.of(new String(header, 1, 2, StandardCharsets.US_ASCII)),
              KeyMode.of((char) header[4]),
              Exportability.of((char) header[5]));
      var spec = new KeySpec(KeyAlgorithm.of((char) header[3]), bits);
      if (keyVersion == 0) {
        throw new KeyException("the key version of a key record begins at 1");
      }
      return new KeyRecord(
          attributes, keyVersion, Key.of(spec, material.slice(HEADER_LENGTH, material.length())));
    } catch (IllegalArgumentException e) {
      throw new KeyException("the key record names a kind of key that does not exist", e);
    }
  }

  /** Wipes the key. */
  @Override
  public void close() {
    key.close();
  }
}
