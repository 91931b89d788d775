// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens and makes key blocks of versions A, B, C and D (TR-31:2018, ANSI X9.143-2021).
 *
 * <p>Safe for use by many threads. Every refusal names what is wrong: the field, the length, the
 * MAC; never bytes of the key.
 */
@ProviderType
public interface KeyBlocks {
  /**
   * Reads the header of a block and checks its form; line ends around it are passed over.
   *
   * @throws KeyException naming the first field that is not as the standard has it
   */
  KeyBlock parse(String text) throws KeyException;

  /**
   * Checks the MAC of a block and opens it; the caller owns what is opened. The check values in
   * blocks KP and KC are held against the protection key and the key inside.
   *
   * @param block what {@link #parse} read
   * @param kbpk the key block protection key: TDES for A, B and C, AES for D
   * @throws KeyException if the protection key does not fit the version or is not the one of KP,
   *     the MAC is wrong, the key inside is malformed or is not the one of KC
   */
  OpenedKeyBlock open(KeyBlock block, Key kbpk) throws KeyException;

  /**
   * As {@link #open}, for callers who take a block as it is; the caller owns the key.
   *
   * @throws KeyException as {@link #open}
   */
  default Key unwrap(KeyBlock block, Key kbpk) throws KeyException {
    return open(block, kbpk).key();
  }

  /**
   * Makes a block; the key's length is hidden by padding to the longest of its algorithm.
   *
   * @throws KeyException if header, key and protection key do not fit together, KC or KP is the
   *     check value of another key, or an optional block is not as the standard has it
   */
  KeyBlock wrap(KeyBlock.Header header, Key key, Key kbpk) throws KeyException;

  /**
   * A block KC, of the key inside, or KP, of the protection key: its check value by CMAC.
   *
   * @param id {@code KC} or {@code KP}
   * @throws KeyException if keys of this kind have no check value
   */
  KeyBlock.OptionalBlock checkValue(String id, Key key) throws KeyException;
}
