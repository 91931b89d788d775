// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters;

import java.io.IOException;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes letters and reports as PDF files in memory, and hands them to a printer. Nothing is written
 * to a disk here. Safe for use by many threads.
 */
@ProviderType
public interface Letters {
  /**
   * One page for one custodian, with a part of a key in lines of 16 digits that each have a check
   * value, as a QR symbol, and with a strip to tear off that holds check values alone.
   *
   * @param part stays the caller's
   * @return a PDF file, which the caller closes
   * @throws IllegalArgumentException if the letter has no check values, or another part's number
   */
  KeyMaterial letter(Letter letter, KeyPart part) throws KeyException;

  /** The same page without a secret, unmistakably marked, to try a printer with. */
  KeyMaterial testPrint(Letter letter);

  /** A report of so many pages as it needs, as a PDF file. */
  Bytes report(Report report);

  /**
   * Hands a PDF file to a printer of this computer, by the standard input of {@code lp}: from here
   * it lies in no file. What the printing system does with it is its own affair.
   *
   * @param printer its name as the printing system knows it
   * @param pdf stays the caller's
   * @throws IOException if there is no printing system, or it refuses; the message says why
   */
  void print(String printer, KeyMaterial pdf) throws IOException, InterruptedException;
}
