// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keywright.crypto.Suites;
import org.keywright.plugins.Plugins;
import org.keywright.transport.Transports;
import org.keywright.transport.pcsc.CardReaders;
import org.keywright.transport.sim.Simulator;

/**
 * What is connected: it is looked at, and whatever comes or goes is told at once. Safe for use by
 * many threads.
 */
public final class LinkWatch implements AutoCloseable {
  private final Sources sources;
  private final List<Runnable> observers = new CopyOnWriteArrayList<>();
  private final NetworkPlaces networks = new NetworkPlaces(InstantSource.system(), this::changed);
  private final Transports.Observation links;

  /**
   * Who knows what is connected.
   *
   * @param transports links and where modules are
   * @param readers card readers
   * @param simulator simulated units
   * @param plugins vendors' plug-ins
   * @param suites algorithm suites
   */
  public record Sources(
      Transports transports,
      CardReaders readers,
      Simulator simulator,
      Plugins plugins,
      Suites suites) {}

  /** Begins to look where links go. */
  public LinkWatch(Sources sources) {
    this.sources = sources;
    this.links = sources.transports().observe(networks);
  }

  private void changed() {
    observers.forEach(Runnable::run);
  }

  /** Looks at what is there; asking the card readers may take a moment. */
  public LinkTree tree() {
    return new LinkTree(new LinkBranches(sources).all(networks.all()));
  }

  /** What is known of something in the tree. */
  public FactSheet facts(LinkTree.Node node) {
    return new LinkFacts(sources).of(node);
  }

  /**
   * Calls the observer whenever a transport, a reader, a card, a network, a simulated unit or a
   * plug-in came, went, or stands otherwise, until the watch is closed.
   *
   * @param observer called by the thread in which it happened; it must be quick and must not throw
   */
  public Watch observe(Runnable observer) {
    observers.add(observer);
    var transports = sources.transports().watch(observer);
    var plugins = sources.plugins().observe(observer);
    var units = sources.simulator().observe(observer);
    var readers = sources.readers().observe(event -> observer.run());
    return () -> {
      observers.remove(observer);
      transports.close();
      plugins.close();
      units.close();
      readers.close();
    };
  }

  @Override
  public void close() {
    links.close();
  }
}
