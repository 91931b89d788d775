// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Parts keys among people, so that fewer than are needed know nothing of the key, and puts them
 * together again. Safe for use by many threads.
 */
@ProviderType
public interface KeyParts {
  /**
   * Parts a key; the key stays the caller's, who owns the parts. Components of TDES keys have odd
   * parity.
   */
  List<KeyPart> part(Key key, Sharing sharing) throws KeyException;

  /**
   * Puts a key together; the parts stay the caller's, who owns the key. TDES keys are given odd
   * parity.
   *
   * @param parts so many as are needed
   * @throws KeyException if there are too few or too many, two of one number, or methods or kinds
   *     that differ
   */
  Key join(List<KeyPart> parts) throws KeyException;

  /**
   * The check value of a part: of a component that of a key of its kind, by zeros for TDES and by
   * CMAC for AES. Of a share it is that of an AES key of its length, by CMAC, since in a share the
   * parity bits of TDES count too.
   */
  Kcv checkValue(KeyPart part) throws KeyException;

  /**
   * Writes a part as it is typed again: number, a hyphen, hex digits, a comma and its check value,
   * in ASCII. The caller owns the line.
   */
  KeyMaterial write(KeyPart part) throws KeyException;

  /**
   * Reads a part that {@link #write} wrote and somebody has typed. The number may be left out if
   * {@code number} is what is awaited. The line stays the caller's, who owns the part.
   *
   * @param number the awaited one, or 0 for any
   * @throws KeyException if the line has another form, another length than the kind, another
   *     number, or a check value that is not the part's; the message has nothing of the line
   */
  KeyPart read(KeyMaterial line, Sharing.Method method, KeySpec spec, int number)
      throws KeyException;
}
