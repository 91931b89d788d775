// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
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
  /** How many exchanges wait to be shown. */
  private static final int MOST_WAITING = 10_000;

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
      value = "Shows what goes over links from now on, in words; of data what is not secret.",
      example = "apdu:trace on --command IMPORT --status failed")
  public Object trace(
      @Argument(value = "WHERE", description = "on, off, or a file to append to", values = "trace")
          String where,
      @Option(
              value = "--full",
              description = "whole bytes too, of simulated units only; replay: plays them again")
          boolean full,
      @Option(
              value = "--follow",
              description = "shows them as results until it is interrupted, instead of beside")
          boolean follow,
      @Option(value = "--count", argument = "N", description = "with --follow: ends after so many")
          Optional<Integer> count,
      @Option(
              value = "--endpoint",
              argument = "TEXT",
              description = "only links whose endpoint has this in it")
          Optional<String> endpoint,
      @Option(
              value = "--command",
              argument = "TEXT",
              description = "only commands that have this in their name")
          Optional<String> command,
      @Option(
              value = "--status",
              argument = "SW",
              description = "only status words that begin so, or: failed")
          Optional<String> status,
      Console console)
      throws IOException, InterruptedException, CommandException {
    var filter = new TraceFilter(endpoint, command, status);
    if (follow) {
      if (!where.equals("on") || full) {
        throw new CommandException("--follow goes with on, and without --full");
      }
      return followed(filter, count.orElse(Integer.MAX_VALUE), console);
    }
    if (count.isPresent()) {
      throw new CommandException("--count goes with --follow");
    }
    return switched(where, filter, full, console);
  }

  private synchronized String switched(
      String where, TraceFilter filter, boolean full, Console console) throws IOException {
    close();
    if (where.equals("off")) {
      return "The trace is off.";
    }
    boolean screen = where.equals("on");
    trace =
        screen
            ? Trace.toScreen(transports, filter, console::remark, full)
            : Trace.toFile(transports, filter, Path.of(where).toAbsolutePath().normalize(), full);
    return screen ? "The trace is on." : "The trace goes to " + where + ".";
  }

  /**
   * Shows all but the last, which is the result. What comes faster than it is shown is left out.
   */
  private TracedExchange followed(TraceFilter filter, int count, Console console)
      throws InterruptedException, CommandException {
    if (count < 1) {
      throw new CommandException("--count is at least 1");
    }
    var exchanges = new ArrayBlockingQueue<TracedExchange>(MOST_WAITING);
    try (var _ = Trace.to(transports, filter, exchanges::offer)) {
      for (int left = count; left > 1; left--) {
        console.show(exchanges.take());
      }
      return exchanges.take();
    }
  }
}
