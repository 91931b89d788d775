// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.keywright.crypto.Cbc;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.KeyBlocks;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Pakes;
import org.keywright.crypto.Sealing;
import org.keywright.crypto.Suites;
import org.keywright.crypto.channel.SecureChannels;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.Certificates;
import org.keywright.crypto.pki.Validity;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.transport.Transports;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What every part of the engine works with. Safe for use by many threads. */
@Component(service = Services.class)
public final class Services {
  private static final int LITERAL = 0x01;

  /** By how much certificates begin before they are made. */
  static final Duration LEEWAY = Duration.ofMinutes(10);

  private final Vaults vaults;
  private final Transports transports;
  private final SecureChannels channels;
  private final Suites suites;
  private final EcKeys ecKeys;
  private final Hkdf hkdf;
  private final Pakes pakes;
  private final Certificates certificates;
  private final Keys keys;
  private final KeyBlocks keyBlocks;
  private final Sealing sealing;
  private final Cbc cbc;
  private final Clock clock;

  /** Called by the framework. */
  @Activate
  public Services(
      @Reference Vaults vaults,
      @Reference Transports transports,
      @Reference SecureChannels channels,
      @Reference Suites suites,
      @Reference EcKeys ecKeys,
      @Reference Hkdf hkdf,
      @Reference Pakes pakes,
      @Reference Certificates certificates,
      @Reference Keys keys,
      @Reference KeyBlocks keyBlocks,
      @Reference Sealing sealing,
      @Reference Cbc cbc) {
    this.vaults = vaults;
    this.transports = transports;
    this.channels = channels;
    this.suites = suites;
    this.ecKeys = ecKeys;
    this.hkdf = hkdf;
    this.pakes = pakes;
    this.certificates = certificates;
    this.keys = keys;
    this.keyBlocks = keyBlocks;
    this.sealing = sealing;
    this.cbc = cbc;
    this.clock = Clock.systemUTC();
  }

  private Services(Services other, Vaults vaults, Clock clock) {
    this.vaults = vaults;
    this.transports = other.transports;
    this.channels = other.channels;
    this.suites = other.suites;
    this.ecKeys = other.ecKeys;
    this.hkdf = other.hkdf;
    this.pakes = other.pakes;
    this.certificates = other.certificates;
    this.keys = other.keys;
    this.keyBlocks = other.keyBlocks;
    this.sealing = other.sealing;
    this.cbc = other.cbc;
    this.clock = clock;
  }

  /** The same by another clock. */
  public Services at(Clock other) {
    return new Services(this, vaults, other);
  }

  /** The same with another holder of vaults. */
  Services with(Vaults other) {
    return new Services(this, other, clock);
  }

  Vault vault() throws VaultException {
    return vaults.require();
  }

  Transports transports() {
    return transports;
  }

  SecureChannels channels() {
    return channels;
  }

  EcKeys ecKeys() {
    return ecKeys;
  }

  Certificates certificates() {
    return certificates;
  }

  Keys keys() {
    return keys;
  }

  Sealing sealing() {
    return sealing;
  }

  Clock clock() {
    return clock;
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * A validity that begins a little before now, but not before its issuer's, for others' clocks are
   * late and a module takes its time from the beginning of a run.
   */
  Validity validity(Duration life, Certificate issuer) {
    Instant from = from(issuer);
    Instant most = issuer.validity().notAfter();
    return new Validity(from, from.plus(life).isAfter(most) ? most : from.plus(life));
  }

  /** The same for as long as the issuer's certificate is valid. */
  Validity validity(Certificate issuer) {
    return new Validity(from(issuer), issuer.validity().notAfter());
  }

  private Instant from(Certificate issuer) {
    Instant from = now().minus(LEEWAY);
    Instant earliest = issuer.validity().notBefore();
    return from.isBefore(earliest) ? earliest : from;
  }

  /** What the protocol's procedures compute with; suite 01 may have gone meanwhile. */
  Cryptography cryptography() throws KeyException {
    return new Cryptography(
        ecKeys, hkdf, pakes, certificates, keys, keyBlocks, sealing, cbc, suites.require(LITERAL));
  }
}
