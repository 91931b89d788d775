// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.Question;
import org.keywright.ceremony.Step;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.vault.VaultException;

/** Brings keys into the vault: made here, or put together and then confirmed. */
final class Taking {
  private final Occasion occasion;
  private final Keys keys;
  private @Nullable Key joined;

  Taking(Occasion occasion) {
    this.occasion = occasion;
    this.keys = occasion.tools().keys();
  }

  /** Asks for the parts of a key, or makes the key if nobody has any. */
  List<Question> begin(int step, Step.Take take)
      throws CeremonyException, VaultException, KeyException {
    Journal journal = occasion.journal();
    if (occasion.stored().holds(take.key())) {
      boolean killed = journal.hasNoEnd(Happening.TAKE, step);
      String found = occasion.stored().alreadyTaken(step, take.key(), killed);
      journal.write(Happening.TAKE, step, take.people(), found + ", before it was broken off");
      return List.of();
    }
    KeySpec kind = take.description().kind();
    if (take.people().isEmpty()) {
      try (Key key = keys.generate(kind)) {
        add(step, take, key, "generated");
      }
      return List.of();
    }
    if (occasion.rehearsal()) {
      try (Key key = keys.generate(kind)) {
        occasion.practice().makeUp(take.key(), key, take.source().method(), take.people());
      }
    }
    return EnteredParts.questions(step, take.key(), kind, take.source().method(), take.people());
  }

  /**
   * Has the key that was put together confirmed by its check value.
   *
   * @param key belongs to this from now on
   * @throws CeremonyException if the script wants another check value; that is in the log
   */
  Question confirm(int step, Step.Take take, Key key)
      throws CeremonyException, VaultException, KeyException {
    joined = key;
    String value = keys.kcv(key).toString();
    Optional<Bytes> wanted = occasion.rehearsal() ? Optional.empty() : take.source().kcv();
    if (wanted.isPresent() && !CheckValues.fits(keys, key, wanted.get())) {
      String words =
          "the parts make a key with the check value %s, and the script wants %s"
              .formatted(value, wanted.get().hex());
      occasion.journal().fault(Happening.TAKE, step, take.people(), words);
      throw new CeremonyException(words);
    }
    return new Question.Statement(
        step,
        occasion.leader(step, take),
        "The key " + take.key() + " has the check value " + value);
  }

  /** Keeps the key that was put together and confirmed. */
  void keep(int step, Step.Take take) throws CeremonyException, VaultException, KeyException {
    Key key = joined;
    if (key == null) {
      throw new IllegalStateException("no key was put together");
    }
    add(
        step,
        take,
        key,
        "put together from " + take.people().size() + " " + take.source().method().part() + "s");
    forget();
  }

  private void add(int step, Step.Take take, Key key, String origin)
      throws CeremonyException, VaultException, KeyException {
    occasion
        .journal()
        .perform(
            Happening.TAKE,
            step,
            take.people(),
            grant -> occasion.stored().add(grant, step, take, key, origin));
  }

  /** Wipes what was put together. */
  void forget() {
    Key key = joined;
    joined = null;
    if (key != null) {
      key.close();
    }
  }
}
