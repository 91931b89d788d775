// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkObserver;

/**
 * The computers that links were opened to since it began to look, for transports whose addresses
 * have a host. Safe for use by many threads.
 */
final class NetworkPlaces implements LinkObserver {
  /** More computers than anybody looks through are not remembered. */
  private static final int MOST = 1_000;

  private static final Pattern HOST = Pattern.compile("//([^/]+).*");

  private final ConcurrentSkipListMap<String, Place> places = new ConcurrentSkipListMap<>();
  private final InstantSource clock;
  private final Runnable another;

  /**
   * Begins with none.
   *
   * @param another called when there is one more
   */
  NetworkPlaces(InstantSource clock, Runnable another) {
    this.clock = clock;
    this.another = another;
  }

  /**
   * One computer.
   *
   * @param name scheme, host and port
   * @param links how many links were opened to it
   * @param last when the last one was
   */
  record Place(String name, long links, Instant last) {
    private Place and(Place next) {
      return new Place(name, links + next.links, next.last);
    }
  }

  @Override
  public void opened(Endpoint endpoint, Atr atr) {
    host(endpoint).ifPresent(this::opened);
  }

  private void opened(String host) {
    boolean known = places.containsKey(host);
    if (known || places.size() < MOST) {
      places.merge(host, new Place(host, 1, clock.instant()), Place::and);
    }
    if (!known) {
      another.run();
    }
  }

  private static Optional<String> host(Endpoint endpoint) {
    Matcher address = HOST.matcher(endpoint.address());
    return address.matches()
        ? Optional.of(endpoint.scheme() + "://" + address.group(1))
        : Optional.empty();
  }

  @Override
  public void exchanged(
      Endpoint endpoint, byte[] command, Optional<byte[]> response, Duration took) {
    // only where links go counts
  }

  /** Those that are known, by name. */
  List<Place> all() {
    return List.copyOf(places.values());
  }
}
