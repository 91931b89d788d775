// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.KeyName;
import org.keywright.ceremony.Person;
import org.keywright.ceremony.Question;
import org.keywright.ceremony.Step;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Sharing;
import org.keywright.letters.Letter;
import org.keywright.vault.VaultException;

/**
 * What a ceremony does with keys: it holds the parts that were entered, and those that are to be
 * given, and wipes them at the end of their step.
 */
final class KeyWork implements AutoCloseable {
  private static final String REHEARSAL = "REHEARSAL";

  private final String id;
  private final CeremonyScript script;
  private final boolean rehearsal;
  private final Journal journal;
  private final VaultKeys stored;
  private final Tools tools;
  private final Keys keys;
  private final KeyParts parts;

  private final List<KeyPart> taken = new ArrayList<>();
  private final List<KeyPart> giving = new ArrayList<>();
  private final List<Key> joined = new ArrayList<>();

  /** In a rehearsal, what each person has on his letter: made up, or given before. */
  private final Map<KeyName, Map<Person, KeyPart>> practice = new HashMap<>();

  KeyWork(Site site, String id, CeremonyScript script, boolean rehearsal, Journal journal)
      throws VaultException {
    this.id = id;
    this.script = script;
    this.rehearsal = rehearsal;
    this.journal = journal;
    this.tools = site.tools();
    this.keys = tools.keys();
    this.parts = tools.parts();
    this.stored = new VaultKeys(site.vault(), tools.suites(), id);
  }

  /** Asks for the parts of a key, or makes the key if nobody has any. */
  List<Question> beginTaking(int step, Step.Take take)
      throws CeremonyException, VaultException, KeyException {
    forget();
    if (stored.holds(take.key())) {
      String found = stored.alreadyTaken(step, take.key(), journal.hasNoEnd(Journal.TAKE, step));
      journal.write(Journal.TAKE, step, take.people(), found + ", before it was broken off");
      return List.of();
    }
    KeySpec kind = take.description().kind();
    if (take.people().isEmpty()) {
      try (Key key = keys.generate(kind)) {
        add(step, take, key, "generated");
      }
      return List.of();
    }
    if (rehearsal) {
      try (Key key = keys.generate(kind)) {
        makeUp(
            take.key(), key, sharing(take.source().method(), take.people().size()), take.people());
      }
    }
    return questions(step, take.key(), kind, take.source().method(), take.people());
  }

  private static Sharing sharing(Sharing.Method method, int count) {
    return method == Sharing.Method.COMPONENTS
        ? Sharing.components(count)
        : Sharing.shares(count, count);
  }

  private static List<Question> questions(
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

  private void makeUp(KeyName name, Key key, Sharing sharing, List<Person> people)
      throws KeyException {
    var held = new HashMap<Person, KeyPart>();
    for (KeyPart part : parts.part(key, sharing)) {
      held.put(people.get(part.number() - 1), part);
    }
    practise(name, held);
  }

  private void practise(KeyName name, Map<Person, KeyPart> held) {
    Map<Person, KeyPart> before = practice.put(name, held);
    if (before != null) {
      before.values().forEach(KeyPart::close);
    }
  }

  /** In a rehearsal, the part that somebody is asked for as he types it. */
  Optional<KeyMaterial> practice(Question.Part question) throws KeyException {
    Map<Person, KeyPart> held = practice.getOrDefault(question.key(), Map.of());
    KeyPart part = held.get(question.person());
    return part == null ? Optional.empty() : Optional.of(parts.write(part));
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

  /**
   * Puts a key together when all parts are there. One that is taken is to be confirmed by its check
   * value; one that is proved is compared.
   *
   * @throws CeremonyException if it is another key; that is in the log
   */
  Optional<Question> join(int step, Step at)
      throws CeremonyException, VaultException, KeyException {
    Key key = parts.join(taken);
    wipe(taken);
    joined.add(key);
    return switch (at) {
      case Step.Take take -> {
        String value = confirmed(step, take, key);
        yield Optional.of(
            new Question.Statement(
                step, leader(take), "The key " + take.key() + " has the check value " + value));
      }
      case Step.Prove prove -> {
        prove(step, prove, key);
        yield Optional.empty();
      }
      default -> throw new IllegalStateException("this step takes no parts");
    };
  }

  private void prove(int step, Step.Prove prove, Key key)
      throws CeremonyException, VaultException, KeyException {
    journal.perform(
        Journal.PROVE,
        step,
        prove.people(),
        grant -> {
          stored.requireSame(grant, prove.key(), key);
          return "the parts give " + prove.key() + ", KCV " + keys.kcv(key);
        });
    forget();
  }

  private String confirmed(int step, Step.Take take, Key key)
      throws CeremonyException, VaultException, KeyException {
    String value = keys.kcv(key).toString();
    Optional<Bytes> wanted = rehearsal ? Optional.empty() : take.source().kcv();
    if (wanted.isPresent() && !CheckValues.fits(keys, key, wanted.get())) {
      String words =
          "the parts make a key with the check value %s, and the script wants %s"
              .formatted(value, wanted.get().hex());
      journal.fault(Journal.TAKE, step, take.people(), words);
      throw new CeremonyException(words);
    }
    return value;
  }

  /** An officer, or else who comes first. */
  private Person leader(Step.Take take) {
    return script.people().stream()
        .filter(person -> person.role() == Person.Role.OFFICER)
        .findFirst()
        .orElse(take.people().getFirst());
  }

  /** Keeps the key that was put together and confirmed. */
  void keep(int step, Step.Take take) throws CeremonyException, VaultException, KeyException {
    String origin =
        "put together from " + take.people().size() + " " + take.source().method().part() + "s";
    add(step, take, joined.getFirst(), origin);
    forget();
  }

  private void add(int step, Step.Take take, Key key, String origin)
      throws CeremonyException, VaultException, KeyException {
    journal.perform(
        Journal.TAKE, step, take.people(), grant -> stored.add(grant, step, take, key, origin));
  }

  /** Parts a key, and has its parts given one by one. */
  List<Question> beginGiving(int step, Step.Give give)
      throws CeremonyException, VaultException, KeyException {
    forget();
    var questions = new ArrayList<Question>();
    journal.perform(
        Journal.SPLIT,
        step,
        give.people(),
        grant -> {
          try (Key key = stored.exportable(grant, give.key())) {
            giving.addAll(parts.part(key, give.sharing()));
            for (KeyPart part : giving) {
              Person person = give.people().get(part.number() - 1);
              var check = new Letter.Check(parts.checkValue(part), keys.kcv(key));
              Letter letter = letter(give, key.spec(), part.number(), person).checked(check);
              questions.add(new Question.Handover(step, person, letter));
            }
            return give.key() + " parted in " + give.sharing() + ", KCV " + keys.kcv(key);
          }
        });
    return questions;
  }

  private Letter letter(Step.Give give, KeySpec kind, int number, Person person)
      throws VaultException {
    return new Letter(
        rehearsal ? "no vault: a rehearsal" : stored.vaultName(),
        stored.described(give.key()),
        kind,
        give.sharing(),
        number,
        person.name(),
        id + " '" + script.title() + "'",
        tools.clock().instant(),
        Optional.empty(),
        rehearsal ? Optional.of(REHEARSAL) : Optional.empty());
  }

  KeyPart toGive(Question.Handover question) {
    return giving.get(question.letter().number() - 1);
  }

  String given(Question.Handover question) throws KeyException {
    return "%s %d of %d, KCV %s"
        .formatted(
            question.letter().sharing().method().part(),
            question.letter().number(),
            question.letter().sharing().parts(),
            parts.checkValue(toGive(question)));
  }

  void allGiven(int step, Step.Give give) throws CeremonyException, VaultException, KeyException {
    journal.write(Journal.GIVE, step, give.people(), "all have their parts of " + give.key());
    if (rehearsal) {
      var held = new HashMap<Person, KeyPart>();
      for (KeyPart part : giving) {
        held.put(give.people().get(part.number() - 1), part);
      }
      practise(give.key(), held);
      giving.clear();
    }
    forget();
  }

  /** Asks holders for their parts of a key that is in the vault. */
  List<Question> beginProving(int step, Step.Prove prove)
      throws CeremonyException, VaultException, KeyException {
    forget();
    KeySpec kind = stored.kind(prove.key());
    if (rehearsal
        && !practice.getOrDefault(prove.key(), Map.of()).keySet().containsAll(prove.people())) {
      journal.perform(
          Journal.SPLIT,
          step,
          prove.people(),
          grant -> {
            try (Key key = stored.exportable(grant, prove.key())) {
              makeUp(
                  prove.key(), key, sharing(prove.method(), prove.people().size()), prove.people());
              return "parts made up for the rehearsal";
            }
          });
    }
    return questions(step, prove.key(), kind, prove.method(), prove.people());
  }

  /** Wipes what belongs to the step at work. */
  void forget() {
    wipe(taken);
    wipe(giving);
    joined.forEach(Key::close);
    joined.clear();
  }

  private static void wipe(List<KeyPart> some) {
    some.forEach(KeyPart::close);
    some.clear();
  }

  @Override
  public void close() {
    forget();
    practice.values().forEach(held -> held.values().forEach(KeyPart::close));
    practice.clear();
  }
}
