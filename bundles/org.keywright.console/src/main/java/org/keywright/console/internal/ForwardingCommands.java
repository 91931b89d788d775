// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.keywright.audit.Forwarding;
import org.keywright.audit.SyslogReceiver;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The way of the log of acts to a syslog receiver. */
@Component
@CommandScope(
    scope = "audit",
    commands = {"forward", "forwarding"})
public final class ForwardingCommands implements CommandGroup {
  private static final String OFF = "off";

  private final Vaults vaults;
  private final Forwarding forwarding;

  /** Called by the framework. */
  @Activate
  public ForwardingCommands(@Reference Vaults vaults, @Reference Forwarding forwarding) {
    this.vaults = vaults;
    this.forwarding = forwarding;
  }

  record Shown(
      Optional<String> receiver,
      long forwarded,
      long waiting,
      Optional<String> outage,
      Optional<Instant> outageSince)
      implements Outcome {
    static final Shown NOTHING =
        new Shown(Optional.empty(), 0, 0, Optional.empty(), Optional.empty());

    static Shown of(Forwarding.Status status) {
      return new Shown(
          Optional.of(status.receiver().toString()),
          status.reached(),
          status.waiting(),
          status.failure(),
          status.failingSince());
    }

    @Override
    public String sentence() {
      return receiver.isEmpty()
          ? "The log of acts is not forwarded."
          : String.format(
              Locale.ROOT,
              "The log of acts goes to %s: forwarded up to entry %,d, %s.%s",
              receiver.get(),
              forwarded,
              waiting == 0 ? "none waits" : String.format(Locale.ROOT, "%,d wait", waiting),
              outage
                  .map(why -> "%n%s, since %s".formatted(why, Moment.words(outageSince.get())))
                  .orElse(""));
    }
  }

  /** Sets where the log goes. */
  @Command(
      value =
          "Forwards the log of acts to a syslog receiver (RFC 5424) from now on, or stops that.",
      example = "audit:forward tcp://log.example.org:601")
  public Shown forward(
      @Argument(value = "RECEIVER", description = "tcp://HOST:PORT, udp://HOST:PORT, or off")
          String receiver,
      @Option(value = "--whole", description = "the log from its first entry on") boolean whole,
      Console console)
      throws Exception {
    Optional<SyslogReceiver> to =
        receiver.equals(OFF) ? Optional.empty() : Optional.of(SyslogReceiver.parse(receiver));
    return Acts.perform(
        console,
        vaults.require(),
        "audit:forward",
        receiver,
        grant -> {
          if (to.isEmpty()) {
            forwarding.end(grant);
            return Shown.NOTHING;
          }
          return Shown.of(forwarding.begin(grant, to.get(), whole));
        },
        shown -> whole ? "the whole log" : "");
  }

  /** Shows how forwarding stands. */
  @Command(
      value = "Shows where the log of acts is forwarded to, how far it has come, and what waits.",
      example = "audit:forwarding --retry")
  public Shown forwarding(
      @Option(value = "--retry", description = "tries a receiver again now that took nothing")
          boolean retry)
      throws VaultException {
    if (retry) {
      forwarding.retry();
    }
    return forwarding.status().map(Shown::of).orElse(Shown.NOTHING);
  }
}
