// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.crypto.Bytes;
import org.keywright.engine.personalization.Manufacturers;
import org.keywright.engine.personalization.PersonalizationUnits;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Decommissioning;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.Transports;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The end of a security module, which its manufacturer and a personalization unit both sign. */
@Component
@CommandScope(
    scope = "perso",
    commands = {"decommission"})
public final class PersoDecommissionCommands implements CommandGroup {
  private final Manufacturers manufacturers;
  private final PersonalizationUnits units;
  private final Transports transports;

  /** Called by the framework. */
  @Activate
  public PersoDecommissionCommands(
      @Reference Manufacturers manufacturers,
      @Reference PersonalizationUnits units,
      @Reference Transports transports) {
    this.manufacturers = manufacturers;
    this.units = units;
    this.transports = transports;
  }

  /** The steps. */
  enum Step {
    ASK,
    SIGN_MANUFACTURER,
    SIGN_UNIT,
    CARRY_OUT
  }

  /** Ends a module. */
  @Command(
      value =
          "Ends a module for good: ask it, have manufacturer and unit sign, carry out in 120 s.",
      example = "perso:decommission sign-manufacturer acme --file end.txt")
  public Written decommission(
      @Argument(value = "STEP", description = "what to do") Step step,
      @Argument(value = "WHO", description = "the module's endpoint, or the name of who signs")
          String who,
      @Option(value = "--file", argument = "FILE", description = "which goes from hand to hand")
          Path file,
      Console console)
      throws Exception {
    return switch (step) {
      case ASK -> {
        if (Files.exists(file)) {
          throw new CommandException("the file exists already: " + file, "name another");
        }
        yield ask(Endpoint.parse(who), file);
      }
      case SIGN_MANUFACTURER -> {
        var read = DecommissionFile.read(file);
        read.signedByManufacturer(
            manufacturers.condemn(console.actor(), who, read.module(), read.challenge()));
        yield Written.in(file, "manufacturer " + who + " has signed the end of " + read.module());
      }
      case SIGN_UNIT -> {
        var read = DecommissionFile.read(file);
        var signed = units.condemn(console.actor(), who, read.module(), read.challenge());
        read.signedByUnit(signed.certificate().encoded(), signed.signature());
        yield Written.in(file, "unit " + who + " has signed the end of " + read.module());
      }
      case CARRY_OUT -> {
        var read = DecommissionFile.read(file);
        carryOut(Endpoint.parse(who), read.decommissioning());
        yield Written.nowhere(read.module() + " on " + who + " is dead: it has no key any more");
      }
    };
  }

  private Written ask(Endpoint endpoint, Path file) throws Exception {
    try (Link link = transports.open(endpoint)) {
      var channel = new ApduChannel(link);
      PersoDeviceCommands.requireOk(
          "SELECT SM on " + endpoint, channel.send(Application.SM.select()));
      SerialNumber module = PersoDeviceCommands.moduleStatus(channel, endpoint).module();
      var command = new CommandApdu(0x80, Instruction.GET_CHALLENGE.ins(), 0, 0);
      ResponseApdu answer =
          PersoDeviceCommands.requireOk("GET CHALLENGE on " + endpoint, channel.send(command));
      DecommissionFile.begin(file, module, Bytes.of(answer.data()));
      return Written.in(file, "for 120 s " + module + " awaits two signatures of its end");
    }
  }

  private void carryOut(Endpoint endpoint, Decommissioning data) throws Exception {
    try (Link link = transports.open(endpoint)) {
      var channel = new ApduChannel(link);
      PersoDeviceCommands.requireOk(
          "SELECT SM on " + endpoint, channel.send(Application.SM.select()));
      var command = new CommandApdu(0x80, Instruction.DECOMMISSION.ins(), 0, 0, data.encode());
      PersoDeviceCommands.requireOk("DECOMMISSION on " + endpoint, channel.send(command));
    }
  }
}
