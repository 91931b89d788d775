// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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
import org.keywright.engine.pairing.Pairings;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.Transports;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Codes, from the open vault or from a centre elsewhere. */
@Component
@CommandScope(
    scope = "pair",
    commands = {"code"})
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

  record Code(
      String module, String host, long index, long caseNumber, String ground, Optional<String> code)
      implements Outcome {
    @Override
    public String sentence() {
      if (code.filter(String::isEmpty).isPresent()) {
        return "Module %s asks for no code; case %d: %s".formatted(module, caseNumber, ground);
      }
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
    if (index < 0 || index > 0xFFFF_FFFFL) {
      throw new UsageException("--index: an index is a number from 0 to 4294967295", "");
    }
    if (attestation.filter(digits -> !digits.matches("[0-9]{4}")).isPresent()) {
      throw new UsageException("--attestation: four digits, as the host shows them", "");
    }
    if (centre.isEmpty() && (desk.isPresent() || secret.isPresent())) {
      throw new UsageException("pair:code: --centre is missing", "where the desk is to ask");
    }
    if (erasing && attestation.isPresent()) {
      throw new UsageException(
          "pair:code: --attestation belongs to a code for a pairing, not to --erasing", "");
    }
    String words = purpose.equals("-") ? "" : purpose;
    var request = new CodeRequest(console.actor(), words, module, host, index, attestation);
    if (centre.isPresent()) {
      String name =
          desk.orElseThrow(() -> new UsageException("pair:code: --desk is missing", "who asks"));
      return elsewhere(centre.get(), name, secret, request, erasing, console);
    }
    try (CodeAnswer answer = erasing ? pairings.erasureCode(request) : pairings.code(request)) {
      return told(request, answer.decided().number(), answer.ground(), answer.code());
    }
  }

  private Code elsewhere(
      Endpoint centre,
      String name,
      Optional<Path> file,
      CodeRequest request,
      boolean erasing,
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
        var reply = erasing ? erasureCode(asking, request) : code(asking, request)) {
      return told(request, reply.number(), reply.ground(), reply.code());
    }
  }

  private static Desk.Reply code(Desk desk, CodeRequest asked)
      throws LinkException, ModuleException, KeyException {
    return desk.code(
        asked.module(), asked.host(), asked.index(), asked.attestation(), asked.purpose());
  }

  private static Desk.Reply erasureCode(Desk desk, CodeRequest asked)
      throws LinkException, ModuleException, KeyException {
    return desk.erasureCode(asked.module(), asked.host(), asked.index(), asked.purpose());
  }

  /** The digits become text here, on their way to the screen, and nowhere else. */
  private static Code told(
      CodeRequest request, long number, Ground ground, Optional<KeyMaterial> code) {
    return new Code(
        request.module().toString(),
        request.host().toString(),
        request.index(),
        number,
        ground.words(),
        code.map(DecimalCode::read));
  }
}
