// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Option;
import org.keywright.engine.Endings;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What ends soon: crypto-periods of keys, certificates, revocation lists. */
@Component
@CommandScope(
    scope = "key",
    commands = {"expiring"})
public final class KeyEndingCommands implements CommandGroup {
  private final Vaults vaults;
  private final Clock clock;

  /** Called by the framework. */
  @Activate
  public KeyEndingCommands(@Reference Vaults vaults) {
    this(vaults, Clock.systemUTC());
  }

  /** Makes it without a framework. */
  public KeyEndingCommands(Vaults vaults, Clock clock) {
    this.vaults = vaults;
    this.clock = clock;
  }

  /** Lists what ends soon. */
  @Command(
      value = "Lists keys and certificates whose time has ended or ends soon.",
      example = "key:expiring --within 30d")
  public List<EndingWords> expiring(
      @Option(
              value = "--within",
              argument = "TIME",
              description = "as in 30d or 12h",
              otherwise = "30d")
          Span within)
      throws VaultException {
    Instant now = clock.instant();
    return Endings.before(vaults.require(), now.plus(within.duration())).stream()
        .map(ending -> EndingWords.of(ending, now))
        .toList();
  }
}
