// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.List;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.Question;
import org.keywright.ceremony.Step;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.vault.VaultException;

/** Shows that holders' parts give a key that is in the vault. */
final class Proving {
  private final Occasion occasion;

  Proving(Occasion occasion) {
    this.occasion = occasion;
  }

  /** Asks holders for their parts; in a rehearsal some are made up, if none were given before. */
  List<Question> begin(int step, Step.Prove prove)
      throws CeremonyException, VaultException, KeyException {
    VaultKeys stored = occasion.stored();
    if (occasion.rehearsal() && !occasion.practice().has(prove.key(), prove.people())) {
      occasion
          .journal()
          .perform(
              Happening.SPLIT,
              step,
              prove.people(),
              grant -> {
                try (Key key = stored.openToPart(grant, prove.key())) {
                  occasion.practice().makeUp(prove.key(), key, prove.method(), prove.people());
                  return "parts made up for the rehearsal";
                }
              });
    }
    KeySpec kind = stored.kind(prove.key());
    return EnteredParts.questions(step, prove.key(), kind, prove.method(), prove.people());
  }

  /**
   * Compares the key that the parts give with the one in the vault.
   *
   * @throws CeremonyException if it is another; that is in the log
   */
  void prove(int step, Step.Prove prove, Key joined)
      throws CeremonyException, VaultException, KeyException {
    occasion
        .journal()
        .perform(
            Happening.PROVE,
            step,
            prove.people(),
            grant -> {
              occasion.stored().requireSame(occasion.leave().grant(), prove.key(), joined);
              return "the parts give %s, KCV %s"
                  .formatted(prove.key(), occasion.tools().keys().kcv(joined));
            });
  }
}
