// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keywright.crypto.KeyState;
import org.keywright.vault.KeyLife;

/**
 * When the time of a key ends, in words.
 *
 * @param key its name
 * @param label what people call it
 * @param protectsUntil until when it protects
 * @param opensUntil until when it opens
 * @param standing how that is to now
 * @param urgent whether somebody should do something
 */
public record KeyEnding(
    String key,
    String label,
    String protectsUntil,
    String opensUntil,
    String standing,
    boolean urgent) {
  private static final Duration SOON = Duration.ofDays(30);

  /** The transport key and the application keys of a set that are in use, the next end first. */
  public static List<KeyEnding> of(KeySetContents contents, Instant now) {
    record Named(String key, String label, KeyLife life) {}
    return Stream.concat(
            Stream.of(
                new Named(
                    KeySetDraft.name(contents.set()),
                    Texts.text("keyset.transport"),
                    contents.set().life())),
            contents.keys().stream()
                .map(key -> new Named(KeySetTree.name(key), key.label(), key.life())))
        .filter(each -> each.life().state() != KeyState.DESTROYED)
        .sorted(Comparator.comparing(each -> each.life().period().firstEnd().orElse(Instant.MAX)))
        .map(each -> of(each.key(), each.label(), each.life(), now))
        .toList();
  }

  private static KeyEnding of(String key, String label, KeyLife life, Instant now) {
    Optional<Instant> end = life.period().firstEnd();
    return new KeyEnding(
        key,
        label,
        TypedMoment.text(life.period().originatorUntil()),
        TypedMoment.text(life.period().recipientUntil()),
        end.map(each -> standing(each, now)).orElse(Texts.text("ending.none")),
        end.filter(each -> each.isBefore(now.plus(SOON))).isPresent());
  }

  private static String standing(Instant end, Instant now) {
    long days = Duration.between(now, end).toDays();
    return end.isAfter(now) ? Texts.text("ending.days", days) : Texts.text("ending.over");
  }
}
