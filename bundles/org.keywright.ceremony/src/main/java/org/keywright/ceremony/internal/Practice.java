// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.ceremony.Person;
import org.keywright.ceremony.Question;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.Sharing;
import org.keywright.vault.KeyName;

/** In a rehearsal, what each person has on his letter: made up, or given to him before. */
final class Practice implements AutoCloseable {
  private final KeyParts parts;
  private final Map<KeyName, Map<Person, KeyPart>> letters = new HashMap<>();

  Practice(KeyParts parts) {
    this.parts = parts;
  }

  /** Parts a key among people, all of whom are needed. */
  void makeUp(KeyName name, Key key, Sharing.Method method, List<Person> people)
      throws KeyException {
    int count = people.size();
    hand(
        name,
        parts.part(
            key,
            method == Sharing.Method.COMPONENTS
                ? Sharing.components(count)
                : Sharing.shares(count, count)),
        people);
  }

  /** Takes over parts that were given to people, in the order of their numbers. */
  void hand(KeyName name, List<KeyPart> given, List<Person> people) {
    var held = new HashMap<Person, KeyPart>();
    for (KeyPart part : given) {
      held.put(people.get(part.number() - 1), part);
    }
    Map<Person, KeyPart> before = letters.put(name, held);
    if (before != null) {
      before.values().forEach(KeyPart::close);
    }
  }

  /** Whether all of them have a part. */
  boolean has(KeyName name, List<Person> people) {
    return letters.getOrDefault(name, Map.of()).keySet().containsAll(people);
  }

  /** The part that somebody is asked for as he types it. */
  Optional<KeyMaterial> typed(Question.Part question) throws KeyException {
    KeyPart part = letters.getOrDefault(question.key(), Map.of()).get(question.person());
    return part == null ? Optional.empty() : Optional.of(parts.write(part));
  }

  @Override
  public void close() {
    letters.values().forEach(held -> held.values().forEach(KeyPart::close));
    letters.clear();
  }
}
