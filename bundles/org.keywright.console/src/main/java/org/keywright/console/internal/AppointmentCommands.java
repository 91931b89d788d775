// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keywright.console.internal.OfficerCommands.Done;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.Officers;
import org.keywright.vault.Role;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Officers who come and go, by the passphrases of as many security officers as open the roots. */
@Component
@CommandScope(
    scope = "officer",
    commands = {"add", "remove", "replace", "role", "recover"})
public final class AppointmentCommands implements CommandGroup {
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public AppointmentCommands(@Reference Vaults vaults) {
    this.vaults = vaults;
  }

  private Officers officers() throws VaultException {
    return vaults.require().officers();
  }

  /** Appoints an officer. */
  @Command(
      value = "Appoints an officer, by the passphrases of security officers.",
      example = "officer:add dora:security-officer --by anna --by bob")
  public Done add(
      @Argument(value = "NAME:ROLE", description = "as in dora:operator") Appointee who,
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
    try (var passphrases = new Passphrases(console, secrets)) {
      var fresh = passphrases.fresh(who);
      return Done.of(officers().add(fresh, passphrases.of(by)), "is appointed");
    }
  }

  /** Ends an officer's appointment. */
  @Command(
      value = "Ends an officer's appointment, by the passphrases of security officers.",
      example = "officer:remove bob --by anna --by carol")
  public Done remove(
      @Argument(value = "NAME", description = "who", values = "officer") String name,
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
    try (var passphrases = new Passphrases(console, secrets)) {
      return Done.of(officers().remove(name, passphrases.of(by)), "is an officer no more");
    }
  }

  /** Puts an officer in another's place. */
  @Command(
      value = "Appoints an officer in another's place, by the passphrases of security officers.",
      example = "officer:replace bob dora --by anna --by carol")
  public Done replace(
      @Argument(value = "NAME", description = "who goes", values = "officer") String name,
      @Argument(value = "NEW", description = "who comes") String fresh,
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
    try (var passphrases = new Passphrases(console, secrets)) {
      var coming = passphrases.fresh(new Appointee(fresh, roleOf(name)));
      return Done.of(
          officers().replace(name, coming, passphrases.of(by)), "takes the place of " + name);
    }
  }

  /** Gives an officer another role. */
  @Command(
      value = "Gives an officer another role, by his passphrase and those of security officers.",
      example = "officer:role olga custodian --by anna --by bob")
  public Done role(
      @Argument(value = "NAME", description = "who", values = "officer") String name,
      @Argument(value = "ROLE", description = "what he is from now on") Role role,
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
    try (var passphrases = new Passphrases(console, secrets)) {
      var who = passphrases.of(name);
      return Done.of(officers().changeRole(who, role, passphrases.of(by)), "from now on");
    }
  }

  private Role roleOf(String name) throws VaultException, CommandException {
    return officers().all().stream()
        .filter(officer -> officer.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new CommandException("there is no officer " + name, "officer:list"))
        .role();
  }

  /** Gives an officer another passphrase whose own is lost. */
  @Command(
      value = "Gives an officer another passphrase and share, by the others' passphrases.",
      example = "officer:recover bob --by anna --by carol")
  public Done recover(
      @Argument(value = "NAME", description = "whose is lost", values = "officer") String name,
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
    try (var passphrases = new Passphrases(console, secrets)) {
      KeyMaterial fresh = passphrases.fresh(name);
      return Done.of(officers().recover(name, fresh, passphrases.of(by)), "has another passphrase");
    }
  }
}
