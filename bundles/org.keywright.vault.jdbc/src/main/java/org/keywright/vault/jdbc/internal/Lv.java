// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.crypto.Bytes;

/**
 * Fields one behind another, each with its length (4 bytes, big-endian) before it, so that no two
 * lists of fields have one encoding.
 */
final class Lv {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Lv add(byte[] field) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
    out.writeBytes(field);
    return this;
  }

  Lv add(Bytes field) {
    return add(field.toArray());
  }

  Lv add(String field) {
    return add(field.getBytes(StandardCharsets.UTF_8));
  }

  Lv add(Enum<?> field) {
    return add(field.name());
  }

  Lv add(long field) {
    return add(ByteBuffer.allocate(Long.BYTES).putLong(field).array());
  }

  Lv add(OptionalLong field) {
    return add(field.isPresent()).add(field.orElse(0));
  }

  Lv add(boolean field) {
    return add(field ? 1L : 0L);
  }

  Lv add(Optional<String> field) {
    return add(field.isPresent()).add(field.orElse(""));
  }

  byte[] encoded() {
    return out.toByteArray();
  }
}
