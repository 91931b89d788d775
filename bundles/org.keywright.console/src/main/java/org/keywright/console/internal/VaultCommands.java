// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
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
    commands = {"create", "open", "close", "info"})
public final class VaultCommands implements CommandGroup {
  private static final Duration REMINDER = Duration.ofDays(30);

  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public VaultCommands(@Reference Vaults vaults) {
    this.vaults = vaults;
  }

  record Opened(
      Path file,
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
          info.file(),
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
      return "Vault " + file + " is open." + failedOpenings.map(f -> "\n" + f).orElse("");
    }
  }

  /** Makes a vault. */
  @Command(
      value = "Makes a vault, which is open then.",
      example = "vault:create fuel.kwv --secret-file passphrase.txt")
  public Opened create(
      @Argument(value = "FILE", description = "the file, which must not exist") Path file,
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "whose first line is the passphrase")
          Optional<Path> secretFile,
      @Option(
              value = "--test",
              description = "for tests only: it takes well-known test keys and any plug-in")
          boolean test,
      Console console)
      throws Exception {
    if (java.nio.file.Files.exists(file)) {
      throw new CommandException(
          "the file exists already: " + file, "vault:open opens a vault that is there");
    }
    try (KeyMaterial passphrase =
        console.newSecret("new passphrase of " + file.getFileName(), secretFile)) {
      Vault vault = vaults.create(file, passphrase);
      if (test) {
        Acts.perform(
            console,
            vault,
            "vault:create --test",
            String.valueOf(file.getFileName()),
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
      @Argument(value = "FILE", description = "the vault's file") Path file,
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "whose first line is the passphrase")
          Optional<Path> secretFile,
      Console console)
      throws VaultException, CommandException, IOException, InterruptedException {
    if (!java.nio.file.Files.exists(file)) {
      throw new CommandException("no such file: " + file, "vault:create makes a vault");
    }
    try (KeyMaterial passphrase =
        console.secret("passphrase of " + file.getFileName(), secretFile)) {
      return Opened.of(vaults.open(file, passphrase));
    }
  }

  /** Closes the vault. */
  @Command(value = "Closes the open vault and wipes its keys from memory.", example = "vault:close")
  public String close() {
    Optional<Path> file = vaults.current().map(vault -> vault.info().file());
    vaults.close();
    return file.map(path -> "Vault " + path + " is closed.").orElse("No vault was open.");
  }

  record Told(
      Path file,
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
        info.file(),
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

  private static Cautioned ending(Vault vault) throws VaultException {
    int count = vault.lives().endingBefore(Instant.now().plus(REMINDER)).size();
    return count == 0
        ? Cautioned.plain("none within 30 days")
        : new Cautioned(
            count + " within 30 days",
            Optional.of("The time of keys has ended or ends soon: key:expiring lists them"));
  }
}
