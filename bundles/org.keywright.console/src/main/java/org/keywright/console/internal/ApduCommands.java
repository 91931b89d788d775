// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.crypto.Bytes;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedApduException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.Transports;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Commands by hand, and the trace of all that goes over links. */
@Component
@CommandScope(
    scope = "apdu",
    commands = {"send", "trace"})
public final class ApduCommands implements CommandGroup {
  private final Transports transports;
  private @Nullable Trace trace;

  /** Called by the framework. */
  @Activate
  public ApduCommands(@Reference Transports transports) {
    this.transports = transports;
  }

  /** Called by the framework: ends the trace. */
  @Deactivate
  public synchronized void close() {
    if (trace != null) {
      trace.close();
      trace = null;
    }
  }

  record Answer(String data, String status, String meaning, Duration took) {}

  /** Sends a command. */
  @Command(
      value = "Sends a command APDU, with chaining and GET RESPONSE as needed.",
      example = "apdu:send sim:ei 00A4040008F04B575254454901")
  public Answer send(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Argument(value = "HEX", description = "the command; no key in clear belongs here")
          Bytes command)
      throws LinkException, CommandException {
    CommandApdu apdu;
    try {
      apdu = CommandApdu.parse(command.toArray());
    } catch (MalformedApduException e) {
      throw new CommandException("not a command APDU: " + e.getMessage());
    }
    long began = System.nanoTime();
    try (Link link = transports.open(endpoint)) {
      ResponseApdu answer = new ApduChannel(link).send(apdu);
      return new Answer(
          Bytes.of(answer.data()).hex(),
          answer.status().hex(),
          answer.status().meaning(),
          Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /** Switches the trace. */
  @Command(
      value =
          "Shows what goes over links from now on: headers, lengths, status words and times; no"
              + " contents.",
      example = "apdu:trace on")
  public synchronized String trace(
      @Argument(value = "WHERE", description = "on, off, or a file to append to", values = "trace")
          String where,
      @Option(value = "--full", description = "whole bytes, of simulated units only") boolean full,
      Console console)
      throws IOException {
    close();
    if (where.equals("off")) {
      return "The trace is off.";
    }
    boolean screen = where.equals("on");
    trace =
        screen
            ? Trace.toScreen(transports, console::remark, full)
            : Trace.toFile(transports, Path.of(where).toAbsolutePath().normalize(), full);
    return screen ? "The trace is on." : "The trace goes to " + where + ".";
  }
}
