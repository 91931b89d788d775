// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.Certificates;
import org.keywright.engine.personalization.DeviceKind;
import org.keywright.engine.personalization.Pem;
import org.keywright.engine.personalization.UserDevices;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.ModuleStatus;
import org.keywright.protocol.personalization.SecuredRoom;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvException;
import org.keywright.transport.Transports;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What users have and do: a module's button and keypad, identification units, appliances. */
@Component
@CommandScope(
    scope = "perso",
    commands = {"module", "identify", "appliance"})
public final class PersoDeviceCommands implements CommandGroup {
  private static final int ATTACHED = 1;
  private static final int MISTYPED = 0x6A80;

  private final UserDevices devices;
  private final Transports transports;
  private final PemFile files;

  /** Called by the framework. */
  @Activate
  public PersoDeviceCommands(
      @Reference UserDevices devices,
      @Reference Transports transports,
      @Reference Certificates certificates) {
    this.devices = devices;
    this.transports = transports;
    this.files = new PemFile(certificates);
  }

  /** What is done at a module. */
  enum ModuleAction {
    STATUS,
    CONNECT,
    TAN,
    TAKE
  }

  /** What is done with a user's device. */
  enum DeviceAction {
    MAKE,
    INSTALL,
    USE
  }

  record Module(
      Endpoint endpoint,
      SerialNumber serial,
      String state,
      boolean identity,
      boolean connectPressed,
      boolean tanEntered,
      Optional<String> central,
      int failures,
      int keys) {}

  /** Does what a user or an officer does at a module. */
  @Command(
      value =
          "At a module: status, connect (the user's button), tan (its keypad), or take (a list of"
              + " its manufacturer).",
      example = "perso:module tan sim:sm-1 --tan-file tan.txt")
  public Object module(
      @Argument(value = "ACTION", description = "what to do") ModuleAction action,
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Option(
              value = "--tan-file",
              argument = "FILE",
              description = "holds the transaction number; otherwise it is asked for")
          Optional<Path> tanFile,
      @Option(
              value = "--interface",
              argument = "N",
              description = "through which interface: 0 is its own keypad",
              otherwise = "0")
          int through,
      @Option(
              value = "--certificate",
              argument = "FILE",
              description = "take: the manufacturer's list of revocations")
          Optional<Path> list,
      Console console)
      throws Exception {
    try (Link link = transports.open(endpoint)) {
      var channel = new ApduChannel(link);
      requireOk("SELECT SM on " + endpoint, channel.send(Application.SM.select()));
      return switch (action) {
        case STATUS -> status(channel, endpoint);
        case CONNECT -> {
          var act = new CommandApdu(0x80, Instruction.USER_ACT.ins(), 0, 0, new byte[0]);
          requireOk("USER ACT on " + endpoint, channel.send(act));
          yield endpoint + " lets one personalization unit connect for two minutes";
        }
        case TAN -> {
          try (KeyMaterial number = console.secret("transaction number", tanFile)) {
            enter(link, endpoint, number, through);
          }
          yield endpoint + " has the transaction number";
        }
        case TAKE -> {
          var revoked = PemFile.revocations(new Given("perso:module").need("--certificate", list));
          var take =
              new CommandApdu(0x80, Instruction.TAKE_REVOCATIONS.ins(), 0, 0, revoked.toArray());
          requireOk("TAKE REVOCATIONS on " + endpoint, channel.send(take));
          yield endpoint + " goes by the list";
        }
      };
    }
  }

  private static void enter(Link link, Endpoint endpoint, KeyMaterial number, int through)
      throws Exception {
    byte[] command = SecuredRoom.enterTan(number, through);
    try {
      var answer = ResponseApdu.parse(link.transceive(command));
      if (answer.status().value() == MISTYPED) {
        throw new CommandException(
            "ENTER TAN on " + endpoint + " refused: " + answer.status(),
            "eleven digits, of which the last one checks the others; no try was lost");
      }
      requireOk("ENTER TAN on " + endpoint, answer);
    } finally {
      Arrays.fill(command, (byte) 0);
    }
  }

  static ResponseApdu requireOk(String attempt, ResponseApdu answer) throws StatusException {
    if (!answer.status().ok()) {
      throw new StatusException(attempt, answer.status());
    }
    return answer;
  }

  private static Module status(ApduChannel channel, Endpoint endpoint) throws Exception {
    ModuleStatus status = moduleStatus(channel, endpoint);
    return new Module(
        endpoint,
        status.module(),
        status.state().word(),
        status.hasIdentityKey(),
        status.awaitsUse(),
        status.tanEntered(),
        status.central().map(ModuleStatus.Central::name),
        status.failures(),
        status.keys().size());
  }

  /** What a selected module says of itself. */
  static ModuleStatus moduleStatus(ApduChannel channel, Endpoint endpoint) throws Exception {
    var ask = new CommandApdu(0x80, Instruction.STATUS.ins(), 0, 0);
    byte[] data = requireOk("STATUS on " + endpoint, channel.send(ask)).data();
    try {
      return ModuleStatus.decode(data);
    } catch (TlvException e) {
      throw new CommandException("STATUS on " + endpoint + ": " + e.getMessage());
    }
  }

  record Done(String sentence, Optional<Path> file) implements Outcome {}

  private Done kept(
      Console console,
      DeviceKind kind,
      DeviceAction action,
      String name,
      Given given,
      Optional<String> organization,
      Optional<Path> certificate,
      Optional<Path> root,
      Optional<Path> out)
      throws Exception {
    if (action == DeviceAction.MAKE) {
      var request =
          devices.create(console.actor(), kind, name, given.need("--organization", organization));
      Path file = given.need("--out", out);
      PemFile.write(file, Pem.REQUEST, request.encoded());
      return new Done(name + " has its key; its request is in " + file, Optional.of(file));
    }
    var made =
        devices.install(
            console.actor(),
            kind,
            name,
            files.chain(given.need("--certificate", certificate)),
            files.certificate(given.need("--root", root)));
    return new Done(name + " is enrolled until " + made.validity().notAfter(), Optional.empty());
  }

  /** Plays an identification unit. */
  @Command(
      value = "Identification unit: make, install, or use it: fetch a module's TAN and enter it.",
      example = "perso:identify use ann FU-0001 --unit localhost:7800 --module sim:sm-1")
  public Object identify(
      @Argument(value = "ACTION", description = "what to do") DeviceAction action,
      @Argument(value = "NAME", description = "which identification unit") String name,
      @Argument(value = "MODULE", description = "whose number it fetches")
          Optional<SerialNumber> module,
      @Option(value = "--organization", argument = "TEXT", description = "whose it is")
          Optional<String> organization,
      @Option(value = "--certificate", argument = "FILE", description = "from the unit")
          Optional<Path> certificate,
      @Option(value = "--root", argument = "FILE", description = "the manufacturer's root")
          Optional<Path> root,
      @Option(value = "--out", argument = "FILE", description = "where the request goes, as PEM")
          Optional<Path> out,
      @Option(value = "--unit", argument = "HOST:PORT", description = "where the unit listens")
          Optional<HostPort> unit,
      @Option(
              value = "--module",
              argument = "ENDPOINT",
              description = "the module that it is attached to",
              values = "endpoint")
          Optional<Endpoint> attached,
      Console console)
      throws Exception {
    var given = new Given("perso:identify");
    if (action != DeviceAction.USE) {
      return kept(
          console,
          DeviceKind.IDENTIFICATION_UNIT,
          action,
          name,
          given,
          organization,
          certificate,
          root,
          out);
    }
    Endpoint endpoint = given.need("--module", attached);
    SerialNumber serial = given.need("MODULE", module);
    try (KeyMaterial number =
            devices.fetchNumber(
                console.actor(), name, serial, given.need("--unit", unit).address());
        Link link = transports.open(endpoint)) {
      requireOk("SELECT SM on " + endpoint, new ApduChannel(link).send(Application.SM.select()));
      enter(link, endpoint, number, ATTACHED);
    }
    return name + " has entered the transaction number of " + serial + " into " + endpoint;
  }

  /** Plays a mobile appliance. */
  @Command(
      value = "Appliance: make, install, or use it: carry a ticket from the unit to a module.",
      example = "perso:appliance use phone sim:sm-1 --unit localhost:7800")
  public Object appliance(
      @Argument(value = "ACTION", description = "what to do") DeviceAction action,
      @Argument(value = "NAME", description = "which appliance") String name,
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Optional<Endpoint> endpoint,
      @Option(value = "--organization", argument = "TEXT", description = "whose it is")
          Optional<String> organization,
      @Option(value = "--certificate", argument = "FILE", description = "from the unit")
          Optional<Path> certificate,
      @Option(value = "--root", argument = "FILE", description = "the manufacturer's root")
          Optional<Path> root,
      @Option(value = "--out", argument = "FILE", description = "where the request goes, as PEM")
          Optional<Path> out,
      @Option(value = "--unit", argument = "HOST:PORT", description = "where the unit listens")
          Optional<HostPort> unit,
      Console console)
      throws Exception {
    var given = new Given("perso:appliance");
    if (action != DeviceAction.USE) {
      return kept(
          console, DeviceKind.APPLIANCE, action, name, given, organization, certificate, root, out);
    }
    Endpoint module = given.need("ENDPOINT", endpoint);
    String digits =
        devices.carryTicket(console.actor(), name, module, given.need("--unit", unit).address());
    return "%s has its ticket and dials the unit; it shows %s, too".formatted(module, digits);
  }
}
