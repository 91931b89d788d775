// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Cautioned;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyState;
import org.keywright.vault.ActLog;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.KeyLife;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The lives of keys: states, crypto-periods, history, destruction. */
@Component
@CommandScope(
    scope = "key",
    commands = {
      "show",
      "history",
      "activate",
      "suspend",
      "deactivate",
      "compromise",
      "destroy",
      "period",
      "label"
    })
public final class KeyLifeCommands implements CommandGroup {
  private static final int ACTS = 1_000;

  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public KeyLifeCommands(@Reference Vaults vaults) {
    this.vaults = vaults;
  }

  record Shown(
      String key,
      String label,
      KeySpec kind,
      int version,
      Optional<Kcv> kcv,
      KeyState state,
      Instant since,
      String by,
      String reason,
      Optional<Instant> protectsUntil,
      Optional<Instant> opensUntil,
      Cautioned wellKnown,
      Instant created) {
    static Shown of(KeyStanding key) {
      KeyLife life = key.life();
      return new Shown(
          String.valueOf(key.key()),
          key.label(),
          key.spec(),
          key.version(),
          key.kcv(),
          life.state(),
          life.since(),
          life.actor(),
          life.reason(),
          life.period().originatorUntil(),
          life.period().recipientUntil(),
          KeysetCommands.wellKnown(key.wellKnown(), String.valueOf(key.key())),
          key.created());
    }
  }

  record Changed(Shown key) implements Outcome {
    @Override
    public String sentence() {
      return "Key %s%s is %s: %s"
          .formatted(
              key.key(),
              key.kcv().map(kcv -> ", KCV " + kcv + ",").orElse(""),
              key.state().word(),
              key.reason());
    }
  }

  record Dated(Shown key) implements Outcome {
    @Override
    public String sentence() {
      return "Key %s protects %s and opens %s"
          .formatted(key.key(), until(key.protectsUntil()), until(key.opensUntil()));
    }

    private static String until(Optional<Instant> end) {
      return end.map(moment -> "until " + Moment.words(moment)).orElse("without an end");
    }
  }

  record Labelled(Shown key, String before) implements Outcome {
    @Override
    public String sentence() {
      return "Key %s is called '%s', and was called '%s'".formatted(key.key(), key.label(), before);
    }
  }

  /** What happened to a key at one time. */
  record Event(Instant at, String by, String act, String on, String what, String why) {}

  record History(List<Shown> versions, List<Event> acts) implements Outcome {
    @Override
    public String sentence() {
      return "";
    }
  }

  /** Shows a key. */
  @Command(
      value = "Shows how a key stands: SET/REF, SET/T, or PURPOSE:NAME/GENERATION.",
      example = "key:show north/1")
  public Shown show(@Argument(value = "KEY", description = "which", values = "key") KeyName key)
      throws VaultException {
    return Shown.of(vaults.require().lives().require(key));
  }

  /** Tells a key's history. */
  @Command(
      value = "Tells all versions of a key, and who did what with it, when and why.",
      example = "key:history north/1")
  public History history(
      @Argument(value = "KEY", description = "which", values = "key") KeyName key)
      throws VaultException {
    Vault vault = vaults.require();
    var versions = vault.lives().versions(key).stream().map(Shown::of).toList();
    return new History(versions, acts(vault, key));
  }

  /** The log has two entries for an act, of which the end says what came of it. */
  private static List<Event> acts(Vault vault, KeyName key) throws VaultException {
    String subject = subject(key);
    var events = new ArrayList<Event>();
    for (ActLog.Entry entry :
        vault.log().on(subject, ActLog.NEWEST_FIRST, Optional.empty(), ACTS)) {
      var act = entry.act();
      if (!entry.result().equals("asked")) {
        events.add(
            new Event(
                entry.at(), act.actor(), act.verb(), act.subject(), entry.result(), act.purpose()));
      }
    }
    return events.reversed();
  }

  /** What acts on any version of a key name as their subject. */
  private static String subject(KeyName key) {
    return switch (key) {
      case KeyName.Transport transport -> transport.keySet();
      case KeyName.Application application -> application.keySet() + "/" + application.ref();
      case KeyName.Root root -> root.name();
    };
  }

  /** Puts a key into use. */
  @Command(
      value = "Puts a key into use that was made for later, or was suspended.",
      example = "key:activate north/1 --reason 'the network opens'")
  public Changed activate(
      @Argument(value = "KEY", description = "which", values = "key") KeyName key,
      @Option(value = "--reason", argument = "TEXT", description = "why") String reason,
      Console console)
      throws Exception {
    return change(console, "key:activate", key, KeyState.ACTIVE, reason);
  }

  /** Withholds a key. */
  @Command(
      value = "Withholds a key for a time: it opens for nothing until it is activated again.",
      example = "key:suspend north/1 --reason 'a terminal is missing'")
  public Changed suspend(
      @Argument(value = "KEY", description = "which", values = "key") KeyName key,
      @Option(value = "--reason", argument = "TEXT", description = "why") String reason,
      Console console)
      throws Exception {
    return change(console, "key:suspend", key, KeyState.SUSPENDED, reason);
  }

  /** Takes a key out of use. */
  @Command(
      value = "Takes a key out of use: it protects nothing new, and still opens what it protected.",
      example = "key:deactivate north/1@1 --reason 'replaced'")
  public Changed deactivate(
      @Argument(value = "KEY", description = "which", values = "key") KeyName key,
      @Option(value = "--reason", argument = "TEXT", description = "why") String reason,
      Console console)
      throws Exception {
    return change(console, "key:deactivate", key, KeyState.DEACTIVATED, reason);
  }

  /** Says that a key is in other hands. */
  @Command(
      value = "Says that a key is or may be in other hands: it opens for nothing any more.",
      example = "key:compromise north/1 --reason 'found in a repair shop'")
  public Changed compromise(
      @Argument(value = "KEY", description = "which", values = "key") KeyName key,
      @Option(value = "--reason", argument = "TEXT", description = "why") String reason,
      Console console)
      throws Exception {
    return change(console, "key:compromise", key, KeyState.COMPROMISED, reason);
  }

  private Changed change(Console console, String verb, KeyName key, KeyState next, String reason)
      throws Exception {
    Vault vault = vaults.require();
    KeyStanding before = vault.lives().require(key);
    return Acts.perform(
        console,
        vault,
        verb,
        String.valueOf(before.key()),
        reason,
        grant -> new Changed(Shown.of(vault.lives().change(grant, before.key(), next, reason))),
        changed -> "from " + before.life().state().word() + " to " + next.word());
  }

  /** Destroys a key. */
  @Command(
      value =
          "Destroys a key that is out of use: nothing that opens it is left in the vault, nor in"
              + " its files.",
      example = "key:destroy north/1@1 --reason 'all terminals have version 2'")
  public Changed destroy(
      @Argument(value = "KEY", description = "which", values = "key") KeyName key,
      @Option(value = "--reason", argument = "TEXT", description = "why") String reason,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    KeyStanding before = vault.lives().require(key);
    Changed destroyed =
        Acts.perform(
            console,
            vault,
            "key:destroy",
            String.valueOf(before.key()),
            reason,
            grant -> new Changed(Shown.of(vault.lives().destroy(grant, before.key(), reason))),
            gone ->
                "was %s%s"
                    .formatted(
                        before.life().state().word(),
                        before.kcv().map(kcv -> ", KCV " + kcv).orElse("")));
    console.remark("Backups of the vault that were made before still have it.");
    return destroyed;
  }

  /** Sets a key's crypto-period. */
  @Command(
      value =
          "Sets until when a key protects and until when it opens; without both, without an end.",
      example = "key:period north/1 --protects-until 2028-01-01 --opens-until 2030-01-01")
  public Dated period(
      @Argument(value = "KEY", description = "which", values = "key") KeyName key,
      @Option(
              value = "--protects-until",
              argument = "MOMENT",
              description = "the end of the originator-usage period")
          Optional<Moment> protectsUntil,
      @Option(
              value = "--opens-until",
              argument = "MOMENT",
              description = "the end of the recipient-usage period")
          Optional<Moment> opensUntil,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    KeyName one = vault.lives().require(key).key();
    CryptoPeriod period = CryptoPeriods.of(protectsUntil, opensUntil);
    return Acts.perform(
        console,
        vault,
        "key:period",
        String.valueOf(one),
        grant -> new Dated(Shown.of(vault.lives().setPeriod(grant, one, period))),
        Dated::sentence);
  }

  /** Calls a key something else. */
  @Command(
      value = "Calls an application key something else; nothing else of it changes.",
      example = "key:label north/1 'data key of the depot'")
  public Labelled label(
      @Argument(value = "KEY", description = "which", values = "key") KeyName key,
      @Argument(value = "LABEL", description = "what people shall call it") String label,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    KeyStanding before = vault.lives().require(key);
    return Acts.perform(
        console,
        vault,
        "key:label",
        String.valueOf(before.key()),
        grant ->
            new Labelled(Shown.of(vault.lives().label(grant, before.key(), label)), before.label()),
        Labelled::sentence);
  }
}
