// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.keywright.crypto.Passphrases;

/**
 * What a vault is made and opened with.
 *
 * @param clock where the time comes from
 * @param cost the least work that a passphrase of a new vault takes
 * @param stretching how long that work is to take on this machine at least; zero for as long as it
 *     takes
 * @param mostPages the size that the file may grow to, in pages of 4 KiB; 0 for no limit
 * @param notes the folder where this computer notes how far its vaults have come, so that older
 *     copies show; empty to note nothing
 * @param alarms who says that an authorised period is over
 */
public record Settings(
    Clock clock,
    Passphrases.Cost cost,
    Duration stretching,
    long mostPages,
    Optional<Path> notes,
    Alarms alarms) {
  /** The computer's clock, a cost of half a second or more, no limit. */
  public static final Settings USUAL =
      new Settings(
          Clock.systemUTC(),
          Passphrases.DEFAULT_COST,
          Duration.ofMillis(500),
          0,
          Optional.of(usersFolder()),
          Alarms.USUAL);

  /** A cost that is what it is, no notes, and the usual alarms. */
  public Settings(Clock clock, Passphrases.Cost cost, long mostPages) {
    this(clock, cost, Duration.ZERO, mostPages, Optional.empty(), Alarms.USUAL);
  }

  /** The same with notes in a folder. */
  public Settings withNotes(Path folder) {
    return new Settings(clock, cost, stretching, mostPages, Optional.of(folder), alarms);
  }

  /** The same, with nothing noted or compared. */
  Settings withoutNotes() {
    return new Settings(clock, cost, stretching, mostPages, Optional.empty(), alarms);
  }

  private static Path usersFolder() {
    return Path.of(System.getProperty("user.home", "."), ".keywright");
  }
}
