// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Random;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.SignedMinutes;
import org.keywright.ceremony.Step;
import org.keywright.crypto.Bytes;
import org.keywright.tests.ceremony.CeremonyModel.Happened;
import org.keywright.vault.KeyName;

/** Holds vault, record and minutes of a ceremony against what the model says of it. */
final class CeremonyComparison {
  private static final String ACTOR = "otto";

  /** Of so many ceremonies the minutes of one are changed, to see that it is found. */
  private static final int SIGNATURES_CHECKED = 5;

  private final CeremonyRoom room;
  private final Random random;
  private final DrawnScript drawn;
  private final CeremonyModel model;

  CeremonyComparison(CeremonyRoom room, Random random, DrawnScript drawn, CeremonyModel model) {
    this.room = room;
    this.random = random;
    this.drawn = drawn;
    this.model = model;
  }

  CeremonyRecord vault(String id) throws Exception {
    CeremonyRecord record = room.ceremonies.require(id);
    assertThat(record.state()).isEqualTo(model.state);
    assertThat(
            record.events().stream()
                .map(e -> new Happened(e.what(), e.step(), e.person(), e.accepted())))
        .isEqualTo(model.events);
    for (Step step : record.script().steps()) {
      if (step instanceof Step.Take take) {
        key(record, take.key());
      }
    }
    return record;
  }

  private void key(CeremonyRecord record, KeyName key) throws Exception {
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

  void minutes(CeremonyRecord record) throws Exception {
    var minutes = room.ceremonies.minutes(record.id(), ACTOR);
    var key = Optional.of(minutes.fingerprint());
    var text = room.ceremonies.check(minutes.json(), key);
    assertThat(text.record()).contains(record);
    assertThat(text.record().orElseThrow().faults())
        .isEqualTo(model.events.stream().filter(event -> !event.accepted()).count());
    if (random.nextInt(SIGNATURES_CHECKED) == 0) {
      signatures(minutes);
    }
  }

  private void signatures(SignedMinutes minutes) throws Exception {
    var key = Optional.of(minutes.fingerprint());
    assertThat(room.ceremonies.check(minutes.pdf(), key).fingerprint())
        .isEqualTo(minutes.fingerprint());
    byte[] changed = minutes.json().toArray();
    changed[random.nextInt(changed.length - 1)] ^= 1;
    assertThatThrownBy(() -> room.ceremonies.check(Bytes.of(changed), key))
        .isInstanceOf(Exception.class);
  }
}
