// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.keywright.crypto.Passphrases;

/**
 * What a vault is made and opened with.
 *
 * @param clock where the time comes from
 * @param cost the least work that a passphrase of a new vault takes
 * @param stretching how long that work is to take on this machine at least; zero for as long as it
 *     takes
 * @param mostPages the size that the file may grow to, in pages of 4 KiB; 0 for no limit
 * @param notes the folder where this computer notes how far vaults on servers have come
 * @param alarms who says that an authorised period is over
 */
public record Settings(
    Clock clock,
    Passphrases.Cost cost,
    Duration stretching,
    long mostPages,
    Path notes,
    Alarms alarms) {
  /** The computer's clock, a cost of half a second or more, no limit. */
  public static final Settings USUAL =
      new Settings(
          Clock.systemUTC(),
          Passphrases.DEFAULT_COST,
          Duration.ofMillis(500),
          0,
          usersFolder(),
          Alarms.USUAL);

  /** A cost that is what it is, notes in the folder {@code .keywright} of the user. */
  public Settings(Clock clock, Passphrases.Cost cost, long mostPages) {
    this(clock, cost, mostPages, usersFolder());
  }

  /** A cost that is what it is, and the usual alarms. */
  public Settings(Clock clock, Passphrases.Cost cost, long mostPages, Path notes) {
    this(clock, cost, Duration.ZERO, mostPages, notes, Alarms.USUAL);
  }

  private static Path usersFolder() {
    return Path.of(System.getProperty("user.home", "."), ".keywright");
  }
}
