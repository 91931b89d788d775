// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Cautioned;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.engine.Endings;
import org.keywright.vault.PluginRule;
import org.keywright.vault.SignIn;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultAddress;
import org.keywright.vault.VaultException;
import org.keywright.vault.VaultInfo;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Vaults: made, opened, closed. */
@Component
@CommandScope(
    scope = "vault",
    commands = {"create", "open", "confirm", "close", "info", "officers", "compare"})
public final class VaultCommands implements CommandGroup {
  private static final String ONE_PERSON =
      "This is a vault for one person, who may do everything: not for production";

  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public VaultCommands(@Reference Vaults vaults) {
    this.vaults = vaults;
  }

  record Opened(
      String vault,
      String id,
      long keySets,
      long keys,
      String officers,
      Optional<String> failedOpenings,
      Cautioned purpose)
      implements Outcome {
    static Opened of(Vault vault) {
      VaultInfo info = vault.info();
      int failed = info.failedOpenings();
      return new Opened(
          info.address(),
          info.id(),
          info.keySets(),
          info.keys(),
          who(vault),
          failed == 0
              ? Optional.empty()
              : Optional.of(
                  failed
                      + (failed == 1 ? " wrong passphrase" : " wrong passphrases")
                      + " since it was last opened"),
          purpose(info));
    }

    static Cautioned purpose(VaultInfo info) {
      return info.test()
          ? new Cautioned(
              "test",
              Optional.of(
                  "This vault is for tests only: it takes well-known test keys and any plug-in"))
          : Cautioned.plain("use");
    }

    @Override
    public String sentence() {
      return "Vault %s is open.\n%s.%s"
          .formatted(vault, officers, failedOpenings.map(f -> "\n" + f).orElse(""));
    }
  }

  /** Who may do what in a vault: one for one person is never silent about it. */
  static String who(Vault vault) {
    return vault.officers().onePerson()
        ? "It is a vault for one person, not for production"
        : vault
            .officers()
            .signedIn()
            .map(officer -> officer.words() + ", is signed in")
            .orElse("Nobody is signed in");
  }

  /** Makes a vault. */
  @Command(
      value = "Makes a vault, for one person or, if officers are named, for them; it is open then.",
      example = "vault:create fuel.kwv --officers officers.csv --threshold 2")
  public Opened create(
      @Argument(
              value = "VAULT",
              description = "a file, which must not exist, or postgresql://USER@HOST:PORT/DATABASE",
              values = "file")
          VaultAddress address,
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "whose first line is the passphrase")
          Optional<Path> secretFile,
      @Option(
              value = "--test",
              description = "for tests only: it takes well-known test keys and any plug-in")
          boolean test,
      @Option(
              value = "--database-secret-file",
              argument = "FILE",
              description = "whose first line is the password of the database's user")
          Optional<Path> databaseSecretFile,
      @Option(value = "--database-password", description = "ask for that password")
          boolean databasePassword,
      @Option(
              value = "--officer",
              argument = "NAME:ROLE",
              description = "an officer, as in anna:security-officer")
          List<Appointee> officer,
      @Option(
              value = "--officers",
              argument = "CSV",
              description = "a list of officers with the columns name and role")
          Optional<Path> officers,
      @Option(
              value = "--threshold",
              argument = "N",
              description = "how many security officers open the roots together",
              otherwise = "2")
          int threshold,
      @Option(
              value = "--secrets",
              argument = "FOLDER",
              description = "where NAME.txt holds the passphrase of each officer")
          Optional<Path> secrets,
      Console console)
      throws Exception {
    if (address.file().filter(Files::exists).isPresent()) {
      throw new CommandException(
          "the file exists already: " + address, "vault:open opens a vault that is there");
    }
    var appointees = new ArrayList<>(officer);
    if (officers.isPresent()) {
      appointees.addAll(OfficersFile.read(officers.get()));
    }
    try (var database =
            DatabasePassword.of(console, address, databaseSecretFile, databasePassword);
        var passphrases = new Passphrases(console, secrets)) {
      Vault vault =
          appointees.isEmpty()
              ? vaults.create(
                  database.address(),
                  passphrases.kept(
                      console.newSecret("new passphrase of " + address.name(), secretFile)))
              : vaults.create(database.address(), passphrases.fresh(appointees), threshold);
      if (test) {
        Acts.perform(
            console,
            vault,
            "vault:create --test",
            address.name(),
            grant -> vault.plugins().save(grant, PluginRule.Kind.ANY, Bytes.of(), "all plug-ins"),
            rule -> "lets any plug-in in");
      }
      return Opened.of(vault);
    }
  }

  /** Opens a vault. */
  @Command(
      value = "Opens a vault, and closes the one that was open.",
      example = "vault:open fuel.kwv")
  public Opened open(
      @Argument(
              value = "VAULT",
              description = "the vault's file, or postgresql://USER@HOST:PORT/DATABASE",
              values = "file")
          VaultAddress address,
      @Option(value = "--as", argument = "NAME", description = "the officer who signs in")
          Optional<String> as,
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "whose first line is the passphrase")
          Optional<Path> secretFile,
      @Option(
              value = "--database-secret-file",
              argument = "FILE",
              description = "whose first line is the password of the database's user")
          Optional<Path> databaseSecretFile,
      @Option(value = "--database-password", description = "ask for that password")
          boolean databasePassword,
      Console console)
      throws VaultException, CommandException, IOException, InterruptedException {
    if (address.file().filter(file -> !Files.exists(file)).isPresent()) {
      throw new CommandException("no such file: " + address, "vault:create makes a vault");
    }
    try (var database =
        DatabasePassword.of(console, address, databaseSecretFile, databasePassword)) {
      return Opened.of(opened(vaults, database.address(), as, secretFile, console));
    }
  }

  /** Opens a vault among those of a holder, with officers or for one person. */
  private static Vault opened(
      Vaults holder,
      VaultAddress address,
      Optional<String> as,
      Optional<Path> secretFile,
      Console console)
      throws VaultException, CommandException, IOException, InterruptedException {
    List<String> officers = holder.officers(address);
    if (as.isEmpty() && !officers.isEmpty()) {
      throw new CommandException(
          address.name() + " is a vault with officers",
          "--as NAME says who signs in: " + String.join(", ", officers));
    }
    try (KeyMaterial passphrase =
        console.secret("passphrase of " + as.orElse(address.name()), secretFile)) {
      return as.isEmpty()
          ? holder.open(address, passphrase)
          : holder.open(address, new SignIn(as.get(), passphrase));
    }
  }

  /** Has the person of a vault for one person show that it is he. */
  @Command(
      value = "Asks for the passphrase of the open vault for one person, and says if it is right.",
      example = "vault:confirm")
  public String confirm(
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "whose first line is the passphrase")
          Optional<Path> secretFile,
      Console console)
      throws VaultException, CommandException, IOException, InterruptedException {
    Vault vault = vaults.require();
    String name = vault.info().name();
    try (KeyMaterial passphrase = console.secret("passphrase of " + name, secretFile)) {
      vault.officers().confirm(new SignIn(console.actor(), passphrase));
      return "It is the passphrase of " + name + ".";
    }
  }

  /** Closes the vault. */
  @Command(value = "Closes the open vault and wipes its keys from memory.", example = "vault:close")
  public String close() {
    Optional<String> address = vaults.current().map(vault -> vault.info().address());
    vaults.close();
    return address.map(open -> "Vault " + open + " is closed.").orElse("No vault was open.");
  }

  record Told(
      String address,
      String id,
      int schema,
      Instant created,
      long keySets,
      long keys,
      long devices,
      long jobs,
      boolean test,
      Cautioned purpose,
      int failedOpenings,
      Cautioned ending,
      boolean onePerson,
      Cautioned officers,
      String period) {}

  /** Tells about the vault. */
  @Command(value = "Tells what the open vault holds.", example = "vault:info --json")
  public Told info() throws VaultException {
    Vault vault = vaults.require();
    VaultInfo info = vault.info();
    return new Told(
        info.address(),
        info.id(),
        info.schema(),
        info.created(),
        info.keySets(),
        info.keys(),
        info.devices(),
        info.jobs(),
        info.test(),
        Opened.purpose(info),
        info.failedOpenings(),
        ending(vault),
        vault.officers().onePerson(),
        officers(vault),
        period(vault));
  }

  /** Whether a vault is for one person or has officers. */
  static Cautioned kind(Vault vault) {
    return vault.officers().onePerson()
        ? new Cautioned("for one person", Optional.of(ONE_PERSON))
        : Cautioned.plain("with officers");
  }

  private static Cautioned officers(Vault vault) {
    return vault.officers().onePerson() ? kind(vault) : Cautioned.plain(who(vault));
  }

  private static String period(Vault vault) {
    return vault
        .periods()
        .current()
        .map(period -> PeriodCommands.Shown.of(period).sentence())
        .orElse("none");
  }

  record Overview(int threshold, List<OfficerCommands.Row> officers, String period)
      implements Outcome {
    @Override
    public String sentence() {
      long holders = officers.stream().filter(row -> row.share().isPresent()).count();
      return threshold == 0
          ? ONE_PERSON + "."
          : "%d of %d security officers open the roots together. Authorised period: %s"
              .formatted(threshold, holders, period);
    }
  }

  /** Tells about the officers. */
  @Command(
      value = "Tells who the officers of the open vault are, and how many open its roots.",
      example = "vault:officers")
  public Overview officers() throws VaultException {
    Vault vault = vaults.require();
    return new Overview(
        vault.officers().threshold(),
        vault.officers().all().stream().map(OfficerCommands.Row::of).toList(),
        period(vault));
  }

  /** Compares two vaults. */
  @Command(
      value =
          "Compares the keys of the open vault with those of another, by check value and version.",
      example = "vault:compare backup.kwv --secret-file passphrase.txt")
  public Comparison compare(
      @Argument(value = "VAULT", description = "the other one, as for vault:open", values = "file")
          VaultAddress address,
      @Option(value = "--as", argument = "NAME", description = "the officer who signs in there")
          Optional<String> as,
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "whose first line is the passphrase there")
          Optional<Path> secretFile,
      @Option(value = "--all", description = "shows the same ones too") boolean all,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    if (address.text().equals(vault.info().address())) {
      throw new CommandException(
          address.name() + " is the open vault itself", "name one to hold it against");
    }
    var own = Comparison.vault(vault);
    Vaults beside = vaults.another();
    try {
      var other = Comparison.vault(opened(beside, address, as, secretFile, console));
      return Comparison.of(vault.info().name(), own, address.name(), other, all);
    } finally {
      beside.close();
    }
  }

  private static Cautioned ending(Vault vault) throws VaultException {
    int count = Endings.before(vault, Instant.now().plus(Endings.AHEAD)).size();
    return count == 0
        ? Cautioned.plain("none within 30 days")
        : new Cautioned(
            count + " within 30 days",
            Optional.of(
                "The time of keys or certificates has ended or ends soon: key:expiring lists"
                    + " them"));
  }
}
