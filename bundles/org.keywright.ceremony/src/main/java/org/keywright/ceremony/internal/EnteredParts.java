// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.Person;
import org.keywright.ceremony.Question;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sharing;
import org.keywright.vault.KeyName;

/** The parts that were entered in a step, until they are put together or wiped. */
final class EnteredParts {
  private final KeyParts parts;
  private final List<KeyPart> taken = new ArrayList<>();

  EnteredParts(KeyParts parts) {
    this.parts = parts;
  }

  /** What is asked of the holders of a key's parts, one after the other. */
  static List<Question> questions(
      int step, KeyName key, KeySpec kind, Sharing.Method method, List<Person> people) {
    var questions = new ArrayList<Question>();
    for (Person person : people) {
      int position = questions.size() + 1;
      int number = method == Sharing.Method.COMPONENTS ? position : 0;
      questions.add(
          new Question.Part(step, person, key, kind, method, number, position, people.size()));
    }
    return questions;
  }

  /**
   * Keeps a part that was entered.
   *
   * @param part belongs to this from now on
   * @return what is to be said of it
   * @throws CeremonyException if it is not what was asked for; it is wiped then
   */
  String take(Question.Part question, KeyPart part) throws CeremonyException, KeyException {
    Optional<String> wrong = wrong(question, part);
    if (wrong.isPresent()) {
      part.close();
      throw new CeremonyException(wrong.get());
    }
    taken.add(part);
    return "%s %d, KCV %s"
        .formatted(question.method().part(), part.number(), parts.checkValue(part));
  }

  private Optional<String> wrong(Question.Part question, KeyPart part) {
    if (part.method() != question.method() || !part.value().spec().equals(question.kind())) {
      return Optional.of("this is no " + question.method().part() + " of an " + question.kind());
    }
    if (question.number() != 0 && part.number() != question.number()) {
      return Optional.of(
          "this is part " + part.number() + ", and " + question.number() + " is awaited");
    }
    for (KeyPart before : taken) {
      if (before.number() == part.number() || before.value().sameKeyAs(part.value())) {
        return Optional.of("this part was entered before, by somebody else");
      }
    }
    return Optional.empty();
  }

  /** Puts the key together, which the caller owns; the parts are wiped. */
  Key join() throws KeyException {
    Key key = parts.join(taken);
    forget();
    return key;
  }

  /** Wipes them. */
  void forget() {
    taken.forEach(KeyPart::close);
    taken.clear();
  }
}
