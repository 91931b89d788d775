// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keywright.crypto.DiversificationRule;
import org.keywright.crypto.DiversificationRules;
import org.keywright.crypto.SuiteStatus.Standing;
import org.keywright.crypto.spi.RuleProvider;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The diversification rules of all providers in the service registry.
 *
 * <p>The first rule of a name has it; later ones are shadowed, in their order. Readers see a
 * snapshot and never wait.
 */
@Component
public final class PluggedRules implements DiversificationRules {
  private static final System.Logger LOG = System.getLogger(PluggedRules.class.getName());

  private final List<Plug> plugs = new ArrayList<>();
  private volatile Snapshot snapshot = new Snapshot(Map.of(), List.of());

  /** Made by the component runtime, or by a test that binds its own providers. */
  public PluggedRules() {
    // nothing to do: providers come by bindRules
  }

  /** Takes a provider in; what throws or is nonsense is kept apart as faulty. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "unbindRules")
  public synchronized void bindRules(RuleProvider provider, Map<String, Object> properties) {
    boolean reserved = Boolean.TRUE.equals(properties.get(RuleProvider.RESERVED_NAMES));
    try {
      for (DiversificationRule rule : provider.rules()) {
        plugs.add(plug(provider, rule, reserved));
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.log(System.Logger.Level.WARNING, "rule provider " + provider.getClass() + " failed", e);
      String fault = "the provider failed: " + e.getClass().getSimpleName();
      plugs.add(new Plug(provider, "", Optional.empty(), fault));
    }
    publish();
  }

  /** Lets a provider go; calls with its rules fail from now on. */
  @SuppressWarnings("ReferenceEquality") // the service that goes is this object, not an equal one
  public synchronized void unbindRules(RuleProvider provider) {
    plugs.stream()
        .filter(plug -> plug.provider() == provider)
        .forEach(plug -> plug.rule().ifPresent(FencedRule::cut));
    plugs.removeIf(plug -> plug.provider() == provider);
    publish();
  }

  @Override
  public List<DiversificationRule> all() {
    return List.copyOf(snapshot.usable().values());
  }

  @Override
  public List<RuleStatus> statuses() {
    var usable = snapshot.usable();
    return snapshot.plugs().stream()
        .map(plug -> status(plug, usable))
        .sorted(Comparator.comparing(RuleStatus::name))
        .toList();
  }

  private void publish() {
    var usable = new TreeMap<String, FencedRule>();
    for (Plug plug : plugs) {
      plug.rule().ifPresent(rule -> usable.putIfAbsent(key(rule.name()), rule));
    }
    snapshot = new Snapshot(usable, List.copyOf(plugs));
  }

  private static String key(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  @SuppressWarnings("ReferenceEquality") // which of two providers is in use
  private static RuleStatus status(Plug plug, Map<String, FencedRule> usable) {
    String provider = plug.provider().getClass().getName();
    if (plug.rule().isEmpty()) {
      return new RuleStatus(plug.name(), provider, Standing.FAULTY, plug.fault());
    }
    FencedRule fenced = plug.rule().get();
    boolean first = usable.get(key(fenced.name())) == fenced;
    return new RuleStatus(
        fenced.name(),
        provider,
        first ? Standing.USABLE : Standing.SHADOWED,
        first ? fenced.remark() : "another provider has this name");
  }

  /** Looks at a rule behind the fence: a plug-in's failure must not become ours. */
  private static Plug plug(RuleProvider provider, DiversificationRule rule, boolean reserved) {
    var fenced = new FencedRule(rule);
    String fault = fault(fenced, reserved);
    if (fault.isEmpty()) {
      return new Plug(provider, fenced.name(), Optional.of(fenced), fault);
    }
    LOG.log(System.Logger.Level.WARNING, "rule provider {0}: {1}", provider.getClass(), fault);
    return new Plug(provider, fenced.name(), Optional.empty(), fault);
  }

  private static String fault(FencedRule rule, boolean reserved) {
    if (rule.name().isBlank() || rule.masters().isEmpty() || rule.keys().isEmpty()) {
      return "the rule lacks a name, masters or keys";
    }
    return reserved || rule.name().contains("/")
        ? ""
        : "names without a slash are the standards': a vendor's is as in acme/pump";
  }

  private record Plug(
      RuleProvider provider, String name, Optional<FencedRule> rule, String fault) {}

  private record Snapshot(Map<String, FencedRule> usable, List<Plug> plugs) {}
}
