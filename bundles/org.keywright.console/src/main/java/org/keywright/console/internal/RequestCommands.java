// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Block;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.vault.Request;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What one officer asks for and another approves. */
@Component
@CommandScope(
    scope = "request",
    commands = {"ask", "list", "show", "approve", "refuse", "withdraw"})
public final class RequestCommands implements CommandGroup {
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public RequestCommands(@Reference Vaults vaults) {
    this.vaults = vaults;
  }

  record Row(
      long number,
      String asker,
      String act,
      String subject,
      String with,
      String reason,
      String state,
      String decidedBy,
      Instant expires) {
    static Row of(Request request) {
      return new Row(
          request.number(),
          request.act().actor(),
          request.act().verb(),
          request.act().subject(),
          request.act().purpose(),
          request.reason(),
          request.state().name().toLowerCase(Locale.ROOT),
          request.decidedBy().orElse(""),
          request.expires());
    }
  }

  record Shown(Row request) implements Outcome {
    static Shown of(Request request) {
      return new Shown(Row.of(request));
    }

    @Override
    public String sentence() {
      return "Request %d of %s is %s%s: %s of %s%s, because: %s; good until %s."
          .formatted(
              request.number(),
              request.asker(),
              request.state(),
              request.decidedBy().isEmpty() ? "" : " (" + request.decidedBy() + ")",
              request.act(),
              request.subject(),
              request.with().isEmpty() ? "" : " with " + request.with(),
              request.reason(),
              Moment.words(request.expires()));
    }
  }

  /** Asks for an act. */
  @Command(
      value = "Asks for what a command would do, for another officer to approve; nothing is done.",
      example = "request:ask { key:generate north 1 } --reason 'the new network'")
  public Shown ask(
      @Argument(value = "BLOCK", description = "the command, in braces") Block block,
      @Option(value = "--reason", argument = "TEXT", description = "what for") String reason,
      @Option(
              value = "--days",
              argument = "N",
              description = "how long it is good, up to 30",
              otherwise = "7")
          int days)
      throws Exception {
    return Shown.of(
        vaults
            .require()
            .requests()
            .ask(reason, Given.days(days), line(block), () -> block.run(List.of())));
  }

  /** What was written, if it is one line that means the same wherever it is run again. */
  private static String line(Block block) {
    String words = block.words();
    return words.contains("$") || words.lines().count() > 1 ? "" : words.strip();
  }

  /** Lists requests. */
  @Command(
      value = "Lists the requests that wait for approval or for being carried out.",
      example = "request:list --all")
  public List<Row> list(
      @Option(value = "--all", description = "also those that are settled") boolean all)
      throws VaultException {
    return vaults.require().requests().all(all).stream().map(Row::of).toList();
  }

  /** Shows a request. */
  @Command(value = "Shows a request.", example = "request:show 3")
  public Shown show(@Argument(value = "NUMBER", description = "its number") long number)
      throws VaultException, CommandException {
    Optional<Request> found =
        vaults.require().requests().all(true).stream()
            .filter(request -> request.number() == number)
            .findFirst();
    return Shown.of(
        found.orElseThrow(
            () -> new CommandException("there is no request " + number, "request:list --all")));
  }

  /** Approves a request. */
  @Command(
      value = "Approves another officer's request, who can carry it out then, once.",
      example = "request:approve 3")
  public Shown approve(@Argument(value = "NUMBER", description = "its number") long number)
      throws VaultException {
    return Shown.of(vaults.require().requests().approve(number));
  }

  /** Refuses a request. */
  @Command(value = "Refuses another officer's request.", example = "request:refuse 3")
  public Shown refuse(@Argument(value = "NUMBER", description = "its number") long number)
      throws VaultException {
    return Shown.of(vaults.require().requests().refuse(number));
  }

  /** Takes a request back. */
  @Command(value = "Takes one's own request back.", example = "request:withdraw 3")
  public Shown withdraw(@Argument(value = "NUMBER", description = "its number") long number)
      throws VaultException {
    return Shown.of(vaults.require().requests().withdraw(number));
  }
}
