// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedApduException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.Transports;

/** Writes exchanges down, a line each, masked: no data field is shown, but of simulated units. */
final class Trace implements AutoCloseable {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Consumer<String> sink;
  private final AutoCloseable target;
  private final boolean full;
  private final Transports.Observation observation;

  private Trace(Transports transports, Consumer<String> sink, AutoCloseable target, boolean full) {
    this.sink = sink;
    this.target = target;
    this.full = full;
    this.observation = transports.observe(this::exchanged);
  }

  static Trace toScreen(Transports transports, Consumer<String> sink, boolean full) {
    return new Trace(transports, sink, () -> {}, full);
  }

  static Trace toFile(Transports transports, Path file, boolean full) throws IOException {
    Writer writer =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new Trace(transports, line -> append(writer, line), writer, full);
  }

  private static void append(Writer writer, String line) {
    try {
      synchronized (writer) {
        writer.write(line + "\n");
        writer.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void exchanged(
      Endpoint endpoint, byte[] command, Optional<byte[]> response, Duration took) {
    sink.accept(line(endpoint, command, response, took, full && endpoint.scheme().equals("sim")));
  }

  /** One exchange as it is written. */
  static String line(
      Endpoint endpoint, byte[] command, Optional<byte[]> response, Duration took, boolean whole) {
    return endpoint
        + "  "
        + (whole ? HEX.formatHex(command) : masked(command))
        + " -> "
        + response
            .map(bytes -> whole ? HEX.formatHex(bytes) + meaning(bytes) : answer(bytes))
            .orElse("no answer")
        + "  "
        + Durations.text(took);
  }

  private static String masked(byte[] command) {
    try {
      return CommandApdu.parse(command).toString();
    } catch (MalformedApduException e) {
      return "<" + command.length + " bytes, no command>";
    }
  }

  private static String answer(byte[] response) {
    try {
      ResponseApdu answer = ResponseApdu.parse(response);
      return answer + " " + answer.status().meaning();
    } catch (LinkException e) {
      return "<" + response.length + " bytes, no answer>";
    }
  }

  private static String meaning(byte[] response) {
    try {
      return " " + ResponseApdu.parse(response).status().meaning();
    } catch (LinkException e) {
      return "";
    }
  }

  @Override
  public void close() {
    observation.close();
    try {
      target.close();
    } catch (Exception e) {
      throw new IllegalStateException("the trace was not closed", e);
    }
  }
}
