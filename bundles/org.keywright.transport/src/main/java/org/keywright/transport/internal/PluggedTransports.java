// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.internal;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.LinkObserver;
import org.keywright.transport.Transports;
import org.keywright.transport.spi.TransportProvider;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The providers that come and go as services. The first provider of a scheme serves it; a later one
 * is shadowed until the first goes or turns out faulty.
 *
 * <p>It has no thread of its own and never calls a provider while it holds its lock.
 */
@Component(service = Transports.class)
public final class PluggedTransports implements Transports {
  /** The service property that names a provider's scheme. */
  public static final String SCHEME_PROPERTY = "keywright.transport.scheme";

  private static final System.Logger LOG = System.getLogger(PluggedTransports.class.getName());

  private final Object lock = new Object();
  private final IdentityHashMap<TransportProvider, Plug> plugs = new IdentityHashMap<>();
  private final Observers<LinkObserver> observers = new Observers<>();
  private final Observers<Runnable> watchers = new Observers<>();
  private long arrivals;

  /** In order of arrival; replaced as a whole under the lock. */
  private volatile List<Plug> here = List.of();

  /** Takes a provider in. */
  @Reference(
      service = TransportProvider.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  public void bindTransport(TransportProvider provider, Map<String, ?> properties) {
    synchronized (lock) {
      if (plugs.containsKey(provider)) {
        return;
      }
      var plug = Plug.of(arrivals++, provider, properties);
      plugs.put(provider, plug);
      arrange();
      LOG.log(System.Logger.Level.DEBUG, "transport {0}: {1} plugged in", plug.scheme, plug.name);
    }
    watchers.tell(Runnable::run);
  }

  /** Lets a provider go: its links are cut, and a shadowed one takes over. */
  public void unbindTransport(TransportProvider provider) {
    Plug plug;
    synchronized (lock) {
      plug = plugs.remove(provider);
      if (plug == null) {
        return;
      }
      arrange();
    }
    LOG.log(System.Logger.Level.DEBUG, "transport {0}: {1} unplugged", plug.scheme, plug.name);
    plug.unplug();
    watchers.tell(Runnable::run);
  }

  @Override
  public Link open(Endpoint endpoint) throws LinkException {
    var plug = serving(endpoint.scheme());
    if (plug == null) {
      throw new LinkException(nobody(endpoint));
    }
    Link raw = null;
    Atr atr;
    try {
      raw = plug.provider.open(endpoint);
      atr = raw.atr();
      if (atr == null) {
        throw new NullPointerException("the link has no answer to reset");
      }
    } catch (LinkException e) {
      throw plug.gone() ? unplugged(endpoint, e) : e;
    } catch (Throwable t) {
      closeQuietly(raw);
      throw fenced(plug, endpoint, raw == null ? "open" : "atr", t);
    }
    var link = new PluggedLink(endpoint, atr, raw, plug, observers);
    if (!plug.adopt(link)) {
      throw unplugged(endpoint, null);
    }
    observers.tell(observer -> observer.opened(endpoint, atr));
    return link;
  }

  @Override
  public List<Endpoint> endpoints() {
    var all = new ArrayList<Endpoint>();
    for (var plug : here) {
      if (plug == serving(plug.scheme)) {
        try {
          all.addAll(List.copyOf(plug.provider.endpoints()));
        } catch (Throwable t) {
          fence(plug, "endpoints", t);
        }
      }
    }
    return List.copyOf(all);
  }

  @Override
  public List<Status> statuses() {
    var all = new ArrayList<Status>();
    for (var plug : here) {
      all.add(status(plug));
    }
    return List.copyOf(all);
  }

  @Override
  public Observation observe(LinkObserver observer) {
    return observers.add(observer);
  }

  @Override
  public Observation watch(Runnable observer) {
    return watchers.add(observer);
  }

  private Status status(Plug plug) {
    var fault = plug.fault();
    var first = serving(plug.scheme);
    var state =
        fault != null
            ? State.FAULTY
            : first == plug || first == null ? State.ACTIVE : State.SHADOWED;
    var reason =
        switch (state) {
          case ACTIVE -> "";
          case FAULTY -> fault == null ? "" : fault;
          case SHADOWED -> "its scheme is served by " + (first == null ? "" : first.name);
        };
    return new Status(plug.scheme, plug.name, state, reason, plug.openLinks());
  }

  private @Nullable Plug serving(String scheme) {
    for (var plug : here) {
      if (plug.scheme.equals(scheme) && plug.fault() == null) {
        return plug;
      }
    }
    return null;
  }

  private void arrange() {
    var ordered = new TreeMap<Long, Plug>();
    plugs.values().forEach(plug -> ordered.put(plug.arrival, plug));
    here = List.copyOf(ordered.values());
  }

  private String nobody(Endpoint endpoint) {
    var present = new TreeSet<String>();
    for (var plug : here) {
      if (plug.fault() == null) {
        present.add(plug.scheme);
      } else if (plug.scheme.equals(endpoint.scheme())) {
        return endpoint + ": the transport " + plug.name + " is faulty: " + plug.fault();
      }
    }
    return "%s: no transport serves '%s'; %s"
        .formatted(
            endpoint,
            endpoint.scheme(),
            present.isEmpty() ? "none is here" : "here are " + String.join(", ", present));
  }

  private LinkException fenced(Plug plug, Endpoint endpoint, String method, Throwable fault) {
    if (plug.gone()) {
      return unplugged(endpoint, fault);
    }
    fence(plug, method, fault);
    return new LinkException(
        endpoint + ": the transport " + plug.name + " is faulty: " + plug.fault(), fault);
  }

  private void fence(Plug plug, String method, Throwable fault) {
    if (!plug.gone()) {
      plug.fence(method + " failed with " + fault);
      LOG.log(
          System.Logger.Level.WARNING,
          "transport " + plug.scheme + ": " + plug.name + " is faulty and not used any more",
          fault);
      watchers.tell(Runnable::run);
    }
  }

  static LinkException unplugged(Endpoint endpoint, @Nullable Throwable cause) {
    return new LinkException(endpoint + ": the transport was unplugged", cause);
  }

  private static void closeQuietly(@Nullable Link link) {
    if (link != null) {
      try {
        link.close();
      } catch (Throwable t) {
        LOG.log(System.Logger.Level.DEBUG, "a link of a faulty transport does not close", t);
      }
    }
  }
}
