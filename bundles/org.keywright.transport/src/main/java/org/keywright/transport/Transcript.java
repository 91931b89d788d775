// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * One connection as it was written down: what the module said when it was switched on, and each
 * command with its answer. A {@link ScriptedLink} plays it again. Immutable.
 *
 * <p>As text, which people read and write too:
 *
 * <pre>
 * # a remark
 * @ sim:ei-1          the lines from here on are of this endpoint
 * atr 3B8A0180        a connection begins
 * &gt; 8040000000        a command
 * &lt; 6A82              its answer
 * &gt; 8040000000
 * !                   there was no answer
 * </pre>
 *
 * <p>It holds whole commands and answers. So it is for modules of tests, never for one in use.
 */
public final class Transcript {
  /** What is said of a module whose answer to reset nobody wrote down. */
  private static final Atr SILENT = Atr.of(new byte[] {0x3B, 0x00});

  private final Endpoint endpoint;
  private final Atr atr;
  private final List<Exchange> exchanges;

  /** One command and its answer, if there was one. Immutable. */
  public static final class Exchange {
    private final byte[] command;
    private final Optional<byte[]> response;

    /** Copies a command and its answer. */
    public Exchange(byte[] command, Optional<byte[]> response) {
      this.command = command.clone();
      this.response = response.map(byte[]::clone);
    }

    /** A copy of the encoded command. */
    public byte[] command() {
      return command.clone();
    }

    /** A copy of the encoded answer; empty if the link failed. */
    public Optional<byte[]> response() {
      return response.map(byte[]::clone);
    }
  }

  /** Makes a transcript of its parts. */
  public Transcript(Endpoint endpoint, Atr atr, List<Exchange> exchanges) {
    this.endpoint = endpoint;
    this.atr = atr;
    this.exchanges = List.copyOf(exchanges);
  }

  /** Where it was. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** What the module said when it was switched on. */
  public Atr atr() {
    return atr;
  }

  /** The exchanges in their order. */
  public List<Exchange> exchanges() {
    return exchanges;
  }

  /**
   * Reads connections, in the order in which they began.
   *
   * @throws IllegalArgumentException if a line is not as above; the message has its number
   */
  public static List<Transcript> read(List<String> lines) {
    var reading = new Reading();
    for (int i = 0; i < lines.size(); i++) {
      try {
        reading.line(lines.get(i).strip());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "line %d of the transcript: %s".formatted(i + 1, e.getMessage()), e);
      }
    }
    return reading.all();
  }

  /** Connections that are being read; those of several endpoints may be mixed. */
  private static final class Reading {
    private final List<Connection> begun = new ArrayList<>();
    private final LinkedHashMap<Endpoint, Connection> open = new LinkedHashMap<>();
    private Endpoint at = Endpoint.parse("replay:transcript");

    void line(String line) {
      if (line.isEmpty() || line.startsWith("#")) {
        return;
      }
      String[] words = line.split("\\s+", 2);
      String rest = words.length == 1 ? "" : words[1];
      switch (words[0]) {
        case "@" -> at = Endpoint.parse(rest);
        case "atr" -> begin(Atr.of(bytes(rest)));
        case ">" -> current().command(bytes(rest));
        case "<" -> current().answer(Optional.of(bytes(rest)));
        case "!" -> current().answer(Optional.empty());
        default -> throw new IllegalArgumentException("begins with none of # @ atr > < !");
      }
    }

    private Connection current() {
      var connection = open.get(at);
      return connection == null ? begin(SILENT) : connection;
    }

    private Connection begin(Atr atr) {
      var connection = new Connection(at, atr);
      begun.add(connection);
      open.put(at, connection);
      return connection;
    }

    private static byte[] bytes(String hex) {
      try {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("an even number of hex digits is expected", e);
      }
    }

    List<Transcript> all() {
      return begun.stream().map(Connection::transcript).toList();
    }
  }

  private static final class Connection {
    private final Endpoint endpoint;
    private final Atr atr;
    private final List<Exchange> exchanges = new ArrayList<>();
    private Optional<byte[]> asked = Optional.empty();

    Connection(Endpoint endpoint, Atr atr) {
      this.endpoint = endpoint;
      this.atr = atr;
    }

    void command(byte[] command) {
      if (asked.isPresent()) {
        throw new IllegalArgumentException("a command follows one that has no answer");
      }
      asked = Optional.of(command);
    }

    void answer(Optional<byte[]> response) {
      var command =
          asked.orElseThrow(() -> new IllegalArgumentException("an answer follows no command"));
      exchanges.add(new Exchange(command, response));
      asked = Optional.empty();
    }

    Transcript transcript() {
      return new Transcript(endpoint, atr, exchanges);
    }
  }
}
