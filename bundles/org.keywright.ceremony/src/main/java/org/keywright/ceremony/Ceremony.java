// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony;

import java.io.IOException;
import java.util.Optional;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.letters.Letter;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A ceremony at work: it asks, and is answered, until nothing is asked any more. Each answer is in
 * the log of acts before the next question.
 *
 * <p>Who drives it, a console or a window, repeats this: {@link #question} says what is asked next
 * and of whom; the kind of {@link Question} says which method answers it; what became of the answer
 * is told ({@link Answered#words}), and whether the same is asked again. All of these write to the
 * vault, and a delivery may print: a window calls them from a thread of its own. Calls of several
 * threads take turns. A part is read by {@code KeyParts} while it is typed, line by line, and
 * handed over as a whole by {@link #enter}; secrets that were typed stay their owner's, who wipes
 * them.
 *
 * <p>It goes on until its end, until it is closed, until somebody else resumes or abandons it, or,
 * if it has opened a root, until the authorised period ends. Closing it before its end wipes the
 * parts that were entered and leaves it to be resumed: steps that were done stay done, the one at
 * work begins anew. If somebody else has taken it over or the period has ended, parts are wiped at
 * once and each method says so.
 */
@ProviderType
public interface Ceremony extends AutoCloseable {
  /** Its identifier in the log of acts. */
  String id();

  /** What is to be done. */
  CeremonyScript script();

  /** The step at work, from 1; one more than there are at the end. */
  int step();

  /** Whether it is a rehearsal on throw-away keys. */
  boolean rehearsal();

  /**
   * What is asked next; empty at the end. Steps that ask nobody are done by this call.
   *
   * @throws CeremonyException if a step cannot be done; asked again it is tried again. Or if it is
   *     somebody else's now
   */
  Optional<Question> question() throws CeremonyException, VaultException, KeyException;

  /**
   * Answers that an officer is there, by his passphrase in the vault; the try counts as any other.
   * If it is wrong, that is on record, and he is asked again.
   *
   * @param passphrase its UTF-8 bytes; stays the caller's
   */
  Answered present(KeyMaterial passphrase) throws CeremonyException, VaultException, KeyException;

  /**
   * Answers that somebody is there whose word is enough, or that what was said is so.
   *
   * @param note what he adds, such as the number of a bag; may be empty
   */
  Answered confirm(String note) throws CeremonyException, VaultException, KeyException;

  /**
   * Answers that it is not so; the same is asked again. Of a key's check value: all parts again.
   */
  Answered decline(String reason) throws CeremonyException, VaultException, KeyException;

  /**
   * Answers with a part of a key. If it is wrong, that is on record, and it alone is asked for
   * again.
   */
  Answered enter(Source source)
      throws CeremonyException, VaultException, KeyException, IOException, InterruptedException;

  /** Gives a part to its holder. If that fails, it is on record, and may be tried again. */
  Answered give(Delivery delivery)
      throws CeremonyException, VaultException, KeyException, IOException, InterruptedException;

  /**
   * In a rehearsal the part that is asked for, as it is typed; the caller owns it. Empty in a
   * ceremony that counts, and where the people themselves are to know.
   */
  Optional<KeyMaterial> practice() throws KeyException;

  /** What has happened so far. */
  CeremonyRecord record() throws CeremonyException, VaultException;

  /** The minutes of a ceremony that has ended, signed by the key of the vault that it was in. */
  SignedMinutes minutes() throws CeremonyException, VaultException, KeyException;

  @Override
  void close() throws VaultException;

  /** Where a part comes from. */
  @FunctionalInterface
  interface Source {
    /**
     * Takes the part; the ceremony owns it then.
     *
     * @throws KeyException if what was typed is wrong
     */
    KeyPart take(Question.Part question) throws KeyException, IOException, InterruptedException;
  }

  /** Where a part goes. */
  @FunctionalInterface
  interface Delivery {
    /**
     * Gives a part out.
     *
     * @param part stays the ceremony's
     * @return where it went, in words
     */
    String deliver(Letter letter, KeyPart part)
        throws KeyException, IOException, InterruptedException;
  }
}
