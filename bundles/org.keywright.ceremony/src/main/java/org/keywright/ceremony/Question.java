// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony;

import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sharing;
import org.keywright.letters.Letter;
import org.keywright.vault.KeyName;

/**
 * What a ceremony asks next, and of whom. Each kind has its answer in {@link Ceremony}: a window
 * shows a page for each kind as the console asks for each.
 */
public sealed interface Question {
  /** The step, from 1. */
  int step();

  /** Who is asked. */
  Person person();

  /** What is asked, in words that are no secret. */
  String words();

  /**
   * Whether somebody is there.
   *
   * @param byPassphrase whether his passphrase shows it ({@link Ceremony#present}); else he says so
   *     ({@link Ceremony#confirm})
   */
  record Presence(int step, Person person, boolean byPassphrase) implements Question {
    @Override
    public String words() {
      return byPassphrase
          ? person + ": show by your passphrase that you are here"
          : person + ": are you here?";
    }
  }

  /** Whether something was done; answered by {@link Ceremony#confirm}, with a note. */
  record Statement(int step, Person person, String text) implements Question {
    @Override
    public String words() {
      return person + ": " + text;
    }
  }

  /**
   * A part of a key; answered by {@link Ceremony#enter}, while nobody else sees it.
   *
   * @param key which key
   * @param kind its algorithm and length
   * @param method how it is parted
   * @param number the part's, or 0 for any
   * @param position which of those that are asked for, from 1
   * @param of how many are asked for
   */
  record Part(
      int step,
      Person person,
      KeyName key,
      KeySpec kind,
      Sharing.Method method,
      int number,
      int position,
      int of)
      implements Question {
    @Override
    public String words() {
      return "%s %d of %d of %s, from %s"
          .formatted(method.part(), position, of, key, person.name());
    }
  }

  /**
   * A part is to be given to its holder; answered by {@link Ceremony#give}.
   *
   * @param letter what stands on the letter
   */
  record Handover(int step, Person person, Letter letter) implements Question {
    @Override
    public String words() {
      return "%s %d of %d of %s, for %s"
          .formatted(
              letter.sharing().method().part(),
              letter.number(),
              letter.sharing().parts(),
              letter.key(),
              person.name());
    }
  }
}
