// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.vault.Period;
import org.keywright.vault.Periods.NewPeriod;
import org.keywright.vault.Right;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The time in which roots can be opened. */
@Component
@CommandScope(
    scope = "period",
    commands = {"open", "show", "close"})
public final class PeriodCommands implements CommandGroup {
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public PeriodCommands(@Reference Vaults vaults) {
    this.vaults = vaults;
  }

  record Shown(
      List<String> officers,
      List<String> keySets,
      List<String> roots,
      List<String> acts,
      Instant from,
      Instant until)
      implements Outcome {
    static Shown of(Period period) {
      return new Shown(
          period.officers(),
          sorted(period.keySets()),
          sorted(period.roots()),
          sorted(period.acts()),
          period.from(),
          period.until());
    }

    private static List<String> sorted(Set<String> names) {
      return names.stream().sorted().toList();
    }

    @Override
    public String sentence() {
      return "Until %s, by %s: %s, on %s%s%s."
          .formatted(
              Moment.words(until),
              String.join(" and ", officers),
              String.join(", ", acts),
              keySets.isEmpty() ? "" : "key sets " + String.join(", ", keySets),
              keySets.isEmpty() || roots.isEmpty() ? "" : " and ",
              roots.isEmpty() ? "" : "roots " + String.join(", ", roots));
    }
  }

  /** Opens a period. */
  @Command(
      value = "Opens a period in which roots can be used, by security officers' passphrases.",
      example = "period:open --keyset north --act 'download:*' --minutes 240 --by anna --by bob")
  public Shown open(
      @Option(
              value = "--keyset",
              argument = "NAME",
              description = "for which key sets; * for all",
              values = "keyset")
          List<String> keySets,
      @Option(
              value = "--root",
              argument = "NAME",
              description = "for which estates, manufacturers, units …; * for all")
          List<String> roots,
      @Option(
              value = "--act",
              argument = "ACT",
              description = "for which acts; one that ends in * is the beginning of several")
          List<String> acts,
      @Option(
              value = "--minutes",
              argument = "N",
              description = "how long, up to a day",
              otherwise = "60")
          int minutes,
      @Option(
              value = "--by",
              argument = "NAME",
              description = "a security officer; as many as open the roots",
              values = "officer")
          List<String> by,
      @Option(
              value = "--secrets",
              argument = "FOLDER",
              description = "where NAME.txt holds the passphrase of each")
          Optional<Path> secrets,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    var wanted =
        new NewPeriod(
            new LinkedHashSet<>(keySets),
            new LinkedHashSet<>(roots),
            new LinkedHashSet<>(acts),
            Duration.ofMinutes(Given.some("--minutes", minutes)));
    try (var passphrases = new Passphrases(console, secrets)) {
      Period opened = vault.periods().open(wanted, passphrases.of(by));
      unknown(acts).forEach(console::remark);
      return Shown.of(opened);
    }
  }

  /** What is said of acts that only a plug-in's command could have: they may be mistyped. */
  private static List<String> unknown(List<String> acts) {
    List<String> known =
        Arrays.stream(Right.values()).flatMap(right -> right.acts().stream()).toList();
    return acts.stream()
        .filter(act -> known.stream().noneMatch(each -> Period.covers(act, each)))
        .map(
            act ->
                "No act of Keywright is called %s%s: the period is for one of a plug-in."
                    .formatted(
                        act,
                        Nearest.to(act, known).map(near -> ", but there is " + near).orElse("")))
        .toList();
  }

  /** Shows the period. */
  @Command(
      value = "Shows the authorised period that is open, until when and for what.",
      example = "period:show")
  public Shown show() throws VaultException, CommandException {
    Vault vault = vaults.require();
    return vault
        .periods()
        .current()
        .map(Shown::of)
        .orElseThrow(
            () ->
                vault.officers().onePerson()
                    ? new CommandException("this is a vault for one person: it has no periods")
                    : new CommandException(
                        "no authorised period is open", "period:open opens one"));
  }

  /** Ends the period. */
  @Command(
      value = "Ends the authorised period: roots are wiped, and what works with them stops.",
      example = "period:close")
  public String close() throws VaultException {
    Period ended = vaults.require().periods().close();
    return "The period until " + Moment.words(ended.until()) + " has ended.";
  }
}
