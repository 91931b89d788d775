// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ScriptedLink;
import org.keywright.transport.Transcript;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.transport.spi.TransportScheme;
import org.osgi.service.component.annotations.Component;

/**
 * Plays transcripts again, such as a saved trace of simulated units: {@code replay:FILE}, or {@code
 * replay:FILE#ENDPOINT} for the connections of one endpoint.
 *
 * <p>Each link plays the connection behind the one before it, and after the last the first again.
 * Safe for use by many threads.
 */
@Component(service = TransportProvider.class)
@TransportScheme("replay")
public final class ReplayTransport implements TransportProvider {
  private static final long LONGEST_FILE = 64L << 20;

  /** How many connections of an endpoint were played; people write few such endpoints. */
  private final Map<Endpoint, Integer> played = new ConcurrentHashMap<>();

  /** None: whoever has a transcript names its file. */
  @Override
  public List<Endpoint> endpoints() {
    return List.of();
  }

  @Override
  public Link open(Endpoint endpoint) throws LinkException {
    int mark = endpoint.address().indexOf('#');
    String file = mark < 0 ? endpoint.address() : endpoint.address().substring(0, mark);
    String wanted = mark < 0 ? "" : endpoint.address().substring(mark + 1);
    var connections =
        read(endpoint, file).stream()
            .filter(each -> wanted.isEmpty() || each.endpoint().toString().equals(wanted))
            .toList();
    if (connections.isEmpty()) {
      throw new LinkException(
          endpoint + ": the transcript has no connection" + (mark < 0 ? "" : " to " + wanted));
    }
    int turn = played.merge(endpoint, 1, Integer::sum) - 1;
    return new ScriptedLink(connections.get(turn % connections.size()));
  }

  private static List<Transcript> read(Endpoint endpoint, String file) throws LinkException {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > LONGEST_FILE) {
        throw new LinkException(
            endpoint + ": a transcript has at most " + (LONGEST_FILE >> 20) + " MB");
      }
      return Transcript.read(Files.readAllLines(path));
    } catch (LinkException e) {
      throw e;
    } catch (IOException | InvalidPathException e) {
      throw new LinkException(endpoint + ": the file cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new LinkException(endpoint + ": " + e.getMessage(), e);
    }
  }
}
