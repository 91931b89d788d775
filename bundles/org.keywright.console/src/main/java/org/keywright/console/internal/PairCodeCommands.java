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
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.DecimalCode;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.Suites;
import org.keywright.engine.pairing.CodeAnswer;
import org.keywright.engine.pairing.CodeRequest;
import org.keywright.engine.pairing.Desk;
import org.keywright.engine.pairing.Ground;
import org.keywright.engine.pairing.Meeting;
import org.keywright.engine.pairing.Pairings;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodePrompt;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.Transports;
import org.keywright.vault.PairingSighting;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Contacts of modules and hosts, and the codes that they need. */
@Component
@CommandScope(
    scope = "pair",
    commands = {"contact", "code"})
public final class PairCodeCommands implements CommandGroup {
  private static final int DESK_SUITE = 0x01;

  private final Pairings pairings;
  private final Suites suites;
  private final Keys keys;
  private final Passphrases passphrases;
  private final Transports transports;

  /** Called by the framework. */
  @Activate
  public PairCodeCommands(
      @Reference Pairings pairings,
      @Reference Suites suites,
      @Reference Keys keys,
      @Reference Passphrases passphrases,
      @Reference Transports transports) {
    this.pairings = pairings;
    this.suites = suites;
    this.keys = keys;
    this.passphrases = passphrases;
    this.transports = transports;
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

  record Code(
      String module, String host, long index, long caseNumber, String ground, Optional<String> code)
      implements Outcome {
    @Override
    public String sentence() {
      return code.map(
              digits ->
                  "Code %s for module %s with host %s at index %d; case %d: %s"
                      .formatted(grouped(digits), module, host, index, caseNumber, ground))
          .orElseGet(() -> "No code; case %d: %s".formatted(caseNumber, ground));
    }

    /** In two parts, as it is read out. */
    private static String grouped(String digits) {
      int half = (digits.length() + 1) / 2;
      return digits.substring(0, half) + " " + digits.substring(half);
    }

    @Override
    public Optional<String> failure() {
      return code.isPresent()
          ? Optional.empty()
          : Optional.of("the code is refused (case " + caseNumber + "): " + ground);
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
          status == 0x9E12
              ? "; pair:load gives the module the generation, if it is not revoked"
              : "";
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

  /** Gives a code. */
  @Command(
      value = "Asks the centre for the code of one pairing; the case is recorded either way.",
      example = "pair:code --module MS-1 --host MH-1 --index 0 --attestation 4711")
  public Code code(
      @Option(value = "--module", argument = "MSID", description = "the module", values = "module")
          SerialNumber module,
      @Option(value = "--host", argument = "SN", description = "the host", values = "host")
          SerialNumber host,
      @Option(value = "--index", argument = "N", description = "the index that the host shows")
          long index,
      @Option(
              value = "--attestation",
              argument = "DIGITS",
              description = "the four digits that it shows beside it")
          Optional<String> attestation,
      @Option(
              value = "--erasing",
              description = "a code by which a user has the module erase its pairing with the host")
          boolean erasing,
      @Option(
              value = "--purpose",
              argument = "WORDS",
              description = "what for, as in 'ticket 4711'",
              otherwise = "-")
          String purpose,
      @Option(
              value = "--centre",
              argument = "ENDPOINT",
              description = "a centre elsewhere, as in tcp://host:7800; without it the open vault")
          Optional<Endpoint> centre,
      @Option(value = "--desk", argument = "NAME", description = "who asks a centre elsewhere")
          Optional<String> desk,
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "its first line is the desk's secret")
          Optional<Path> secret,
      Console console)
      throws LinkException,
          ModuleException,
          KeyException,
          VaultException,
          CommandException,
          IOException,
          InterruptedException {
    if (index > 0xFFFF_FFFFL) {
      throw new UsageException("--index: an index is a number from 0 to 4294967295", "");
    }
    String words = purpose.equals("-") ? "" : purpose;
    if (centre.isPresent()) {
      if (erasing) {
        throw new UsageException("pair:code: --erasing is asked of the open vault only", "");
      }
      String name =
          desk.orElseThrow(() -> new UsageException("pair:code: --desk is missing", "who asks"));
      return elsewhere(
          centre.get(), name, secret, module, host, index, attestation, words, console);
    }
    var request = new CodeRequest(console.actor(), words, module, host, index, attestation);
    try (CodeAnswer answer = erasing ? pairings.erasureCode(request) : pairings.code(request)) {
      return told(module, host, index, answer.decided().number(), answer.ground(), answer.code());
    }
  }

  private Code elsewhere(
      Endpoint centre,
      String name,
      Optional<Path> file,
      SerialNumber module,
      SerialNumber host,
      long index,
      Optional<String> attestation,
      String purpose,
      Console console)
      throws LinkException,
          ModuleException,
          KeyException,
          CommandException,
          IOException,
          InterruptedException {
    try (KeyMaterial secret = console.secret("secret of desk " + name, file);
        var link = transports.open(centre);
        var asking =
            new Desk(
                link, name, Desk.key(passphrases, name, secret), suites.require(DESK_SUITE), keys);
        var reply = asking.code(module, host, index, attestation, purpose)) {
      return told(module, host, index, reply.number(), reply.ground(), reply.code());
    }
  }

  /** The digits become text here, on their way to the screen, and nowhere else. */
  private static Code told(
      SerialNumber module,
      SerialNumber host,
      long index,
      long number,
      Ground ground,
      Optional<KeyMaterial> code) {
    return new Code(
        module.toString(),
        host.toString(),
        index,
        number,
        ground.words(),
        code.map(DecimalCode::read));
  }
}
