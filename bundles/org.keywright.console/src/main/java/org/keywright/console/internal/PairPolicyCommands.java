// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.List;
import java.util.Optional;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.crypto.KeyException;
import org.keywright.engine.pairing.Pairings;
import org.keywright.protocol.pairing.CodeMode;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.protocol.pairing.StartCount;
import org.keywright.protocol.pairing.VictimPolicy;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.PairingCase;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What modules are set to in the field. */
@Component
@CommandScope(
    scope = "pair",
    commands = {"policy"})
public final class PairPolicyCommands implements CommandGroup {
  private static final int LAST_HOST_GENERATION = 15;

  private final Pairings pairings;

  /** Called by the framework. */
  @Activate
  public PairPolicyCommands(@Reference Pairings pairings) {
    this.pairings = pairings;
  }

  /** What is to be another setting; the rest stays as it is. */
  private record Change(
      Optional<VictimPolicy> victims,
      Optional<StartCount> start,
      Optional<CodeMode> codes,
      Optional<Integer> digits,
      List<Integer> hostGenerations) {
    boolean isNone() {
      return victims.isEmpty()
          && start.isEmpty()
          && codes.isEmpty()
          && digits.isEmpty()
          && hostGenerations.isEmpty();
    }

    PolicySettings of(PolicySettings before) {
      CodeRule rule = before.codes();
      PolicySettings after =
          before
              .with(victims.orElse(before.victims()))
              .with(start.orElse(before.start()))
              .with(new CodeRule(codes.orElse(rule.mode()), digits.orElse(rule.digits())));
      return hostGenerations.isEmpty() ? after : after.withHostGenerations(hostGenerations);
    }
  }

  /** Sends a policy record. */
  @Command(
      value = "Tells a module its settings, the time, and what is revoked.",
      example = "pair:policy sim:ms-1 --victims oldest")
  public PairOrderCommands.Ordered policy(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Option(
              value = "--victims",
              argument = "POLICY",
              description = "other settings: which pairing goes when there is no free place")
          Optional<VictimPolicy> victims,
      @Option(
              value = "--start",
              argument = "COUNT",
              description = "other settings: where the counter of a new pairing begins")
          Optional<StartCount> start,
      @Option(
              value = "--codes",
              argument = "MODE",
              description = "other settings: what a code is made of")
          Optional<CodeMode> codes,
      @Option(
              value = "--digits",
              argument = "N",
              description = "other settings: how many digits a code has")
          Optional<Integer> digits,
      @Option(
              value = "--key-generation",
              argument = "N",
              description = "other settings: the host roots whose hosts it takes; again for each")
          List<Integer> generations,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException, CommandException {
    for (int generation : generations) {
      if (generation < 0 || generation > LAST_HOST_GENERATION) {
        throw new CommandException(
            "a host root has a generation up to " + LAST_HOST_GENERATION + ", not " + generation);
      }
    }
    var change = new Change(victims, start, codes, digits, generations);
    PairingCase made = pairings.setPolicy(console.actor(), endpoint, change::of);
    return PairOrderCommands.ordered(
        endpoint,
        made,
        change.isNone() ? "knows the time and what is revoked" : "has other settings");
  }
}
