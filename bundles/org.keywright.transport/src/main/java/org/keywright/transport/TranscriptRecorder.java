// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes down what goes over links, in the form that {@link Transcript#read} reads.
 *
 * <p>It takes whole commands and answers, keys in clear among them, so it is for modules of tests
 * only. Watches all links of {@link Transports#observe}, or one by {@link #around}. Safe for use by
 * many threads.
 */
public final class TranscriptRecorder implements LinkObserver {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Consumer<String> lines;
  private Optional<Endpoint> last = Optional.empty();

  /** Makes a recorder that gives its lines to somebody, one after the other. */
  public TranscriptRecorder(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Watches one link; closing the returned one closes it. */
  public Link around(Endpoint endpoint, Link link) {
    opened(endpoint, link.atr());
    return new Recorded(endpoint, link);
  }

  /** Writes a remark of one line. */
  public synchronized void remark(String text) {
    lines.accept("# " + text);
  }

  @Override
  public synchronized void opened(Endpoint endpoint, Atr atr) {
    at(endpoint);
    lines.accept("atr " + atr);
  }

  @Override
  public synchronized void exchanged(
      Endpoint endpoint, byte[] command, Optional<byte[]> response, Duration took) {
    at(endpoint);
    lines.accept("> " + HEX.formatHex(command));
    lines.accept(response.map(bytes -> "< " + HEX.formatHex(bytes)).orElse("!"));
  }

  private void at(Endpoint endpoint) {
    if (!last.equals(Optional.of(endpoint))) {
      lines.accept("@ " + endpoint);
      last = Optional.of(endpoint);
    }
  }

  private final class Recorded implements Link {
    private final Endpoint endpoint;
    private final Link link;

    Recorded(Endpoint endpoint, Link link) {
      this.endpoint = endpoint;
      this.link = link;
    }

    @Override
    public Atr atr() {
      return link.atr();
    }

    @Override
    public byte[] transceive(byte[] command) throws LinkException {
      long began = System.nanoTime();
      Optional<byte[]> response = Optional.empty();
      try {
        response = Optional.of(link.transceive(command));
        return response.get().clone();
      } finally {
        exchanged(endpoint, command, response, Duration.ofNanos(System.nanoTime() - began));
      }
    }

    @Override
    public void close() {
      link.close();
    }
  }
}
