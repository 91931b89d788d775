// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.vault.VaultAddress;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The care of vaults: backups, what is made of them, and the check. */
@Component
@CommandScope(
    scope = "vault",
    commands = {"backup", "restore", "accept-older", "check"})
public final class UpkeepCommands implements CommandGroup {
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public UpkeepCommands(@Reference Vaults vaults) {
    this.vaults = vaults;
  }

  record Copied(long rows, String to) implements Outcome {
    @Override
    public String sentence() {
      return String.format(Locale.ROOT, "%,d rows are in %s, as sealed as they were.", rows, to);
    }
  }

  /** Copies the open vault. */
  @Command(
      value = "Copies the open vault into a file, while work goes on.",
      example = "vault:backup fuel-2026-11-26.kwv")
  public Copied backup(
      @Argument(value = "FILE", description = "the file, which must not exist") Path file,
      Console console)
      throws Exception {
    return Acts.perform(
        console,
        vaults.require(),
        "vault:backup",
        String.valueOf(file.getFileName()),
        grant -> new Copied(vaults.require().upkeep().backup(grant, file), file.toString()),
        copied -> copied.rows() + " rows");
  }

  /** Makes a vault of a backup. */
  @Command(
      value = "Makes a vault of a backup, in a file or in a database; vault:open opens it.",
      example = "vault:restore fuel-2026-11-26.kwv fuel.kwv")
  public Copied restore(
      @Argument(value = "BACKUP", description = "as vault:backup wrote it") Path backup,
      @Argument(
              value = "VAULT",
              description = "a file, which must not exist, or postgresql://USER@HOST:PORT/DATABASE",
              values = "file")
          VaultAddress to,
      @Option(
              value = "--database-secret-file",
              argument = "FILE",
              description = "whose first line is the password of the database's user")
          Optional<Path> databaseSecretFile,
      @Option(value = "--database-password", description = "ask for that password")
          boolean databasePassword,
      Console console)
      throws VaultException, CommandException, IOException, InterruptedException {
    try (var database = DatabasePassword.of(console, to, databaseSecretFile, databasePassword)) {
      return new Copied(vaults.restore(backup, database.address()), to.text());
    }
  }

  /** Opens an older copy. */
  @Command(
      name = "accept-older",
      value = "Opens a copy of a vault that is older than this computer has seen, and logs why.",
      example = "vault:accept-older fuel.kwv --by anna --by bob --reason 'the disk is broken'")
  public VaultCommands.Opened acceptOlder(
      @Argument(value = "VAULT", description = "the copy, as for vault:open", values = "file")
          VaultAddress address,
      @Option(value = "--reason", argument = "TEXT", description = "why it takes the place of all")
          String reason,
      @Option(
              value = "--by",
              argument = "NAME",
              description = "a security officer, two in a vault with officers")
          List<String> by,
      @Option(
              value = "--secrets",
              argument = "FOLDER",
              description = "where NAME.txt holds the passphrase of each")
          Optional<Path> secrets,
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "whose first line is the passphrase of a vault for one person")
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
    try (var database =
            DatabasePassword.of(console, address, databaseSecretFile, databasePassword);
        var passphrases = new Passphrases(console, secrets)) {
      VaultAddress copy = database.address();
      List<String> officers = vaults.officers(copy);
      if (!officers.isEmpty() && by.isEmpty()) {
        throw new CommandException(
            address.name() + " is a vault with officers",
            "--by NAME --by NAME says which security officers accept it: "
                + String.join(", ", officers));
      }
      return VaultCommands.Opened.of(
          officers.isEmpty()
              ? vaults.acceptOlder(
                  copy,
                  passphrases.kept(console.secret("passphrase of " + address.name(), secretFile)),
                  console.actor(),
                  reason)
              : vaults.acceptOlder(copy, passphrases.of(by), reason));
    }
  }

  record Checked(List<String> faults) implements Outcome {
    @Override
    public String sentence() {
      return faults.isEmpty() ? "Nothing is wrong with the vault." : String.join("\n", faults);
    }

    @Override
    public Optional<String> failure() {
      return faults.isEmpty()
          ? Optional.empty()
          : Optional.of("the vault is damaged or was changed: restore a backup");
    }
  }

  /** Checks the open vault. */
  @Command(
      value = "Looks for damage and for what was changed past Keywright, and names it.",
      example = "vault:check")
  public Checked check() throws VaultException {
    return new Checked(vaults.require().upkeep().check());
  }
}
