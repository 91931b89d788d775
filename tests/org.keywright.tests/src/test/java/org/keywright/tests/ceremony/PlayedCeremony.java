// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.keywright.ceremony.Answered;
import org.keywright.ceremony.Ceremony;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyRecord.State;
import org.keywright.ceremony.Question;
import org.keywright.ceremony.Step;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeySpec;
import org.keywright.tests.ceremony.CeremonyModel.Happened;
import org.keywright.vault.KeyName;
import org.keywright.vault.VaultException;

/**
 * One ceremony, played by people who mistype, take each other's parts, bring parts of other keys
 * and run away. After each answer and each breaking off it is compared with the model.
 */
final class PlayedCeremony implements AutoCloseable {
  /** What somebody does with the part that he is asked for. */
  private enum Manner {
    RIGHT,
    DIGIT_MISTYPED,
    CHECK_VALUE_MISTYPED,
    PART_OF_SOMEBODY_ELSE,
    PART_OF_ANOTHER_KEY,
    PART_OF_ANOTHER_KIND,
    RUNS_AWAY
  }

  private static final String ACTOR = "otto";

  private final CeremonyRoom room;
  private final Random random;
  private final DrawnScript drawn;
  private final CeremonyModel model;
  private final List<KeyPart> handed = new ArrayList<>();
  private final TreeSet<Integer> entered = new TreeSet<>();
  private Ceremony ceremony;

  /** How often each manner and each breaking off was played. */
  private final List<String> faults;

  PlayedCeremony(CeremonyRoom room, Random random, String keySet, List<String> faults)
      throws Exception {
    this.room = room;
    this.random = random;
    this.faults = faults;
    drawn = new DrawnScript(random, room.crypto.keys, room.parts, keySet);
    ceremony = room.ceremonies.begin(room.ceremonies.read(drawn.text()), ACTOR, Optional.empty());
    model = new CeremonyModel(ceremony.script());
  }

  /** Plays it to its end; returns how many keys it has left in the vault. */
  int play() throws Exception {
    while (true) {
      Optional<Question> question = ceremony.question();
      model.advance();
      if (model.state == State.DONE) {
        assertThat(question).isEmpty();
        break;
      }
      compare(question.orElseThrow());
      boolean stays = random.nextInt(25) != 0 && answer(question.get());
      if (!stays) {
        breakOff();
        if (model.state == State.ABANDONED) {
          break;
        }
      }
    }
    compareMinutes(compareVault());
    return model.kept.size();
  }

  private void compare(Question question) {
    var asked = model.question();
    assertThat(question).isInstanceOf(asked.kind());
    assertThat(question.person().id()).as(question.words()).isEqualTo(asked.person());
    if (question instanceof Question.Part part) {
      assertThat(part.position()).isEqualTo(asked.position());
      if (part.position() == 1) {
        entered.clear();
      }
    }
    if (question instanceof Question.Handover handover) {
      assertThat(handover.letter().number()).isEqualTo(asked.position());
      if (asked.position() == 1) {
        dropHanded();
      }
    }
  }

  private boolean answer(Question question) throws Exception {
    return switch (question) {
      case Question.Presence here -> confirmOrNot(random.nextInt(12) != 0);
      case Question.Statement statement -> confirmOrNot(!model.spoilt() && random.nextInt(12) != 0);
      case Question.Part part -> enter(part);
      case Question.Handover handover -> give(handover);
    };
  }

  private boolean confirmOrNot(boolean confirmed) throws Exception {
    if (confirmed) {
      assertThat(ceremony.confirm(random.nextBoolean() ? "" : "bag 4711").accepted()).isTrue();
      model.confirmed();
    } else {
      faults.add("declined");
      assertThat(ceremony.decline("I do not see it").accepted()).isFalse();
      model.declined();
    }
    return true;
  }

  private boolean enter(Question.Part question) throws Exception {
    Manner manner = Manner.RIGHT;
    if (random.nextInt(4) == 0) {
      manner = Manner.values()[random.nextInt(Manner.values().length)];
    }
    List<KeyPart> held = drawn.held.get(question.key());
    int own = question.position() - 1;
    int other = (own + 1 + random.nextInt(held.size() - 1)) % held.size();
    boolean numbered = question.number() != 0;
    if (!numbered && entered.contains(own + 1) && manner == Manner.RIGHT) {
      // Somebody has taken his share: he takes one that is left.
      own = left(held.size());
    }
    if (manner == Manner.RUNS_AWAY) {
      faults.add(manner.name());
      assertThatThrownBy(() -> ceremony.enter(asked -> runAway())).isInstanceOf(IOException.class);
      return false;
    }
    int number = manner == Manner.PART_OF_SOMEBODY_ELSE ? other + 1 : own + 1;
    Manner how = manner;
    Answered answered = ceremony.enter(asked -> bring(asked, held.get(number - 1), how));
    boolean taken =
        switch (manner) {
          case RIGHT, PART_OF_ANOTHER_KEY -> !entered.contains(number);
          case PART_OF_SOMEBODY_ELSE -> !numbered && !entered.contains(number);
          default -> false;
        };
    if (manner != Manner.RIGHT) {
      faults.add(manner.name());
    }
    if (taken) {
      entered.add(number);
      assertThat(answered.accepted())
          .as(answered.words())
          .isEqualTo(model.entered(manner == Manner.PART_OF_ANOTHER_KEY));
    } else {
      assertThat(answered.accepted()).as(answered.words()).isFalse();
      model.refused();
    }
    return true;
  }

  private int left(int count) {
    int index = 0;
    while (index < count - 1 && entered.contains(index + 1)) {
      index++;
    }
    return index;
  }

  private static KeyPart runAway() throws IOException {
    throw new IOException("nobody is at the keyboard");
  }

  private KeyPart bring(Question.Part question, KeyPart part, Manner manner) throws KeyException {
    if (manner == Manner.PART_OF_ANOTHER_KEY) {
      Key another = room.crypto.keys.generate(question.kind());
      return new KeyPart(question.method(), part.number(), another);
    }
    if (manner == Manner.PART_OF_ANOTHER_KIND) {
      KeySpec kind = question.kind().equals(KeySpec.AES_128) ? KeySpec.AES_256 : KeySpec.AES_128;
      return new KeyPart(question.method(), part.number(), room.crypto.keys.generate(kind));
    }
    try (KeyMaterial line = room.parts.write(part);
        KeyMaterial typed = typed(line, manner)) {
      return room.parts.read(typed, question.method(), question.kind(), question.number());
    }
  }

  private static KeyMaterial typed(KeyMaterial line, Manner manner) {
    return line.expose(
        (byte[] lent) -> {
          int at =
              switch (manner) {
                case DIGIT_MISTYPED -> 2; // behind the number and the hyphen
                case CHECK_VALUE_MISTYPED -> lent.length - 1;
                default -> -1;
              };
          if (at >= 0) {
            // Not the last bit: that is the parity of a TDES component.
            lent[at] = (byte) (lent[at] == '7' ? '3' : '7');
          }
          return KeyMaterial.copyOf(lent);
        });
  }

  private boolean give(Question.Handover question) throws Exception {
    boolean fails = random.nextInt(8) == 0;
    Answered answered =
        ceremony.give(
            (letter, part) -> {
              if (fails) {
                throw new IOException("the printer has no paper");
              }
              handed.add(new KeyPart(part.method(), part.number(), part.value().copy()));
              return "printer north";
            });
    assertThat(answered.accepted()).isEqualTo(!fails);
    if (fails) {
      faults.add("not printed");
      model.refused();
      return true;
    }
    if (model.step() instanceof Step.Give give && handed.size() == give.people().size()) {
      compareParted(give, question.letter().check().orElseThrow().key().toString());
    }
    model.given();
    return true;
  }

  /** So many parts as are needed give the key that is in the vault. */
  private void compareParted(Step.Give give, String checkValue) throws Exception {
    try (Key joined = room.parts.join(handed.subList(0, give.sharing().needed()))) {
      assertThat(room.crypto.keys.kcv(joined)).hasToString(checkValue);
      assertThat(room.stored(give.key())).contains(checkValue);
    }
    drawn.hold(give.key(), List.copyOf(handed));
    handed.clear();
  }

  private void dropHanded() {
    handed.forEach(KeyPart::close);
    handed.clear();
  }

  /** It breaks off; nothing of the step is kept, and it is resumed or given up. */
  private void breakOff() throws Exception {
    boolean closedUnderIt = random.nextBoolean();
    faults.add(closedUnderIt ? "vault closed" : "broken off");
    if (closedUnderIt) {
      room.vault.reopen();
      if (model.question().kind() == Question.Presence.class) {
        assertThatThrownBy(() -> ceremony.confirm("")).isInstanceOf(VaultException.class);
      }
    }
    ceremony.close();
    dropHanded();
    compareVault();
    if (random.nextInt(4) == 0) {
      room.ceremonies.abandon(ceremony.id(), ACTOR, "it is late");
      model.abandoned();
    } else {
      assertThatThrownBy(() -> room.ceremonies.minutes(ceremony.id(), ACTOR))
          .hasMessageContaining("has not ended");
      ceremony = room.ceremonies.resume(ceremony.id(), ACTOR);
      model.resumed();
    }
  }

  private CeremonyRecord compareVault() throws Exception {
    CeremonyRecord record = room.ceremonies.require(ceremony.id());
    assertThat(record.state()).isEqualTo(model.state);
    assertThat(
            record.events().stream()
                .map(e -> new Happened(e.what(), e.step(), e.person(), e.accepted())))
        .isEqualTo(model.events);
    for (Step step : record.script().steps()) {
      if (step instanceof Step.Take take) {
        compareKey(record, take.key());
      }
    }
    return record;
  }

  private void compareKey(CeremonyRecord record, KeyName key) throws Exception {
    Optional<String> stored = room.stored(key);
    assertThat(stored.isPresent()).as(key.toString()).isEqualTo(model.kept.containsKey(key));
    if (stored.isPresent()) {
      assertThat(drawn.checkValues.getOrDefault(key, stored.get())).isEqualTo(stored.get());
      assertThat(record.events())
          .filteredOn(event -> event.what().equals("take") && event.accepted())
          .filteredOn(event -> event.step() == model.kept.get(key))
          .singleElement()
          .satisfies(event -> assertThat(event.words()).contains(key + ", KCV " + stored.get()));
    }
  }

  private void compareMinutes(CeremonyRecord record) throws Exception {
    var minutes = room.ceremonies.minutes(ceremony.id(), ACTOR);
    var key = Optional.of(minutes.fingerprint());
    var text = room.ceremonies.check(minutes.json(), key);
    assertThat(text.record()).contains(record);
    assertThat(text.record().orElseThrow().faults())
        .isEqualTo(model.events.stream().filter(event -> !event.accepted()).count());
    assertThat(room.ceremonies.check(minutes.pdf(), key).fingerprint())
        .isEqualTo(minutes.fingerprint());
    byte[] changed = minutes.json().toArray();
    changed[random.nextInt(changed.length - 1)] ^= 1;
    assertThatThrownBy(() -> room.ceremonies.check(Bytes.of(changed), key))
        .isInstanceOf(Exception.class);
  }

  @Override
  public void close() throws VaultException {
    ceremony.close();
    dropHanded();
    drawn.close();
  }

  @Override
  public String toString() {
    return drawn.text() + model.events;
  }
}
