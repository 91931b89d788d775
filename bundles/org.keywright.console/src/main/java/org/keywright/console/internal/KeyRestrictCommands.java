// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.Optional;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMode;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeyName;
import org.keywright.vault.Vault;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Narrowing what a key is for. */
@Component
@CommandScope(
    scope = "key",
    commands = {"restrict"})
public final class KeyRestrictCommands implements CommandGroup {
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public KeyRestrictCommands(@Reference Vaults vaults) {
    this.vaults = vaults;
  }

  record Restricted(String key, String usage, KeyMode mode, Exportability exportability)
      implements Outcome {
    static Restricted of(KeyName key, ApplicationKey now) {
      return new Restricted(
          String.valueOf(key),
          now.attributes().usage().code(),
          now.attributes().mode(),
          now.attributes().exportability());
    }

    @Override
    public String sentence() {
      return "Key %s is %s, mode %c (%s), %s"
          .formatted(key, usage, mode.letter(), mode.meaning(), exportability.meaning());
    }
  }

  /** Narrows what a key may be used for. */
  @Command(
      value = "Narrows for good what an application key may be used for; its usage stays.",
      example = "key:restrict north/1 --mode D --exportable N --reason 'it only opens now'")
  public Restricted restrict(
      @Argument(value = "KEY", description = "which", values = "key") KeyName key,
      @Option(
              value = "--mode",
              argument = "MODE",
              description = "a mode of X9.143 that allows less")
          Optional<String> mode,
      @Option(
              value = "--exportable",
              argument = "E|N",
              description = "E only in key blocks, N not at all")
          Optional<String> exportable,
      @Option(value = "--reason", argument = "TEXT", description = "why") String reason,
      Console console)
      throws Exception {
    Optional<KeyMode> narrower = mode(mode);
    Optional<Exportability> fewer = exportability(exportable);
    if (narrower.isEmpty() && fewer.isEmpty()) {
      throw new UsageException("nothing is to be narrowed", "--mode, --exportable or both");
    }
    Vault vault = vaults.require();
    KeyName one = vault.lives().require(key).key();
    String what =
        narrower.map(each -> "mode " + each.letter() + ", ").orElse("")
            + fewer.map(each -> "exportability " + each.letter() + ", ").orElse("");
    return Acts.perform(
        console,
        vault,
        "key:restrict",
        String.valueOf(one),
        what + reason,
        grant -> Restricted.of(one, vault.lives().restrict(grant, one, narrower, fewer)),
        Restricted::sentence);
  }

  private static Optional<KeyMode> mode(Optional<String> letter)
      throws UsageException, KeyException {
    return letter.isEmpty()
        ? Optional.empty()
        : Optional.of(KeyMode.of(one("a mode of use", letter.get(), "as in B, D or X")));
  }

  private static Optional<Exportability> exportability(Optional<String> letter)
      throws UsageException, KeyException {
    return letter.isEmpty()
        ? Optional.empty()
        : Optional.of(Exportability.of(one("an exportability", letter.get(), "E or N")));
  }

  private static char one(String what, String text, String hint) throws UsageException {
    if (text.length() != 1) {
      throw new UsageException("'" + text + "' is not " + what + ", which is one letter", hint);
    }
    return text.charAt(0);
  }
}
