// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.nio.ByteBuffer;

/**
 * CYREC: who a host is and the host key that is its own, as both lie inside the cryptogram CY.
 *
 * <p>Layout, big-endian: 01, flags (1), generation (2), expiry (4), identifier of the host (16),
 * host key. The low four bits of the flags are the host key's generation, the others are zero. The
 * header is 24 bytes, so that the whole is a multiple of 8 for AES key wrap. The record owns its
 * key.
 *
 * @param generation g, of the module key that the cryptogram is made under; 1 to 65535
 * @param hostGeneration the generation of the root that the host key comes from; 0 to 15
 * @param expiry seconds since 1970-01-01T00:00:00Z up to which it holds; 0 for ever
 * @param host SN of the host, 16 bytes
 * @param key MHK_SN, the host's leaf of the host key
 */
public record HostKeyRecord(int generation, int hostGeneration, long expiry, Bytes host, Key key)
    implements AutoCloseable {
  /** The length of the header in bytes. */
  public static final int HEADER_LENGTH = 24;

  private static final int IDENTIFIER_LENGTH = 16;

  /** Checks the ranges. */
  public HostKeyRecord {
    if (generation < 1
        || generation > 0xFFFF
        || hostGeneration < 0
        || hostGeneration > 15
        || expiry < 0
        || expiry > 0xFFFF_FFFFL
        || host.length() != IDENTIFIER_LENGTH) {
      throw new IllegalArgumentException("a field of the host's record is out of its range");
    }
  }

  /** Encodes the record into new material, which the caller owns. */
  public KeyMaterial encode() {
    byte[] header =
        ByteBuffer.allocate(HEADER_LENGTH)
            .put((byte) 1)
            .put((byte) hostGeneration)
            .putShort((short) generation)
            .putInt((int) expiry)
            .put(host.toArray())
            .array();
    try (var front = KeyMaterial.consume(header)) {
      return KeyMaterial.join(front, key.material());
    }
  }

  /**
   * Decodes a record; the material stays the caller's, the record's key is a copy.
   *
   * @param spec the kind of the host key, which the record does not state
   * @throws KeyException if a field is not as laid out above, or the key is of another length
   */
  public static HostKeyRecord decode(KeyMaterial material, KeySpec spec) throws KeyException {
    if (material.length() != HEADER_LENGTH + spec.length()) {
      throw new KeyException(
          "a host's record with a key of kind "
              + spec
              + " has "
              + (HEADER_LENGTH + spec.length())
              + " bytes, not "
              + material.length());
    }
    ByteBuffer header;
    try (var front = material.slice(0, HEADER_LENGTH)) {
      header = ByteBuffer.wrap(front.expose(byte[]::clone));
    }
    int version = header.get();
    int flags = header.get() & 0xFF;
    int generation = header.getShort() & 0xFFFF;
    long expiry = header.getInt() & 0xFFFF_FFFFL;
    byte[] host = new byte[IDENTIFIER_LENGTH];
    header.get(host);
    if (version != 1 || flags > 15 || generation == 0) {
      throw new KeyException("the header of the host's record is not of version 01");
    }
    Key key = Key.of(spec, material.slice(HEADER_LENGTH, material.length()));
    return new HostKeyRecord(generation, flags, expiry, Bytes.of(host), key);
  }

  /** Wipes the key. */
  @Override
  public void close() {
    key.close();
  }
}
