// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.DecimalCode;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.engine.internal.VirtualJobRunner;
import org.keywright.engine.pairing.CodeAnswer;
import org.keywright.engine.pairing.CodeRequest;
import org.keywright.engine.pairing.Pairings;
import org.keywright.engine.pairing.internal.PairingEngine;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.internal.PluggedTransports;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingUnitState;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;

/** The centre over a vault of a test, with an estate named pay-tv and a clock that it turns. */
final class TestCentre implements AutoCloseable {
  static final String ACTOR = "help desk";
  static final Act ACT = new Act("tester", "test", "pay-tv", "");
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  final TestCrypto crypto = new TestCrypto();
  final PluggedTransports transports = new PluggedTransports();
  final VirtualJobRunner runner = new VirtualJobRunner();
  final Passphrases passphrases =
      new Passphrases() {
        private final Passphrases real = new Argon2Passphrases(crypto.primitives);

        @Override
        public Key stretch(KeyMaterial passphrase, Bytes salt, Passphrases.Cost cost)
            throws KeyException {
          return real.stretch(passphrase, salt, new Passphrases.Cost(64, 1, 1));
        }
      };
  final JdbcVaults vaults =
      JdbcVaults.with(
          crypto.sealing,
          passphrases,
          crypto.keys,
          new Settings(Clock.systemUTC(), new Passphrases.Cost(64, 1, 1), 0));
  final Path file;
  final Pairings pairings;
  Instant now = BEGIN;

  /** A new vault in a folder, or the one that is there. */
  TestCentre(Path folder) throws VaultException, KeyException {
    file = folder.resolve("centre.kwv");
    boolean there = Files.exists(file);
    try (var passphrase = passphrase()) {
      if (there) {
        vaults.open(file, passphrase);
      } else {
        vaults.create(file, passphrase);
      }
    }
    pairings =
        new PairingEngine(vaults, crypto.suites, crypto.keys, passphrases, transports, runner)
            .datedBy(() -> now);
    if (there) {
      return;
    }
    pairings.createEstate(
        "officer",
        "pay-tv",
        1,
        PolicySettings.DEFAULT,
        5,
        new PairingEstate.Limits(5, 4, Duration.ofDays(90)));
  }

  static KeyMaterial passphrase() {
    return KeyMaterial.consume("correct horse battery".getBytes(StandardCharsets.UTF_8));
  }

  Vault vault() throws VaultException {
    return vaults.require();
  }

  void reopen() throws VaultException {
    vaults.close();
    try (var passphrase = passphrase()) {
      vaults.open(file, passphrase);
    }
  }

  void turn(Duration by) {
    now = now.plus(by);
  }

  /** Enters modules and hosts that somebody else made. */
  void enter(List<String> modules, List<String> hosts) throws VaultException {
    Vault vault = vault();
    PairingEstate estate = vault.pairings().requireEstate("pay-tv");
    try (Grant grant = vault.grant(ACT)) {
      vault
          .pairings()
          .addModules(
              grant,
              modules.stream().map(id -> PairingModule.made(id, estate, 1, 1, 0, BEGIN)).toList());
      vault
          .pairings()
          .addHosts(
              grant,
              hosts.stream()
                  .map(id -> new PairingHost(id, "pay-tv", 1, 1, PairingUnitState.ACTIVE, BEGIN))
                  .toList());
      grant.succeeded("");
    }
  }

  CodeAnswer ask(String module, String host, long index, Optional<String> attestation)
      throws KeyException, VaultException {
    return pairings.code(
        new CodeRequest(
            ACTOR,
            "ticket 7",
            SerialNumber.parse(module),
            SerialNumber.parse(host),
            index,
            attestation));
  }

  /** The attestation that the true module shows. */
  String attestation(String module, String host, long index) throws Exception {
    try (Grant grant = vault().grant(ACT);
        Key root = grant.root(RootPurpose.PAIRING_MODULE_ROOT, "pay-tv", 1);
        Key moduleKey = PairingKeys.moduleKey(crypto.literal(), root, SerialNumber.parse(module));
        Key codeKey =
            PairingKeys.codeKey(crypto.literal(), moduleKey, SerialNumber.parse(module))) {
      return PairingCodes.attestation(
          crypto.literal(), codeKey, SerialNumber.parse(module), SerialNumber.parse(host), index);
    }
  }

  /** The code that the true module awaits. */
  KeyMaterial code(String module, String host, long index) throws Exception {
    try (Grant grant = vault().grant(ACT);
        Key root = grant.root(RootPurpose.PAIRING_MODULE_ROOT, "pay-tv", 1);
        Key moduleKey = PairingKeys.moduleKey(crypto.literal(), root, SerialNumber.parse(module));
        Key codeKey =
            PairingKeys.codeKey(crypto.literal(), moduleKey, SerialNumber.parse(module))) {
      return PairingCodes.code(
          crypto.literal(),
          codeKey,
          CodeRule.DEFAULT,
          SerialNumber.parse(module),
          SerialNumber.parse(host),
          index);
    }
  }

  /** The code by which the true module erases. */
  KeyMaterial erasureCode(String module, String host, long index) throws Exception {
    try (Grant grant = vault().grant(ACT);
        Key root = grant.root(RootPurpose.PAIRING_MODULE_ROOT, "pay-tv", 1);
        Key moduleKey = PairingKeys.moduleKey(crypto.literal(), root, SerialNumber.parse(module));
        Key codeKey =
            PairingKeys.codeKey(crypto.literal(), moduleKey, SerialNumber.parse(module))) {
      return PairingCodes.erasure(
          crypto.literal(),
          codeKey,
          CodeRule.DEFAULT,
          SerialNumber.parse(module),
          SerialNumber.parse(host),
          index);
    }
  }

  /** The digits of a code, for comparing. */
  static String digits(KeyMaterial code) {
    return DecimalCode.read(code);
  }

  @Override
  public void close() {
    vaults.close();
  }
}
