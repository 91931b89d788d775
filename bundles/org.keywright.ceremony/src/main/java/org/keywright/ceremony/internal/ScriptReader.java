// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.Person;
import org.keywright.ceremony.Step;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Sharing;
import org.keywright.vault.KeyName;

/** Reads a script: lines of words, of which some are texts in quotes. Used once. */
final class ScriptReader {
  private static final String FORMAT = "keywright-ceremony 1";
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,64}/(?:T|[1-9][0-9]{0,4})");
  private static final int LAST_REF = 0xFFFF;
  private static final String COMPONENTS = "components";
  private static final String SHARES = "shares";

  private final String text;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final Set<Person> present = new HashSet<>();
  private String title = "";
  private int line;

  ScriptReader(String text) {
    this.text = text;
  }

  CeremonyScript read() throws CeremonyException {
    List<String> all = text.lines().toList();
    if (all.isEmpty() || !all.getFirst().strip().equals(FORMAT)) {
      throw new CeremonyException(
          "this is no script of a ceremony: its first line has to be '" + FORMAT + "'");
    }
    for (line = 2; line <= all.size(); line++) {
      Deque<String> words = words(all.get(line - 1));
      if (!words.isEmpty()) {
        read(words);
      }
    }
    if (title.isEmpty() || steps.isEmpty()) {
      throw new CeremonyException("a script has a title, people, and a step at least");
    }
    return new CeremonyScript(text, title, List.copyOf(people.values()), steps, lines);
  }

  private void read(Deque<String> words) throws CeremonyException {
    try {
      String first = words.pop();
      switch (first) {
        case "title" -> title = next(words, "the title, in quotes");
        case "person" -> person(words);
        case "step" -> step(words);
        default -> throw wrong("'" + first + "' is none of title, person, step");
      }
      if (!words.isEmpty()) {
        throw wrong("'" + words.peek() + "' is one word too many");
      }
    } catch (IllegalArgumentException | KeyException e) {
      throw new CeremonyException("line " + line + ": " + e.getMessage(), e);
    }
  }

  private Deque<String> words(String written) throws CeremonyException {
    var words = new ArrayDeque<String>();
    String rest = written.strip();
    while (!rest.isEmpty() && !rest.startsWith("#")) {
      Matcher word = WORD.matcher(rest);
      if (!word.lookingAt()) {
        throw wrong("a quote is not closed");
      }
      words.add(word.group(1) == null ? word.group(2) : word.group(1).strip());
      rest = rest.substring(word.end()).strip();
    }
    return words;
  }

  private CeremonyException wrong(String what) {
    return new CeremonyException("line " + line + ": " + what);
  }

  private String next(Deque<String> words, String what) throws CeremonyException {
    if (words.isEmpty() || words.peek().isEmpty()) {
      throw wrong(what + " is missing");
    }
    return words.pop();
  }

  private int number(Deque<String> words, String what, int radix) throws CeremonyException {
    String word = next(words, what);
    try {
      return Integer.parseInt(word, radix);
    } catch (NumberFormatException e) {
      throw new CeremonyException("line " + line + ": '" + word + "' is not " + what, e);
    }
  }

  private void person(Deque<String> words) throws CeremonyException {
    String id = next(words, "what the person is called");
    if (!ID.matcher(id).matches()) {
      throw wrong(
          "'"
              + id
              + "': people are called by letters, digits, dots, underscores and hyphens, as"
              + " officers");
    }
    String role = next(words, "the person's role");
    String name = next(words, "the person's name, in quotes");
    if (people.put(id, new Person(id, role(role), name)) != null) {
      throw wrong("there are two people called " + id);
    }
  }

  private Person.Role role(String word) throws CeremonyException {
    try {
      return Person.Role.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw wrong("'" + word + "' is none of officer, custodian, operator, auditor, witness");
    }
  }

  private void step(Deque<String> words) throws CeremonyException, KeyException {
    String verb = next(words, "what is done");
    Step step =
        switch (verb) {
          case "present" -> new Step.Present(everybody(words));
          case "confirm" -> new Step.Confirm(somebody(words), next(words, "the text, in quotes"));
          case "keyset" -> keySet(words);
          case "enter" -> take(words, true);
          case "generate" -> take(words, false);
          case "give" -> give(words);
          case "prove" -> prove(words);
          default ->
              throw wrong(
                  "'"
                      + verb
                      + "' is none of present, confirm, keyset, enter, generate, give, prove");
        };
    if (step instanceof Step.Present here) {
      present.addAll(here.people());
    }
    for (Person person : step.people()) {
      if (!present.contains(person)) {
        throw wrong(person.id() + " takes part, and no step before says that he is present");
      }
    }
    if (steps.isEmpty() && !(step instanceof Step.Present)) {
      throw wrong("the first step says who is present");
    }
    steps.add(step);
    lines.add(line);
  }

  private Step keySet(Deque<String> words) throws CeremonyException, KeyException {
    var key = new KeyName.Transport(next(words, "the name of the key set"));
    int suite = number(words, "the suite", 16);
    var kind = KeySpec.parse(next(words, "the kind of key"));
    var description = new Step.Description(kind, Optional.empty(), "", suite);
    boolean generated = words.peek() != null && words.peek().equals("generated");
    if (generated) {
      words.pop();
    }
    return new Step.Take(key, description, generated ? generated() : source(words));
  }

  private static Step.Source generated() {
    return new Step.Source(Sharing.Method.COMPONENTS, List.of(), Optional.empty());
  }

  private Step take(Deque<String> words, boolean entered) throws CeremonyException, KeyException {
    KeyName key = key(words);
    if (key instanceof KeyName.Transport) {
      throw wrong("a transport key comes with its key set: step keyset");
    }
    var kind = KeySpec.parse(next(words, "the kind of key"));
    var usage = KeyUsage.of(next(words, "the usage"));
    String label = next(words, "what people call the key, in quotes");
    var description = new Step.Description(kind, Optional.of(usage), label, 0);
    return new Step.Take(
        key, description, entered ? source(requireParted(kind, words)) : generated());
  }

  private Deque<String> requireParted(KeySpec kind, Deque<String> words) throws CeremonyException {
    if (kind.algorithm() != KeyAlgorithm.AES && kind.algorithm() != KeyAlgorithm.TDES) {
      throw wrong("only AES and TDES keys are entered in parts, not " + kind);
    }
    return words;
  }

  private Step.Source source(Deque<String> words) throws CeremonyException {
    Sharing.Method method = method(words);
    List<Person> holders = holders(words);
    Sharing.components(holders.size());
    Optional<Bytes> kcv = Optional.empty();
    if (!words.isEmpty() && words.peek().equals("kcv")) {
      words.pop();
      kcv = Optional.of(Bytes.ofHex(next(words, "the check value")));
    }
    return new Step.Source(method, holders, kcv);
  }

  private Step give(Deque<String> words) throws CeremonyException {
    KeyName key = key(words);
    Sharing.Method method = method(words);
    int needed =
        method == Sharing.Method.SHARES ? number(words, "how many shares are needed", 10) : 0;
    List<Person> holders = holders(words);
    Sharing sharing =
        method == Sharing.Method.SHARES
            ? Sharing.shares(needed, holders.size())
            : Sharing.components(holders.size());
    return new Step.Give(key, sharing, holders);
  }

  private Step prove(Deque<String> words) throws CeremonyException {
    KeyName key = key(words);
    Sharing.Method method = method(words);
    List<Person> holders = holders(words);
    Sharing.components(holders.size());
    return new Step.Prove(key, method, holders);
  }

  private KeyName key(Deque<String> words) throws CeremonyException {
    String word = next(words, "which key");
    if (!KEY.matcher(word).matches()) {
      throw wrong("'" + word + "' is no key: write KEYSET/REF, or KEYSET/T for the transport key");
    }
    KeyName key = KeyName.parse(word);
    if (key instanceof KeyName.Application application && application.ref() > LAST_REF) {
      throw wrong("references of keys are 1 to " + LAST_REF);
    }
    return key;
  }

  private Sharing.Method method(Deque<String> words) throws CeremonyException {
    return switch (next(words, COMPONENTS + " or " + SHARES)) {
      case COMPONENTS -> Sharing.Method.COMPONENTS;
      case SHARES -> Sharing.Method.SHARES;
      default -> throw wrong("a key is parted in " + COMPONENTS + " or " + SHARES);
    };
  }

  private Person somebody(Deque<String> words) throws CeremonyException {
    String id = next(words, "who");
    Person person = people.get(id);
    if (person == null) {
      throw wrong("there is no person called " + id + " above");
    }
    return person;
  }

  /** All people that are named, up to a word that is no person's. */
  private List<Person> everybody(Deque<String> words) throws CeremonyException {
    var named = new ArrayList<Person>();
    do {
      Person person = somebody(words);
      if (named.contains(person)) {
        throw wrong(person.id() + " is named twice");
      }
      named.add(person);
    } while (!words.isEmpty() && !words.peek().equals("kcv"));
    return named;
  }

  private List<Person> holders(Deque<String> words) throws CeremonyException {
    List<Person> holders = everybody(words);
    for (Person person : holders) {
      if (person.role() != Person.Role.CUSTODIAN) {
        throw wrong(person.id() + " is no custodian: parts of keys are custodians' alone");
      }
    }
    return holders;
  }
}
