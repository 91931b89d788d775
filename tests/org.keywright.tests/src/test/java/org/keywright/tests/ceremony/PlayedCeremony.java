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
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord.State;
import org.keywright.ceremony.Question;
import org.keywright.ceremony.Step;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyPart;
import org.keywright.vault.VaultException;

/**
 * One ceremony, played by people who mistype, take each other's parts, bring parts of other keys
 * and run away. After each answer and each breaking off it is compared with the model.
 */
final class PlayedCeremony implements AutoCloseable {
  private static final String ACTOR = "otto";

  private final CeremonyRoom room;
  private final Random random;
  private final DrawnScript drawn;
  private final CeremonyModel model;
  private final CeremonyComparison comparison;
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
    comparison = new CeremonyComparison(room, random, drawn, model);
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
      boolean stays = random.nextInt(40) != 0 && answer(question.get());
      if (!stays) {
        breakOff();
        if (model.state == State.ABANDONED) {
          break;
        }
      }
    }
    comparison.minutes(comparison.vault(ceremony.id()));
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
      assertThatThrownBy(
              () -> ceremony.enter(asked -> Manner.RUNS_AWAY.bring(room, asked, held.getFirst())))
          .isInstanceOf(IOException.class);
      return false;
    }
    int number = manner == Manner.PART_OF_SOMEBODY_ELSE ? other + 1 : own + 1;
    Manner how = manner;
    Answered answered = ceremony.enter(asked -> how.bring(room, asked, held.get(number - 1)));
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
    boolean closedUnderIt = random.nextInt(4) == 0;
    faults.add(closedUnderIt ? "vault closed" : "broken off");
    if (closedUnderIt) {
      room.vault.reopen();
      if (model.question().kind() == Question.Presence.class) {
        assertThatThrownBy(() -> ceremony.confirm(""))
            .isInstanceOf(CeremonyException.class)
            .hasMessageStartingWith("the vault was closed");
      }
    }
    ceremony.close();
    dropHanded();
    comparison.vault(ceremony.id());
    if (random.nextInt(4) == 0) {
      room.ceremonies.abandon(ceremony.id(), ACTOR, "it is late");
      model.abandoned();
    } else {
      ceremony = room.ceremonies.resume(ceremony.id(), ACTOR);
      model.resumed();
    }
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
