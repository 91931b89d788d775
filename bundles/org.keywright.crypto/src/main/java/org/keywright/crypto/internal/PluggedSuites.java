// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keywright.crypto.Suite;
import org.keywright.crypto.SuiteStatus;
import org.keywright.crypto.SuiteStatus.Standing;
import org.keywright.crypto.Suites;
import org.keywright.crypto.spi.SuiteProvider;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The suites of all providers in the service registry.
 *
 * <p>The first provider of an id has it; later ones are shadowed, in their order. Readers see a
 * snapshot and never wait.
 */
@Component
public final class PluggedSuites implements Suites {
  private static final System.Logger LOG = System.getLogger(PluggedSuites.class.getName());
  private static final int FIRST_VENDOR_ID = 0x80;

  private final List<Plug> plugs = new ArrayList<>();
  private volatile Snapshot snapshot = new Snapshot(Map.of(), List.of());

  /** Made by the component runtime, or by a test that binds its own providers. */
  public PluggedSuites() {
    // nothing to do: providers come by bindSuite
  }

  /** Takes a provider in; one that throws or brings nonsense is kept apart as faulty. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "unbindSuite")
  public synchronized void bindSuite(SuiteProvider provider, Map<String, Object> properties) {
    boolean reserved = Boolean.TRUE.equals(properties.get(SuiteProvider.RESERVED_ID));
    plugs.add(plug(provider, reserved));
    publish();
  }

  /** Lets a provider go; runs under way with its suite fail from now on. */
  @SuppressWarnings("ReferenceEquality") // the service that goes is this object, not an equal one
  public synchronized void unbindSuite(SuiteProvider provider) {
    plugs.stream()
        .filter(plug -> plug.provider() == provider)
        .findFirst()
        .ifPresent(
            plug -> {
              plugs.remove(plug);
              plug.suite().ifPresent(FencedSuite::cut);
              publish();
            });
  }

  @Override
  public List<Suite> all() {
    return List.copyOf(snapshot.usable().values());
  }

  @Override
  public Optional<Suite> find(int id) {
    return Optional.ofNullable(snapshot.usable().get(id));
  }

  @Override
  public List<SuiteStatus> statuses() {
    var usable = snapshot.usable();
    return snapshot.plugs().stream()
        .map(plug -> status(plug, usable))
        .sorted(Comparator.comparingInt(SuiteStatus::id))
        .toList();
  }

  private void publish() {
    var usable = new TreeMap<Integer, Suite>();
    for (Plug plug : plugs) {
      plug.suite().ifPresent(fenced -> usable.putIfAbsent(fenced.suite().id(), fenced.suite()));
    }
    snapshot = new Snapshot(usable, List.copyOf(plugs));
  }

  @SuppressWarnings("ReferenceEquality") // which of two providers is in use
  private static SuiteStatus status(Plug plug, Map<Integer, Suite> usable) {
    String provider = plug.provider().getClass().getName();
    if (plug.suite().isEmpty()) {
      return new SuiteStatus(plug.id(), plug.name(), provider, Standing.FAULTY, plug.fault());
    }
    FencedSuite fenced = plug.suite().get();
    boolean first = usable.get(plug.id()) == fenced.suite();
    return new SuiteStatus(
        plug.id(),
        plug.name(),
        provider,
        first ? Standing.USABLE : Standing.SHADOWED,
        first ? fenced.remark() : "another provider has this id");
  }

  /** Asks the provider for its suite behind the fence: a plug-in's failure must not become ours. */
  private static Plug plug(SuiteProvider provider, boolean reserved) {
    try {
      Suite suite = provider.suite();
      String fault = fault(suite, reserved);
      if (fault.isEmpty()) {
        return new Plug(
            provider, suite.id(), suite.name(), Optional.of(new FencedSuite(suite)), fault);
      }
      LOG.log(System.Logger.Level.WARNING, "suite provider {0}: {1}", provider.getClass(), fault);
      return new Plug(provider, suite.id(), suite.name(), Optional.empty(), fault);
    } catch (RuntimeException | LinkageError e) {
      LOG.log(System.Logger.Level.WARNING, "suite provider " + provider.getClass() + " failed", e);
      String fault = "the provider failed: " + e.getClass().getSimpleName();
      return new Plug(provider, 0, "", Optional.empty(), fault);
    }
  }

  private static String fault(Suite suite, boolean reserved) {
    if (suite.id() < FIRST_VENDOR_ID && !reserved) {
      return "ids below 80 are Keywright's own";
    }
    var parts =
        new Object[] {
          suite.name(),
          suite.caution(),
          suite.keySpec(),
          suite.algo1(),
          suite.derivation(),
          suite.wrap(),
          suite.mac()
        };
    for (Object part : parts) {
      if (part == null) {
        return "the suite lacks a part";
      }
    }
    return "";
  }

  private record Plug(
      SuiteProvider provider, int id, String name, Optional<FencedSuite> suite, String fault) {}

  private record Snapshot(Map<Integer, Suite> usable, List<Plug> plugs) {}
}
