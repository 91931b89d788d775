// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

/**
 * What one person holds of a key: a component or a share, of the same kind and length as the key.
 * Who made or received it owns it and closes it.
 *
 * @param method by which the key was parted
 * @param number from 1; of a share, where its polynomials were evaluated
 * @param value the part
 */
public record KeyPart(Sharing.Method method, int number, Key value) implements AutoCloseable {
  /** Checks the number. */
  public KeyPart {
    if (number < 1 || number > 255) {
      throw new IllegalArgumentException("parts of a key are numbered from 1 to 255");
    }
  }

  /** Wipes the part. */
  @Override
  public void close() {
    value.close();
  }
}
