// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol;

import org.keywright.crypto.Bytes;

/**
 * SET: the identifier of a set of modules that share a transport key, 8 bytes.
 *
 * <p>Written as 16 hex digits, or as 1 to 8 printable characters that are filled up with zero
 * bytes.
 *
 * @param value the 8 bytes
 */
public record SetId(Bytes value) {
  /** The length in bytes. */
  public static final int LENGTH = 8;

  /** Checks the length. */
  public SetId {
    if (value.length() != LENGTH) {
      throw new IllegalArgumentException("a set id has 8 bytes, not " + value.length());
    }
  }

  /** Wraps 8 bytes, which are copied. */
  public static SetId of(byte[] value) {
    return new SetId(Bytes.of(value));
  }

  /**
   * Reads a set id as people write it.
   *
   * @throws IllegalArgumentException if it is none; the message says how one is written
   */
  public static SetId parse(String text) {
    return new SetId(Bytes.of(Identifier.parse("set id", text, LENGTH)));
  }

  /** As people write it. */
  @Override
  public String toString() {
    return Identifier.text(value.toArray());
  }
}
