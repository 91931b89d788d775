// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.keywright.claims.ClaimResult;
import org.keywright.claims.Claims;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Outcome;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The conformance run. */
@Component
@CommandScope(
    scope = "claims",
    commands = {"run"})
public final class ClaimsCommands implements CommandGroup {
  private final Claims claims;

  /** Called by the framework. */
  @Activate
  public ClaimsCommands(@Reference Claims claims) {
    this.claims = claims;
  }

  record Proved(List<ClaimResult> claims) implements Outcome {
    @Override
    public String sentence() {
      var text = new StringBuilder();
      for (ClaimResult claim : claims) {
        text.append(
            "%-4s %-5s %s%n           %s%n"
                .formatted(
                    claim.id(),
                    claim.holds() ? "holds" : "FAILS",
                    claim.statement(),
                    claim.observation()));
      }
      return text.append(
              String.format(Locale.ROOT, "%,d of %,d claims hold.", holding(), claims.size()))
          .toString();
    }

    private long holding() {
      return claims.stream().filter(ClaimResult::holds).count();
    }

    @Override
    public boolean tabulated() {
      return false;
    }

    @Override
    public Optional<String> failure() {
      long failing = claims.size() - holding();
      return failing == 0
          ? Optional.empty()
          : Optional.of(failing == 1 ? "1 claim does not hold" : failing + " claims do not hold");
    }
  }

  /** Proves claims. */
  @Command(
      value = "Proves claims of the protocols by what modules do, and says what was observed.",
      example = "claims:run D6 D7")
  public Proved run(
      @Argument(
              value = "ID",
              description = "which claims, a letter for all of its kind; otherwise all",
              values = "claim")
          List<String> ids,
      Console console) {
    var done = new AtomicInteger();
    var asked = new AtomicBoolean();
    var worker = Thread.currentThread();
    Runnable stop =
        () -> {
          asked.set(true);
          worker.interrupt();
        };
    try (var progress = console.progress("Claims");
        var _ = console.onInterrupt(stop)) {
      return new Proved(
          claims.run(
              ids,
              result -> {
                // A proof may take an interrupt for what it observes, or leave it to the next
                // command.
                if (asked.get()) {
                  Thread.interrupted();
                  throw new CancellationException();
                }
                progress.at(done.incrementAndGet(), 0, result.id());
              }));
    }
  }
}
