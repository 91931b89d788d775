// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.Person;
import org.keywright.ceremony.Question;
import org.keywright.ceremony.Step;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.KeySpec;
import org.keywright.letters.Letter;
import org.keywright.vault.VaultException;

/** Gives keys out in parts, a letter for each; parts are wiped when all have theirs. */
final class Giving {
  private static final String REHEARSAL = "REHEARSAL";

  private final Occasion occasion;
  private final KeyParts parts;
  private final List<KeyPart> giving = new ArrayList<>();

  Giving(Occasion occasion) {
    this.occasion = occasion;
    this.parts = occasion.tools().parts();
  }

  /** Parts a key, and has its parts given one by one. */
  List<Question> begin(int step, Step.Give give)
      throws CeremonyException, VaultException, KeyException {
    var questions = new ArrayList<Question>();
    occasion
        .journal()
        .perform(
            Happening.SPLIT,
            step,
            give.people(),
            grant -> {
              try (Key key = occasion.stored().openToPart(occasion.leave().grant(), give.key())) {
                var value = occasion.tools().keys().kcv(key);
                giving.addAll(parts.part(key, give.sharing()));
                for (KeyPart part : giving) {
                  Person person = give.people().get(part.number() - 1);
                  var check = new Letter.Check(parts.checkValue(part), value);
                  Letter letter = letter(give, key.spec(), part.number(), person).checked(check);
                  questions.add(new Question.Handover(step, person, letter));
                }
                return give.key() + " parted in " + give.sharing() + ", KCV " + value;
              }
            });
    return questions;
  }

  private Letter letter(Step.Give give, KeySpec kind, int number, Person person)
      throws VaultException {
    return new Letter(
        occasion.rehearsal() ? "no vault: a rehearsal" : occasion.stored().vaultName(),
        occasion.stored().described(give.key()),
        kind,
        give.sharing(),
        number,
        person.name(),
        occasion.id() + " '" + occasion.script().title() + "'",
        occasion.tools().clock().instant(),
        Optional.empty(),
        occasion.rehearsal() ? Optional.of(REHEARSAL) : Optional.empty());
  }

  KeyPart part(Question.Handover question) {
    return giving.get(question.letter().number() - 1);
  }

  /** What is to be said of a part that was given. */
  String given(Question.Handover question) throws KeyException {
    return "%s %d of %d, KCV %s"
        .formatted(
            question.letter().sharing().method().part(),
            question.letter().number(),
            question.letter().sharing().parts(),
            parts.checkValue(part(question)));
  }

  /** All have theirs; in a rehearsal they are kept, to be proved. */
  void end(int step, Step.Give give) throws CeremonyException, VaultException, KeyException {
    occasion
        .journal()
        .write(Happening.GIVE, step, give.people(), "all have their parts of " + give.key());
    if (occasion.rehearsal()) {
      occasion.practice().hand(give.key(), giving, give.people());
      giving.clear();
    }
    forget();
  }

  /** Wipes them. */
  void forget() {
    giving.forEach(KeyPart::close);
    giving.clear();
  }
}
