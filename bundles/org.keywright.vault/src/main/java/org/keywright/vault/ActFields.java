// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.keywright.crypto.Bytes;

/**
 * Fields one behind another, each with its length before it, so that no two lists of fields have
 * one digest.
 */
final class ActFields {
  private static final long NANOS = 1_000_000_000L;

  private final MessageDigest digest = sha256();

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private ActFields add(byte[] field) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, field.length));
    digest.update(field);
    return this;
  }

  ActFields add(Bytes field) {
    return add(field.toArray());
  }

  ActFields add(String field) {
    return add(field.getBytes(StandardCharsets.UTF_8));
  }

  ActFields add(long field) {
    return add(ByteBuffer.allocate(Long.BYTES).putLong(field).array());
  }

  ActFields add(Instant field) {
    return add(
        Math.addExact(Math.multiplyExact(field.getEpochSecond(), NANOS), (long) field.getNano()));
  }

  Bytes digest() {
    return Bytes.of(digest.digest());
  }
}
