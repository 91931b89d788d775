// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.KeyState;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.KeyLife;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.VaultException;

/** The columns of a key's life, which three tables have, and what a life allows. */
final class Lives {
  /** The columns, as they stand behind others. */
  static final String COLUMNS =
      ", state, state_since, state_actor, state_reason, originator_until, recipient_until";

  /** A mark for each. */
  static final String MARKS = ", ?, ?, ?, ?, ?, ?";

  /** The columns as they are set. */
  static final String SET =
      "state = ?, state_since = ?, state_actor = ?, state_reason = ?, originator_until = ?,"
          + " recipient_until = ?";

  private Lives() {}

  /** The values of the columns with others around them. */
  static @Nullable Object[] values(
      @Nullable Object[] before, KeyLife life, @Nullable Object... behind) {
    var values = new ArrayList<@Nullable Object>(Arrays.asList(before));
    values.add(life.state());
    values.add(life.since());
    values.add(life.actor());
    values.add(life.reason());
    values.add(life.period().originatorUntil().orElse(null));
    values.add(life.period().recipientUntil().orElse(null));
    values.addAll(Arrays.asList(behind));
    return values.toArray();
  }

  /** Reads a life; before layout 7 a key had nothing but its state. */
  static KeyLife read(Row row) throws SQLException, VaultException {
    try {
      return new KeyLife(
          row.choice(KeyState.class, "state"),
          row.optionalInstant("state_since").orElse(row.instant("created")),
          row.optionalText("state_actor").orElse(""),
          row.optionalText("state_reason").orElse(""),
          new CryptoPeriod(
              row.optionalInstant("originator_until"), row.optionalInstant("recipient_until")));
    } catch (IllegalArgumentException e) {
      throw row.damaged("recipient_until", e);
    }
  }

  /** Adds a life to a row's identity; one that layout 6 could keep is in it as it was there. */
  static Lv add(Lv identity, KeyLife life, Instant created) {
    boolean bare = life.equals(new KeyLife(life.state(), created, "", "", CryptoPeriod.OPEN));
    return bare
        ? identity
        : identity
            .add(Moments.nanos(life.since()))
            .add(life.actor())
            .add(life.reason())
            .add(nanos(life.period().originatorUntil()))
            .add(nanos(life.period().recipientUntil()));
  }

  private static OptionalLong nanos(Optional<Instant> moment) {
    return moment.stream().mapToLong(Moments::nanos).findFirst();
  }

  /**
   * Refuses what a key is not for, or not in this state, or not any more.
   *
   * @param allowed what it is for
   * @param what names it for people
   */
  static void require(
      Set<KeyOperation> allowed, KeyOperation operation, KeyLife life, Instant now, String what)
      throws VaultException {
    if (!allowed.contains(operation)) {
      throw new VaultException(
          "%s may not be used to %s: key:matrix says what each key is for"
              .formatted(what, operation.words()));
    }
    requireAllowed(operation, life, now, what);
  }

  /** Refuses what a key is not for in this state, or not any more. */
  static void requireAllowed(KeyOperation operation, KeyLife life, Instant now, String what)
      throws VaultException {
    if (!operation.in(life.state())) {
      throw new VaultException(
          what
              + " is "
              + life.state().word()
              + (operation.protects() ? ", not active" : ": it opens for nothing"));
    }
    Optional<Instant> end =
        operation.protects() ? life.period().originatorUntil() : life.period().recipientUntil();
    if (end.filter(moment -> !now.isBefore(moment)).isPresent()) {
      throw new VaultException(
          "the crypto-period of %s ended on %s: %s"
              .formatted(
                  what,
                  end.get(),
                  operation.protects()
                      ? "nothing new is protected with it"
                      : "nothing is opened with it any more"));
    }
  }
}
