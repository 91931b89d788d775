// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.Optional;
import org.keywright.console.spi.CommandException;
import org.keywright.vault.CryptoPeriod;

/** Crypto-periods as they are typed. */
final class CryptoPeriods {
  private CryptoPeriods() {}

  static CryptoPeriod of(Optional<Moment> protectsUntil, Optional<Moment> opensUntil)
      throws CommandException {
    try {
      return new CryptoPeriod(protectsUntil.map(Moment::instant), opensUntil.map(Moment::instant));
    } catch (IllegalArgumentException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }
}
