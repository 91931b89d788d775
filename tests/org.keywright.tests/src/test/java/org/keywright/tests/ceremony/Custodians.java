// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.ceremony.Ceremony;
import org.keywright.ceremony.Question;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sharing;
import org.keywright.tests.proof.SecretSearch;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;

/**
 * People who lead a ceremony with all that can be done with keys, and have each of its secrets
 * searched for. They wipe their own parts when they are closed.
 */
final class Custodians implements AutoCloseable {
  private static final String SCRIPT =
      """
      keywright-ceremony 1
      title "Keys of the north network"
      person anna officer "Anna Berger"
      person clara custodian "Clara Diaz"
      person dora custodian "Dora Lindqvist"
      person emil custodian "Emil Novak"
      step present anna clara dora emil
      step keyset north 01 AES-256 components clara dora emil
      step generate north/1 AES-128 D0 "data key"
      step enter north/2 AES-192 D0 "entered key" shares clara dora
      step give north/1 shares 2 clara dora emil
      step prove north/1 shares clara dora
      step give north/T components clara dora
      """;
  private static final KeyName TRANSPORT = new KeyName.Transport("north");
  private static final KeyName MADE = KeyName.of("north", 1);
  private static final KeyName ENTERED = KeyName.of("north", 2);
  private static final int ANSWERS_BEFORE_BREAK = 6;

  private final CeremonyRoom room;
  private final SecretSearch search;
  private final List<Ceremony> led;
  private final Map<KeyName, List<KeyPart>> held = new HashMap<>();
  private final List<KeyPart> given = new ArrayList<>();
  private final StringBuilder shown = new StringBuilder();

  /**
   * Gathers them.
   *
   * @param led takes the ceremonies that they lead, which stay living objects thereby
   */
  Custodians(CeremonyRoom room, SecretSearch search, List<Ceremony> led) {
    this.room = room;
    this.search = search;
    this.led = led;
  }

  /**
   * A ceremony that is broken off, with a part of another key in it, and resumed; parts are
   * mistyped.
   *
   * @param minutes the folder for its minutes
   * @return all that was shown
   */
  String wholeCeremony(Path minutes) throws Exception {
    bring(TRANSPORT, KeySpec.AES_256, Sharing.components(3));
    bring(ENTERED, KeySpec.AES_192, Sharing.shares(2, 2));
    String id;
    var script = room.ceremonies.read(SCRIPT);
    try (Ceremony ceremony = room.ceremonies.begin(script, "otto", Optional.empty())) {
      id = ceremony.id();
      lead(ceremony, ANSWERS_BEFORE_BREAK);
    }
    try (Ceremony ceremony = room.ceremonies.resume(id, "otto")) {
      lead(ceremony, Integer.MAX_VALUE);
      shown.append(ceremony).append(ceremony.record());
      var signed = ceremony.minutes();
      Files.write(minutes.resolve("minutes.jsonl"), signed.json().toArray());
      Files.write(minutes.resolve("minutes.pdf"), signed.pdf().toArray());
    }
    room.vault.vaults.require().log().page(0, 1_000).forEach(shown::append);
    lookForGenerated();
    return shown.toString();
  }

  private void bring(KeyName name, KeySpec kind, Sharing sharing) throws KeyException {
    try (Key key = room.crypto.keys.generate(kind)) {
      search.add(name + " entered", key.material());
      hold(name, room.parts.part(key, sharing));
    }
  }

  private void hold(KeyName name, List<KeyPart> parts) {
    held.getOrDefault(name, List.of()).forEach(KeyPart::close);
    held.put(name, List.copyOf(parts));
    parts.forEach(part -> look(name, part));
  }

  private void look(KeyName name, KeyPart part) {
    String which = "%s %s %d".formatted(name, part.method().part(), part.number());
    // The transport key is entered in three components and given out in two others.
    String another = search.names().contains(which) ? which + " given" : which;
    search.add(another, part.value().material());
  }

  private void lookForGenerated() throws Exception {
    var act = new Act("tester", "test", "a key", "to look for it");
    try (Grant grant = room.vault.vaults.require().grant(act);
        Key key = grant.open(MADE, KeyOperation.LOAD)) {
      search.add(MADE + " generated", key.material());
      grant.succeeded("");
    }
  }

  private void lead(Ceremony ceremony, int answers) throws Exception {
    led.add(ceremony);
    Optional<Question> question = ceremony.question();
    for (int i = 0; i < answers && question.isPresent(); i++) {
      shown.append(question.get()).append(question.get().words());
      switch (question.get()) {
        case Question.Part part -> enter(ceremony, part, answers == ANSWERS_BEFORE_BREAK && i == 4);
        case Question.Handover handover -> give(ceremony, handover);
        default -> shown.append(ceremony.confirm("bag 4711"));
      }
      question = ceremony.question();
    }
  }

  /** Each part is mistyped first. */
  private void enter(Ceremony ceremony, Question.Part question, boolean foreign) throws Exception {
    KeyPart part = held.get(question.key()).get(question.position() - 1);
    shown.append(ceremony.enter(asked -> typed(asked, part, true)));
    shown.append(
        ceremony.enter(asked -> foreign ? foreign(asked, part) : typed(asked, part, false)));
  }

  private KeyPart foreign(Question.Part question, KeyPart part) {
    Key another = room.crypto.keys.generate(question.kind());
    search.add("part of another key", another.material());
    return new KeyPart(part.method(), part.number(), another);
  }

  private KeyPart typed(Question.Part question, KeyPart part, boolean wrong) throws KeyException {
    try (KeyMaterial line = room.parts.write(part);
        KeyMaterial typed = wrong ? line.slice(0, line.length() - 1) : line.copy()) {
      return room.parts.read(typed, question.method(), question.kind(), question.number());
    }
  }

  private void give(Ceremony ceremony, Question.Handover question) throws Exception {
    shown.append(
        ceremony.give(
            (letter, part) -> {
              room.letters.letter(letter, part).close();
              given.add(new KeyPart(part.method(), part.number(), part.value().copy()));
              return "printer north";
            }));
    if (given.size() == question.letter().sharing().parts()) {
      hold(given.size() == 2 ? TRANSPORT : MADE, given);
      given.clear();
    }
  }

  @Override
  public void close() {
    held.values().forEach(parts -> parts.forEach(KeyPart::close));
    given.forEach(KeyPart::close);
  }
}
