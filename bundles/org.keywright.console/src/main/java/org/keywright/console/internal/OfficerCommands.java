// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.Officer;
import org.keywright.vault.Officers;
import org.keywright.vault.Right;
import org.keywright.vault.Role;
import org.keywright.vault.SignIn;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The officers of a vault. */
@Component
@CommandScope(
    scope = "officer",
    commands = {"list", "sign-in", "sign-out", "test", "passphrase", "unlock", "rights"})
public final class OfficerCommands implements CommandGroup {
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public OfficerCommands(@Reference Vaults vaults) {
    this.vaults = vaults;
  }

  record Row(
      String officer,
      String role,
      String state,
      OptionalInt share,
      Instant since,
      String appointedBy,
      int failures) {
    static Row of(Officer officer) {
      return new Row(
          officer.name(),
          officer.role().words(),
          !officer.active() ? "former" : officer.locked() ? "locked" : "active",
          officer.share(),
          officer.since(),
          officer.appointedBy(),
          officer.failures());
    }
  }

  record Done(String officer, String role, String what) implements Outcome {
    static Done of(Officer officer, String what) {
      return new Done(officer.name(), officer.role().words(), what);
    }

    @Override
    public String sentence() {
      return "%s, %s, %s.".formatted(officer, role, what);
    }
  }

  private Officers officers() throws VaultException {
    return vaults.require().officers();
  }

  /** Lists the officers. */
  @Command(value = "Lists the officers of the open vault.", example = "officer:list")
  public List<Row> list() throws VaultException {
    return officers().all().stream().map(Row::of).toList();
  }

  /** Signs an officer in. */
  @Command(
      name = "sign-in",
      value = "Signs another officer in; what is under way goes on.",
      example = "officer:sign-in bob")
  public Done signIn(
      @Argument(value = "NAME", description = "who", values = "officer") String name,
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "whose first line is the passphrase")
          Optional<Path> secretFile,
      Console console)
      throws Exception {
    try (KeyMaterial passphrase = console.secret("passphrase of " + name, secretFile)) {
      return Done.of(officers().signIn(new SignIn(name, passphrase)), "is signed in");
    }
  }

  /** Signs whoever is signed in out. */
  @Command(
      name = "sign-out",
      value = "Has nobody signed in: no act is granted until somebody signs in again.",
      example = "officer:sign-out")
  public String signOut() throws VaultException {
    officers().signOut();
    return "Nobody is signed in.";
  }

  /** Tests what an officer holds. */
  @Command(
      value = "Tests an officer's passphrase and share, without the others.",
      example = "officer:test bob")
  public Done test(
      @Argument(value = "NAME", description = "who", values = "officer") String name,
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "whose first line is the passphrase")
          Optional<Path> secretFile,
      Console console)
      throws Exception {
    try (KeyMaterial passphrase = console.secret("passphrase of " + name, secretFile)) {
      Officer tested = officers().test(new SignIn(name, passphrase));
      return Done.of(
          tested,
          tested.share().isPresent()
              ? "holds share %d, which is sound".formatted(tested.share().getAsInt())
              : "has a sound passphrase and holds no share");
    }
  }

  /** Changes one's passphrase. */
  @Command(
      value = "Changes the passphrase of the officer who is signed in.",
      example = "officer:passphrase")
  public Done passphrase(
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "whose first line is the present passphrase")
          Optional<Path> secretFile,
      @Option(
              value = "--new-secret-file",
              argument = "FILE",
              description = "whose first line is the new one")
          Optional<Path> newSecretFile,
      Console console)
      throws Exception {
    Officers officers = officers();
    Officer who =
        officers
            .signedIn()
            .orElseThrow(() -> new CommandException("nobody is signed in", "officer:sign-in NAME"));
    try (KeyMaterial before = console.secret("passphrase of " + who.name(), secretFile);
        KeyMaterial fresh = console.newSecret("new passphrase of " + who.name(), newSecretFile)) {
      officers.changePassphrase(new SignIn(who.name(), before), fresh);
      return Done.of(who, "has another passphrase");
    }
  }

  /** Unlocks an officer. */
  @Command(
      value = "Lets an officer try again who was locked after too many wrong passphrases.",
      example = "officer:unlock bob")
  public Done unlock(@Argument(value = "NAME", description = "who", values = "officer") String name)
      throws VaultException {
    return Done.of(officers().unlock(name), "can sign in again");
  }

  record RightRow(
      String acts,
      String securityOfficer,
      String custodian,
      String operator,
      String auditor,
      String approval,
      String what) {
    static RightRow of(Right right) {
      return new RightRow(
          right.acts().isEmpty() ? "any other" : String.join(", ", right.acts()),
          may(right, Role.SECURITY_OFFICER),
          may(right, Role.CUSTODIAN),
          may(right, Role.OPERATOR),
          may(right, Role.AUDITOR),
          right.approved() ? "by another" : "",
          right.words());
    }

    private static String may(Right right, Role role) {
      return right.roles().contains(role) ? "yes" : "";
    }
  }

  /** Shows the table of rights. */
  @Command(
      value = "Shows which role may do what, and what another officer approves before.",
      example = "officer:rights")
  public List<RightRow> rights() {
    return Arrays.stream(Right.values()).map(RightRow::of).collect(Collectors.toList());
  }
}
