// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Option;
import org.keywright.crypto.KeyState;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.Vault;
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

  /** One key or certificate whose time ends. */
  record Ending(
      String what, String kind, KeyState state, Instant ends, String standing, String remedy) {}

  /** Lists what ends soon. */
  @Command(
      value = "Lists keys and certificates whose time has ended or ends soon.",
      example = "key:expiring --within 30d")
  public List<Ending> expiring(
      @Option(
              value = "--within",
              argument = "TIME",
              description = "as in 30d or 12h",
              otherwise = "30d")
          Span within)
      throws VaultException {
    Vault vault = vaults.require();
    Instant now = clock.instant();
    Instant limit = now.plus(within.duration());
    return Stream.concat(
            vault.lives().endingBefore(limit).stream().flatMap(key -> endings(key, now, limit)),
            Certified.endingBefore(vault, now, limit).stream())
        .sorted(Comparator.comparing(Ending::ends))
        .toList();
  }

  private static Stream<Ending> endings(KeyStanding key, Instant now, Instant limit) {
    CryptoPeriod period = key.life().period();
    return Stream.concat(
            period.originatorUntil().stream().map(end -> ending(key, end, now, "protects")),
            period.recipientUntil().stream().map(end -> ending(key, end, now, "opens")))
        .filter(each -> each.ends().isBefore(limit));
  }

  private static Ending ending(KeyStanding key, Instant end, Instant now, String what) {
    return new Ending(
        String.valueOf(key.key()),
        key.label().isEmpty() ? "key" : "key '" + key.label() + "'",
        key.life().state(),
        end,
        end.isAfter(now) ? what + " until then" : what + " no more",
        remedy(key.key()));
  }

  private static String remedy(KeyName key) {
    return switch (key) {
      case KeyName.Transport _ -> "keyset:create makes a set with a new one";
      case KeyName.Application application ->
          "key:generate %s %d --replace makes a new version"
              .formatted(application.keySet(), application.ref());
      case KeyName.Root root ->
          switch (root.purpose()) {
            case PAIRING_MODULE_ROOT, CY_KEY, HOST_ROOT ->
                "pair:generation " + root.name() + " makes a new one";
            case TLS_IDENTITY -> "tls:request " + root.name() + " makes a new one";
            default -> "a new one is made as this one was";
          };
    };
  }
}
