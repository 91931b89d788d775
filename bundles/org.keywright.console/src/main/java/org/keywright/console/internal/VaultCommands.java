// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import org.keywright.vault.PluginRule;
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
    commands = {"create", "open", "close", "info", "compare"})
public final class VaultCommands implements CommandGroup {
  private static final Duration REMINDER = Duration.ofDays(30);

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
      return "Vault " + vault + " is open." + failedOpenings.map(f -> "\n" + f).orElse("");
    }
  }

  /** Makes a vault. */
  @Command(
      value = "Makes a vault, which is open then.",
      example = "vault:create fuel.kwv --secret-file passphrase.txt")
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
      Console console)
      throws Exception {
    if (address.file().filter(Files::exists).isPresent()) {
      throw new CommandException(
          "the file exists already: " + address, "vault:open opens a vault that is there");
    }
    try (var database =
            DatabasePassword.of(console, address, databaseSecretFile, databasePassword);
        KeyMaterial passphrase =
            console.newSecret("new passphrase of " + address.name(), secretFile)) {
      Vault vault = vaults.create(database.address(), passphrase);
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
            DatabasePassword.of(console, address, databaseSecretFile, databasePassword);
        KeyMaterial passphrase = console.secret("passphrase of " + address.name(), secretFile)) {
      return Opened.of(vaults.open(database.address(), passphrase));
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
      Cautioned ending) {}

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
        ending(vault));
  }

  /** Compares two vaults. */
  @Command(
      value =
          "Compares the keys of the open vault with those of another, by check value and version.",
      example = "vault:compare backup.kwv --secret-file passphrase.txt")
  public Comparison compare(
      @Argument(value = "VAULT", description = "the other one, as for vault:open", values = "file")
          VaultAddress address,
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "whose first line is the other's passphrase")
          Optional<Path> secretFile,
      @Option(value = "--all", description = "shows the same ones too") boolean all,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    var own = Comparison.vault(vault);
    Vaults beside = vaults.another();
    try (KeyMaterial passphrase = console.secret("passphrase of " + address.name(), secretFile)) {
      var other = Comparison.vault(beside.open(address, passphrase));
      return Comparison.of(vault.info().name(), own, address.name(), other, all);
    } finally {
      beside.close();
    }
  }

  private static Cautioned ending(Vault vault) throws VaultException {
    int count = vault.lives().endingWithin(REMINDER).size();
    return count == 0
        ? Cautioned.plain("none within 30 days")
        : new Cautioned(
            count + " within 30 days",
            Optional.of("The time of keys has ended or ends soon: key:expiring lists them"));
  }
}
