// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.List;
import org.keywright.console.internal.RequestCommands.Row;
import org.keywright.console.internal.RequestCommands.Shown;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Option;
import org.keywright.vault.Request;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The requests of others, as the one has them before him who decides about them. */
@Component
@CommandScope(
    scope = "approve",
    commands = {"list", "show", "give", "refuse"})
public final class ApproveCommands implements CommandGroup {
  private final Vaults vaults;
  private final RequestCommands requests;

  /** Called by the framework. */
  @Activate
  public ApproveCommands(@Reference Vaults vaults) {
    this.vaults = vaults;
    this.requests = new RequestCommands(vaults);
  }

  /** Lists what waits for a decision. */
  @Command(
      value = "Lists the requests that wait for another officer's decision.",
      example = "approve:list")
  public List<Row> list(
      @Option(value = "--all", description = "also those that are decided") boolean all)
      throws VaultException {
    return vaults.require().requests().all(all).stream()
        .filter(request -> all || request.state() == Request.State.OPEN)
        .map(Row::of)
        .toList();
  }

  /** Shows a request. */
  @Command(value = "Shows a request: what exactly, by whom and why.", example = "approve:show 3")
  public Shown show(@Argument(value = "NUMBER", description = "its number") long number)
      throws VaultException, CommandException {
    return requests.show(number);
  }

  /** Approves a request. */
  @Command(
      value = "Approves another officer's request, as request:approve does.",
      example = "approve:give 3")
  public Shown give(@Argument(value = "NUMBER", description = "its number") long number)
      throws VaultException {
    return requests.approve(number);
  }

  /** Refuses a request. */
  @Command(
      value = "Refuses another officer's request, as request:refuse does.",
      example = "approve:refuse 3")
  public Shown refuse(@Argument(value = "NUMBER", description = "its number") long number)
      throws VaultException {
    return requests.refuse(number);
  }
}
