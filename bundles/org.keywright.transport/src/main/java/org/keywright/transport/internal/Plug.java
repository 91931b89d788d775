// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.keywright.transport.spi.TransportProvider;

/** One provider that is plugged in, and the links that it opened. */
final class Plug {
  final long arrival;
  final String scheme;
  final String name;
  final TransportProvider provider;

  private final Set<PluggedLink> links = ConcurrentHashMap.newKeySet();
  private volatile boolean gone;
  private volatile @Nullable String fault;

  private Plug(long arrival, String scheme, String name, TransportProvider provider) {
    this.arrival = arrival;
    this.scheme = scheme;
    this.name = name;
    this.provider = provider;
  }

  static Plug of(long arrival, TransportProvider provider, Map<String, ?> properties) {
    var name = provider.getClass().getName();
    if (properties.get("service.bundleid") instanceof Long bundle) {
      name += " (bundle " + bundle + ")";
    }
    if (properties.get(PluggedTransports.SCHEME_PROPERTY) instanceof String scheme
        && !scheme.isBlank()) {
      return new Plug(arrival, scheme, name, provider);
    }
    var plug = new Plug(arrival, "?", name, provider);
    plug.fence("its service has no property " + PluggedTransports.SCHEME_PROPERTY);
    return plug;
  }

  boolean gone() {
    return gone;
  }

  @Nullable String fault() {
    return fault;
  }

  void fence(String reason) {
    fault = reason;
  }

  int openLinks() {
    return links.size();
  }

  /**
   * Takes charge of a new link; false if the plug went meanwhile, and then the link is cut. The
   * link is listed before the look at {@link #gone}, and {@link #unplug} does it the other way
   * round, so that one of the two sees it.
   */
  boolean adopt(PluggedLink link) {
    links.add(link);
    if (gone) {
      link.cut();
      return false;
    }
    return true;
  }

  void released(PluggedLink link) {
    links.remove(link);
  }

  void unplug() {
    gone = true;
    links.forEach(PluggedLink::cut);
  }
}
