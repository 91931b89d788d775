// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.keywright.protocol.Application;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkObserver;
import org.keywright.transport.TranscriptRecorder;
import org.keywright.transport.Transports;

/**
 * Puts exchanges into words, a line each; behind it whole bytes, of simulated units only and if
 * they are asked for, in the form of a transcript. So a file is a transcript with remarks, which
 * can be played again.
 */
final class Trace implements AutoCloseable {
  /** How many endpoints' applications are remembered; of others the commands have no names. */
  private static final int REMEMBERED = 10_000;

  private final TraceFilter filter;
  private final Consumer<TracedExchange> words;
  private final Optional<TranscriptRecorder> bytes;
  private final AutoCloseable target;
  private final Clock clock;
  private final Map<Endpoint, Application> selected =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Endpoint, Application> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final Transports.Observation observation;

  private Trace(
      Transports transports,
      TraceFilter filter,
      Consumer<TracedExchange> words,
      Optional<TranscriptRecorder> bytes,
      AutoCloseable target,
      Clock clock) {
    this.filter = filter;
    this.words = words;
    this.bytes = bytes;
    this.target = target;
    this.clock = clock;
    this.observation = transports.observe(new Watch());
  }

  /** Gives exchanges to somebody who shows them; no bytes. */
  static Trace to(Transports transports, TraceFilter filter, Consumer<TracedExchange> words) {
    return new Trace(transports, filter, words, Optional.empty(), () -> {}, Clock.systemUTC());
  }

  /** Shows exchanges on the screen. */
  static Trace toScreen(
      Transports transports, TraceFilter filter, Consumer<String> screen, boolean full) {
    return new Trace(
        transports,
        filter,
        exchange -> screen.accept(exchange.sentence()),
        full ? Optional.of(new TranscriptRecorder(screen)) : Optional.empty(),
        () -> {},
        Clock.systemUTC());
  }

  /** Appends exchanges to a file. */
  static Trace toFile(Transports transports, TraceFilter filter, Path file, boolean full)
      throws IOException {
    Writer writer =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    var recorder = new TranscriptRecorder(line -> append(writer, line));
    return new Trace(
        transports,
        filter,
        exchange -> recorder.remark(exchange.at() + "  " + exchange.sentence()),
        full ? Optional.of(recorder) : Optional.empty(),
        writer,
        Clock.systemUTC());
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

  private final class Watch implements LinkObserver {
    @Override
    public void opened(Endpoint endpoint, Atr atr) {
      if (simulated(endpoint)) {
        bytes.ifPresent(recorder -> recorder.opened(endpoint, atr));
      }
    }

    @Override
    public void exchanged(
        Endpoint endpoint, byte[] command, Optional<byte[]> response, Duration took) {
      var exchange =
          TracedExchange.of(
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              endpoint,
              application(endpoint, command, response),
              command,
              response,
              took);
      if (filter.passes(exchange)) {
        synchronized (Trace.this) {
          words.accept(exchange);
          if (simulated(endpoint)) {
            bytes.ifPresent(recorder -> recorder.exchanged(endpoint, command, response, took));
          }
        }
      }
    }

    private boolean simulated(Endpoint endpoint) {
      return endpoint.scheme().equals("sim");
    }

    private Optional<Application> application(
        Endpoint endpoint, byte[] command, Optional<byte[]> response) {
      synchronized (selected) {
        if (response.filter(answer -> answer.length == 2 && answer[0] == (byte) 0x90).isPresent()) {
          TracedExchange.selected(command).ifPresent(now -> selected.put(endpoint, now));
        }
        return Optional.ofNullable(selected.get(endpoint));
      }
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
