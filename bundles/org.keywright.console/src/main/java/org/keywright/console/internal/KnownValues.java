// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.keywright.console.spi.ValueSource;
import org.keywright.crypto.DiversificationRule;
import org.keywright.crypto.DiversificationRules;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.plugins.Plugin;
import org.keywright.plugins.Plugins;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Transports;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.Simulator;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeyFilter;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeySet;
import org.keywright.vault.Officer;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PluginRule;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.TlsRecord;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What completion proposes for the console's own commands. */
@Component(
    property = {
      ValueSource.KIND + "=keyset",
      ValueSource.KIND + "=key",
      ValueSource.KIND + "=officer",
      ValueSource.KIND + "=ref",
      ValueSource.KIND + "=suite",
      ValueSource.KIND + "=rule",
      ValueSource.KIND + "=unit",
      ValueSource.KIND + "=endpoint",
      ValueSource.KIND + "=job",
      ValueSource.KIND + "=fault",
      ValueSource.KIND + "=algorithm",
      ValueSource.KIND + "=usage",
      ValueSource.KIND + "=trace",
      ValueSource.KIND + "=plugin",
      ValueSource.KIND + "=plugin-rule",
      ValueSource.KIND + "=tls-identity",
      ValueSource.KIND + "=tls-authority",
      ValueSource.KIND + "=tls-entry",
      ValueSource.KIND + "=manufacturer",
      ValueSource.KIND + "=perso-unit",
      ValueSource.KIND + "=central",
      ValueSource.KIND + "=estate",
      ValueSource.KIND + "=module",
      ValueSource.KIND + "=host"
    })
public final class KnownValues implements ValueSource {
  private static final int JOBS = 20;
  private static final int UNITS = 100;

  private final Vaults vaults;
  private final Suites suites;
  private final DiversificationRules rules;
  private final Simulator simulator;
  private final Transports transports;
  private final Plugins plugins;

  /** Called by the framework. */
  @Activate
  public KnownValues(
      @Reference Vaults vaults,
      @Reference Suites suites,
      @Reference DiversificationRules rules,
      @Reference Simulator simulator,
      @Reference Transports transports,
      @Reference Plugins plugins) {
    this.vaults = vaults;
    this.suites = suites;
    this.rules = rules;
    this.simulator = simulator;
    this.transports = transports;
    this.plugins = plugins;
  }

  @Override
  public List<String> values(String kind, Map<String, String> given) {
    try {
      return switch (kind) {
        case "suite" -> suites.all().stream().map(Suite::id).map("%02X"::formatted).toList();
        case "rule" -> rules.all().stream().map(DiversificationRule::name).toList();
        case "unit" -> simulator.units().stream().map(SimulatedUnit::name).toList();
        case "endpoint" -> transports.endpoints().stream().map(Endpoint::toString).toList();
        case "fault" -> Arrays.stream(Fault.Kind.values()).map(Fault.Kind::word).toList();
        case "algorithm" -> List.of("AES-128", "AES-192", "AES-256", "TDES-128", "TDES-192");
        case "usage" -> List.of("B0", "C0", "D0", "E0", "K0", "M3", "M6", "P0", "V0");
        case "plugin" -> plugins.all().stream().map(Plugin::file).toList();
        case "trace" -> List.of("on", "off");
        default -> vaults.current().isPresent() ? stored(kind, given) : List.of();
      };
    } catch (VaultException e) {
      return List.of();
    }
  }

  private List<String> stored(String kind, Map<String, String> given) throws VaultException {
    Vault vault = vaults.require();
    return switch (kind) {
      case "keyset" -> vault.keySets().all().stream().map(KeySet::name).toList();
      case "officer" ->
          vault.officers().all().stream().filter(Officer::active).map(Officer::name).toList();
      case "key" -> keys(vault);
      case "job" ->
          vault.jobs().page(0, JOBS).stream().map(job -> String.valueOf(job.id())).toList();
      case "tls-identity" -> names(vault, TlsRecord.Kind.IDENTITY);
      case "tls-authority" -> names(vault, TlsRecord.Kind.AUTHORITY);
      case "tls-entry" -> names(vault, TlsRecord.Kind.values());
      case "manufacturer" -> parties(vault, RootPurpose.MANUFACTURER);
      case "perso-unit" -> parties(vault, RootPurpose.PERSONALIZATION_UNIT);
      case "central" -> parties(vault, RootPurpose.CENTRAL_SYSTEM);
      case "ref" -> refs(vault, given.getOrDefault("--keyset", given.getOrDefault("KEYSET", "")));
      case "plugin-rule" -> vault.plugins().all().stream().map(PluginRule::name).toList();
      case "estate" -> vault.pairings().estates().stream().map(PairingEstate::name).toList();
      case "module" -> vault.pairings().modules("", UNITS).stream().map(PairingModule::id).toList();
      case "host" -> vault.pairings().hosts("", UNITS).stream().map(PairingHost::id).toList();
      default -> List.of();
    };
  }

  /** The names of keys, application keys only so far as they are few. */
  private static List<String> keys(Vault vault) throws VaultException {
    var names = new ArrayList<KeyName>();
    for (KeySet set : vault.keySets().all()) {
      names.add(new KeyName.Transport(set.name()));
    }
    for (ApplicationKey key : vault.keySets().page(KeyFilter.ALL, 0, UNITS)) {
      names.add(KeyName.of(key.keySet(), key.ref()));
    }
    for (RootKey root : vault.roots().all()) {
      names.add(new KeyName.Root(root.purpose(), root.name(), root.generation()));
    }
    return names.stream().map(String::valueOf).toList();
  }

  private static List<String> names(Vault vault, TlsRecord.Kind... kinds) throws VaultException {
    var names = new TreeSet<String>();
    for (TlsRecord.Kind kind : kinds) {
      vault.tls().all(kind).forEach(record -> names.add(record.name()));
    }
    return List.copyOf(names);
  }

  private static List<String> parties(Vault vault, RootPurpose role) throws VaultException {
    return vault.roots().all().stream()
        .filter(root -> root.purpose() == role)
        .map(RootKey::name)
        .toList();
  }

  private static List<String> refs(Vault vault, String keySet) throws VaultException {
    return vault.keySets().find(keySet).isEmpty()
        ? List.of()
        : vault.keySets().keys(keySet).stream().map(key -> String.valueOf(key.ref())).toList();
  }
}
