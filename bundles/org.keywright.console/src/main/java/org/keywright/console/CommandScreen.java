// SPDX-License-Identifier: EPL-2.0
package org.keywright.console;

import java.util.SequencedMap;
import org.keywright.crypto.KeyMaterial;
import org.osgi.annotation.versioning.ConsumerType;

/** Where a session shows itself. Called by the thread that runs the commands, and by their work. */
@ConsumerType
public interface CommandScreen {
  /** A line of a result. */
  void show(String line);

  /** A line beside the results: what went wrong, a remark, how far a work is. */
  void tell(String line);

  /**
   * Asks for a secret.
   *
   * @param what what is asked for, as in {@code passphrase of fuel.kwv}
   * @param twice whether it is made now, so that a person types it twice
   * @return its UTF-8 bytes, which the caller closes
   * @throws InterruptedException if the person does not want to say it: the command ends
   */
  KeyMaterial ask(String what, boolean twice) throws InterruptedException;

  /**
   * Gives secrets out, once, to the person before the screen: numbers that were made for people.
   *
   * @param what what they are, as the header of a table: {@code serial,tan}
   * @param secrets label and secret; they stay the caller's, so that whoever shows them later keeps
   *     copies
   * @return whether they are given; if not, the command asks for a file
   */
  default boolean reveal(String what, SequencedMap<String, KeyMaterial> secrets) {
    return false;
  }
}
