// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.Bytes;
import org.keywright.vault.ActLog;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The log of acts. */
@Component
@CommandScope(
    scope = "log",
    commands = {"list", "verify"})
public final class LogCommands implements CommandGroup {
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public LogCommands(@Reference Vaults vaults) {
    this.vaults = vaults;
  }

  record Row(
      long number,
      Instant at,
      String actor,
      String act,
      String subject,
      String result,
      Bytes hash) {
    static Row of(ActLog.Entry entry) {
      return new Row(
          entry.number(),
          entry.at(),
          entry.act().actor(),
          entry.act().verb(),
          entry.act().subject(),
          entry.result(),
          entry.hash());
    }
  }

  record Verified(long entries) implements Outcome {
    @Override
    public String sentence() {
      return String.format(Locale.ROOT, "The log of acts is whole: %,d entries.", entries);
    }
  }

  /** Lists acts. */
  @Command(value = "Lists the acts, the newest first.", example = "log:list --limit 50")
  public List<Row> list(
      @Option(value = "--limit", argument = "N", description = "how many", otherwise = "20")
          int limit)
      throws VaultException {
    return vaults.require().log().page(0, limit).stream().map(Row::of).toList();
  }

  /** Checks the chain. */
  @Command(
      value = "Checks that no entry of the log of acts was changed, dropped or put in.",
      example = "log:verify")
  public Verified verify() throws VaultException {
    return new Verified(vaults.require().log().verify());
  }
}
