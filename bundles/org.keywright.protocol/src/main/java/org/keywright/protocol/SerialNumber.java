// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol;

import org.keywright.crypto.Bytes;

/**
 * SN: the information specific to a module, 16 bytes.
 *
 * <p>Written as 32 hex digits, or as 1 to 16 printable characters that are filled up with zero
 * bytes.
 *
 * @param value the 16 bytes
 */
public record SerialNumber(Bytes value) {
  /** The length in bytes. */
  public static final int LENGTH = 16;

  /** Checks the length. */
  public SerialNumber {
    if (value.length() != LENGTH) {
      throw new IllegalArgumentException("a serial number has 16 bytes, not " + value.length());
    }
  }

  /** Wraps 16 bytes, which are copied. */
  public static SerialNumber of(byte[] value) {
    return new SerialNumber(Bytes.of(value));
  }

  /**
   * Reads a serial number as people write it.
   *
   * @throws IllegalArgumentException if it is none; the message says how one is written
   */
  public static SerialNumber parse(String text) {
    return new SerialNumber(Bytes.of(Identifier.parse("serial number", text, LENGTH)));
  }

  /** As people write it. */
  @Override
  public String toString() {
    return Identifier.text(value.toArray());
  }
}
