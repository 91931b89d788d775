// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.nio.file.Path;
import java.time.Clock;
import org.keywright.crypto.Passphrases;

/**
 * What a vault is made and opened with.
 *
 * @param clock where the time comes from
 * @param cost the work that a passphrase of a new vault takes
 * @param mostPages the size that the file may grow to, in pages of 4 KiB; 0 for no limit
 * @param notes the folder where this computer notes how far vaults on servers have come
 */
public record Settings(Clock clock, Passphrases.Cost cost, long mostPages, Path notes) {
  /** The computer's clock, the usual cost, no limit. */
  public static final Settings USUAL = new Settings(Clock.systemUTC(), Passphrases.DEFAULT_COST, 0);

  /** With notes in the folder {@code .keywright} of the user. */
  public Settings(Clock clock, Passphrases.Cost cost, long mostPages) {
    this(clock, cost, mostPages, Path.of(System.getProperty("user.home", "."), ".keywright"));
  }
}
