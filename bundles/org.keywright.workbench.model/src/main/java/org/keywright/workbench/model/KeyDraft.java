// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.KeyState;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.KeyLife;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeySet;

/**
 * What stands in the fields of one key, as it is typed.
 *
 * @param key its name with its version, as statements have it
 * @param label what people call it; nothing for a transport key
 * @param protectsUntil until when it protects
 * @param opensUntil until when it opens
 * @param destroyed whether nothing of it can be changed any more
 */
record KeyDraft(
    String key, String label, String protectsUntil, String opensUntil, boolean destroyed) {
  private static final int LONGEST_LABEL = 200;

  static KeyDraft of(KeySet set) {
    return of(new KeyName.Transport(set.name()).toString(), "", set.life());
  }

  static KeyDraft of(ApplicationKey key) {
    return of(KeySetTree.name(key) + "@" + key.keyVersion(), key.label(), key.life());
  }

  private static KeyDraft of(String key, String label, KeyLife life) {
    CryptoPeriod period = life.period();
    return new KeyDraft(
        key,
        label,
        TypedMoment.text(period.originatorUntil()),
        TypedMoment.text(period.recipientUntil()),
        life.state() == KeyState.DESTROYED);
  }

  boolean isTransport() {
    return key.endsWith("/T");
  }

  String value(KeyField field) {
    return switch (field) {
      case LABEL -> label;
      case PROTECTS_UNTIL -> protectsUntil;
      case OPENS_UNTIL -> opensUntil;
    };
  }

  KeyDraft with(KeyField field, String text) {
    return switch (field) {
      case LABEL -> new KeyDraft(key, text, protectsUntil, opensUntil, destroyed);
      case PROTECTS_UNTIL -> new KeyDraft(key, label, text, opensUntil, destroyed);
      case OPENS_UNTIL -> new KeyDraft(key, label, protectsUntil, text, destroyed);
    };
  }

  /** What is wrong with what stands in a field. */
  Optional<String> problem(KeyField field) {
    try {
      return switch (field) {
        case LABEL -> labelProblem();
        case PROTECTS_UNTIL -> {
          TypedMoment.parse(protectsUntil);
          yield Optional.empty();
        }
        case OPENS_UNTIL -> {
          var opens = TypedMoment.parse(opensUntil);
          yield problem(KeyField.PROTECTS_UNTIL).isEmpty()
                  && opens.isPresent()
                  && TypedMoment.parse(protectsUntil).filter(opens.get()::isBefore).isPresent()
              ? Optional.of(Texts.text("draft.order"))
              : Optional.empty();
        }
      };
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> labelProblem() {
    if (Statement.isOption(label)) {
      return Optional.of(Texts.text("name.dash"));
    }
    return label.strip().length() > LONGEST_LABEL
        ? Optional.of(Texts.text("draft.label.long", LONGEST_LABEL))
        : Optional.empty();
  }

  private boolean isRight() {
    return Stream.of(KeyField.values()).allMatch(field -> problem(field).isEmpty());
  }

  /** Whether all of it is as it is stored, but for how it is written. */
  boolean changesNothingOf(@Nullable KeyDraft now) {
    return now == null || (isRight() && statements(now).findAny().isEmpty());
  }

  /** A key as it would be with what stands here, as far as that is right. */
  ApplicationKey shown(ApplicationKey key) {
    return isRight()
        ? key.labelled(label.strip())
            .at(
                key.life()
                    .within(
                        new CryptoPeriod(
                            TypedMoment.parse(protectsUntil), TypedMoment.parse(opensUntil))))
        : key.labelled(label.strip());
  }

  /** The statements that make of a key as it is what stands here. */
  Stream<Statement> statements(KeyDraft now) {
    var statements = Stream.<Statement>builder();
    if (!label.strip().equals(now.label)) {
      statements.add(Statement.of("key:label").argument(key).argument(label.strip()));
    }
    var protects = TypedMoment.parse(protectsUntil);
    var opens = TypedMoment.parse(opensUntil);
    if (!protects.equals(TypedMoment.parse(now.protectsUntil))
        || !opens.equals(TypedMoment.parse(now.opensUntil))) {
      statements.add(
          Statement.of("key:period")
              .argument(key)
              .option("--protects-until", protects.map(each -> TypedMoment.text(protects)))
              .option("--opens-until", opens.map(each -> TypedMoment.text(opens))));
    }
    return statements.build();
  }
}
