// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.engines.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.engine.pairing.CodeAnswer;
import org.keywright.engine.pairing.CodeRequest;
import org.keywright.engine.pairing.Meeting;
import org.keywright.engine.pairing.Pairings;
import org.keywright.engine.pairing.ProductionOrder;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodePrompt;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.protocol.pairing.StartCount;
import org.keywright.protocol.pairing.VictimPolicy;
import org.keywright.transport.Endpoint;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.Simulator;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.vault.JobState;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;

/**
 * Where a proof has the engine's management centre at work, with a vault that lies in a temporary
 * folder, and simulated modules and hosts that the centre makes. Closing it leaves nothing behind.
 * For one thread.
 */
final class CentrePremises implements AutoCloseable {
  static final String ACTOR = "claims";
  static final String ESTATE = "estate";
  static final String OTHER_ESTATE = "other";

  /** So few that a proof comes up to it. */
  static final int MOST_HOSTS = 2;

  private static final int PASSPHRASE = 32;

  /** The default, but that a module lets nobody wait after a wrong code. */
  private static final PolicySettings SETTINGS =
      new PolicySettings(
          1,
          VictimPolicy.LEAST_ACTIVE,
          StartCount.LOWEST_OF_OTHERS,
          CodeRule.DEFAULT,
          true,
          false,
          0,
          0xFFFF);

  final Pairings pairings;
  final Vault vault;
  private final Vaults vaults;
  private final Simulator simulator;
  private final Keys keys;
  private final Path folder;
  private final String prefix;
  private final Map<SerialNumber, String> names = new HashMap<>();

  CentrePremises(Simulator simulator, Pairings pairings, Vaults vaults, Keys keys)
      throws IOException, VaultException, KeyException {
    this.simulator = simulator;
    this.keys = keys;
    this.prefix = "q" + Bytes.of(keys.random(5)).hex() + ".";
    this.vaults = vaults.another();
    this.pairings = pairings.with(this.vaults);
    this.folder = Files.createTempDirectory("keywright-claims-");
    boolean open = false;
    try (var passphrase = KeyMaterial.consume(keys.random(PASSPHRASE))) {
      this.vault = this.vaults.create(folder.resolve("claims.kwv"), passphrase);
      var limits = new PairingEstate.Limits(MOST_HOSTS, MOST_HOSTS, Duration.ofDays(90));
      for (String estate : List.of(ESTATE, OTHER_ESTATE)) {
        this.pairings.createEstate(ACTOR, estate, 1, SETTINGS, 5, limits);
      }
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  SerialNumber module() throws Exception {
    return unit(Role.MS, ESTATE);
  }

  SerialNumber host() throws Exception {
    return unit(Role.MH, ESTATE);
  }

  /** A unit that the centre has given its keys. */
  SerialNumber unit(Role role, String estate) throws Exception {
    var serial = stranger();
    String name = prefix + (names.size() + 1);
    names.put(serial, name);
    simulator.create(
        new UnitOrder(
            role,
            List.of(new UnitOrder.Name(name, serial)),
            Optional.empty(),
            Bytes.of((byte) 1),
            Optional.empty()));
    var unit = new ProductionOrder.Unit(serial, endpoint(serial));
    var made = pairings.produce(new ProductionOrder(ACTOR, estate, 0, List.of(unit))).await();
    Observed.that(made.state() == JobState.DONE, "the production of a unit is " + made.state());
    return serial;
  }

  /** An identifier that nobody has. */
  SerialNumber stranger() {
    return SerialNumber.of(keys.random(SerialNumber.LENGTH));
  }

  private Endpoint endpoint(SerialNumber unit) {
    return new Endpoint("sim", names.getOrDefault(unit, "nobody"));
  }

  /** What a host shows its user when a module that it meets asks for a code. */
  CodePrompt shown(SerialNumber module, SerialNumber host) throws Exception {
    var outcome = meet(module, host, CodeSource.NONE).outcome();
    if (outcome instanceof ContactOutcome.CodeNeeded(CodePrompt prompt)) {
      return prompt;
    }
    throw new Observed.Otherwise("a code was not asked for: " + outcome);
  }

  Meeting meet(SerialNumber module, SerialNumber host, CodeSource codes) throws Exception {
    return pairings.contact(ACTOR, endpoint(module), endpoint(host), Optional.of(codes));
  }

  /** Asks the centre, as a help desk does for a user; the caller closes the answer. */
  CodeAnswer ask(SerialNumber module, SerialNumber host, long index, Optional<String> attestation)
      throws KeyException, VaultException {
    return pairings.code(new CodeRequest(ACTOR, "proof", module, host, index, attestation));
  }

  @Override
  public void close() throws IOException {
    new ArrayList<>(names.values()).forEach(simulator::remove);
    vaults.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
