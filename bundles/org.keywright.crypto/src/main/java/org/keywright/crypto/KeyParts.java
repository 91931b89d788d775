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
   * CMAC for AES. Of a share it is five bytes of AES-CMAC under the share, taken as an AES key of
   * its length since in a share the parity bits of TDES count too, over 15 bytes 00 and the share's
   * number.
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

  /**
   * Writes a part in lines as a letter has them, in ASCII: for each 8 bytes four groups of four hex
   * digits, two digits that check the line, and a line feed, 23 characters in all. The caller owns
   * the lines.
   *
   * <p>A line is checked by CRC-8 (polynomial x^8+x^2+x+1, beginning with 0) over its number, from
   * 1, and its bytes: that finds each wrong digit, two digits that were exchanged, and two lines
   * that were.
   */
  KeyMaterial lines(KeyPart part) throws KeyException;

  /**
   * Reads one line that {@link #lines} wrote and somebody has typed; blanks are passed over. The
   * line stays the caller's, who owns its 8 bytes.
   *
   * @param number the line's, from 1
   * @throws KeyException if it has not 18 digits, or its check value is another; the message has
   *     nothing of the line
   */
  KeyMaterial line(KeyMaterial typed, int number) throws KeyException;

  /**
   * Makes a part of what was typed in lines, if it has the check value that was typed. The bytes
   * stay the caller's, who owns the part.
   *
   * @param bytes of all lines, one behind another
   * @param number the part's
   * @param typed its check value in hex digits; blanks are passed over
   * @throws KeyException if the kind has another length, or the check value is another
   */
  KeyPart checked(KeyMaterial bytes, Sharing.Method method, KeySpec spec, int number, String typed)
      throws KeyException;
}
