// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.crypto.Bytes;

/**
 * Fields one behind another, each with its length (4 bytes, big-endian) before it, so that no two
 * lists of fields have one encoding. For one thread.
 */
final class Lv {
  private static final int USUAL = 512;

  private byte[] fields = new byte[USUAL];
  private int length;

  Lv add(byte[] field) {
    begin(field.length);
    System.arraycopy(field, 0, fields, length, field.length);
    length += field.length;
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
    begin(Long.BYTES);
    putInt((int) (field >> Integer.SIZE));
    putInt((int) field);
    return this;
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

  /** Makes room for a field and puts its length before it. */
  private void begin(int field) {
    int needed = Math.addExact(length + Integer.BYTES, field);
    if (needed > fields.length) {
      fields = Arrays.copyOf(fields, Math.max(needed, Math.multiplyExact(2, fields.length)));
    }
    putInt(field);
  }

  private void putInt(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      fields[length++] = (byte) (value >> shift);
    }
  }

  byte[] encoded() {
    return Arrays.copyOf(fields, length);
  }
}
