// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.engine.pairing.Meeting;
import org.keywright.engine.pairing.Pairings;
import org.keywright.protocol.pairing.CodePrompt;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.PairingSighting;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Contacts of modules and hosts. */
@Component
@CommandScope(
    scope = "pair",
    commands = {"contact"})
public final class PairContactCommands implements CommandGroup {
  private final Pairings pairings;

  /** Called by the framework. */
  @Activate
  public PairContactCommands(@Reference Pairings pairings) {
    this.pairings = pairings;
  }

  /** Where a code comes from. */
  enum Codes {
    /** The vault that is open decides and gives it. */
    CENTRE,
    /** Somebody types it. */
    TYPED,
    /** Nowhere: the contact ends where a code is needed. */
    NONE
  }

  record Met(
      String outcome,
      String module,
      String host,
      long index,
      Optional<String> attestation,
      Optional<Long> caseNumber,
      Optional<Long> sighting,
      Optional<String> problem)
      implements Outcome {
    @Override
    public String sentence() {
      return switch (outcome) {
        case "verified" -> "%s and %s are paired; the session was open".formatted(module, host);
        case "paired" ->
            "%s is paired with %s, at index %d%s"
                .formatted(
                    module, host, index, caseNumber.map(n -> " (case " + n + ")").orElse(""));
        case "code-needed" ->
            "A code is needed for module %s, host %s, index %d, attestation %s"
                .formatted(module, host, index, attestation.orElse(""));
        default -> "Module and host are not paired";
      };
    }

    @Override
    public Optional<String> failure() {
      return problem;
    }
  }

  /** Brings a module and a host together. */
  @Command(
      value = "Brings a module and a host together, and pairs them if they are not.",
      example = "pair:contact sim:ms-1 sim:mh-1")
  public Met contact(
      @Argument(value = "MODULE", description = "where the module is", values = "endpoint")
          Endpoint module,
      @Argument(value = "HOST", description = "where the host is", values = "endpoint")
          Endpoint host,
      @Option(
              value = "--codes",
              argument = "SOURCE",
              description = "where a code comes from: this centre, somebody who types it, nowhere",
              otherwise = "centre")
          Codes codes,
      @Option(
              value = "--code-file",
              argument = "FILE",
              description = "its first line is what would be typed")
          Optional<Path> file,
      Console console)
      throws LinkException,
          ModuleException,
          KeyException,
          VaultException,
          CommandException,
          IOException,
          InterruptedException {
    var typing = new Typing(console, file);
    Optional<CodeSource> source =
        switch (codes) {
          case CENTRE -> Optional.empty();
          case TYPED -> Optional.of(typing);
          case NONE -> Optional.of(CodeSource.NONE);
        };
    Meeting meeting = pairings.contact(console.actor(), module, host, source);
    typing.rethrow();
    return met(meeting);
  }

  private static Met met(Meeting meeting) {
    Optional<Long> caseNumber = meeting.answer().map(a -> a.decided().number());
    Optional<Long> sighting = meeting.sighting().map(PairingSighting::number);
    return switch (meeting.outcome()) {
      case ContactOutcome.Verified met ->
          new Met(
              "verified",
              met.module().toString(),
              met.host().toString(),
              meeting.sighting().map(PairingSighting::index).orElse(0L),
              Optional.empty(),
              caseNumber,
              sighting,
              Optional.empty());
      case ContactOutcome.Paired met ->
          new Met(
              "paired",
              met.module().toString(),
              met.host().toString(),
              met.index(),
              Optional.empty(),
              caseNumber,
              sighting,
              Optional.empty());
      case ContactOutcome.CodeNeeded(CodePrompt prompt) ->
          new Met(
              "code-needed",
              prompt.module().toString(),
              prompt.host().toString(),
              prompt.index(),
              Optional.of(prompt.demand().attestation()),
              caseNumber,
              sighting,
              Optional.of(problem(meeting)));
      case ContactOutcome.Refused refused ->
          new Met(
              "refused",
              "",
              refused.host().toString(),
              0,
              Optional.empty(),
              caseNumber,
              sighting,
              Optional.of(refused.step() + " refused: " + refused.status() + advice(refused)));
    };
  }

  /** What an officer can do about a refusal, where that is known. */
  private static String advice(ContactOutcome.Refused refused) {
    int status = refused.status().value();
    return switch (refused.step()) {
      case BEGIN -> status == 0x6985 ? "; the host is blank: pair:produce gives it keys" : "";
      case HELLO ->
          switch (status) {
            case 0x6985 -> "; the module is blank: pair:produce gives it keys";
            case 0x6982 -> "; the module was told that this host is revoked";
            default -> "";
          };
      case PAIR ->
          switch (status) {
            case 0x9E12 ->
                "; pair:load gives the module the generation; if it is revoked, pair:renew"
                    + " gives the host another";
            case 0x9E13 ->
                "; pair:renew --key-generation gives the host a key that the module takes";
            default -> "";
          };
      case CODE ->
          switch (status) {
            case 0x6983 -> "; pair:unblock gives the module tries again";
            case 0x6985 -> "; after a wrong code a module takes none for some seconds: try again";
            default -> "";
          };
      case VERIFY ->
          status == 0x6982
              ? "; one of them has another key than the other: the host has to forget the module"
              : "";
      default -> "";
    };
  }

  private static String problem(Meeting meeting) {
    return meeting
        .answer()
        .map(
            answer ->
                "the centre gives no code (case %d): %s"
                    .formatted(answer.decided().number(), answer.ground().words()))
        .orElse("a code is needed; pair:code gives one, --codes typed takes it");
  }

  /** Asks a person for the code that a host wants. */
  private static final class Typing implements CodeSource {
    private final Console console;
    private final Optional<Path> file;
    private @Nullable Exception failure;

    Typing(Console console, Optional<Path> file) {
      this.console = console;
      this.file = file;
    }

    @Override
    public Optional<KeyMaterial> code(CodePrompt prompt) {
      String what =
          "code for module %s, host %s, index %d, attestation %s (%d tries left)"
              .formatted(
                  prompt.module(),
                  prompt.host(),
                  prompt.index(),
                  prompt.demand().attestation(),
                  prompt.demand().triesLeft());
      try {
        return Optional.of(console.secret(what, file));
      } catch (CommandException | IOException | InterruptedException e) {
        failure = e;
        return Optional.empty();
      }
    }

    void rethrow() throws CommandException, IOException, InterruptedException {
      switch (failure) {
        case CommandException e -> throw e;
        case IOException e -> throw e;
        case InterruptedException e -> throw e;
        case null, default -> {
          // it was typed, or not wanted
        }
      }
    }
  }
}
