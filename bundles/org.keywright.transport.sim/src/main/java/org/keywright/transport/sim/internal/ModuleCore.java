// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.EntropySource;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Acknowledgement;
import org.keywright.protocol.personalization.CertificateChecks;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.ModuleMemory;
import org.keywright.protocol.personalization.ModuleStatus;
import org.keywright.protocol.personalization.Personalized;
import org.keywright.transport.sim.internal.SmMemory.Installation;
import org.keywright.transport.sim.internal.SmMemory.Operation;

/**
 * What a security module holds, volatile and not, and the rules of its life; what its local channel
 * and its network side share. For the one thread that carries out a command or a message.
 */
final class ModuleCore implements ModuleMemory {
  private static final Duration ACT_LIFE = Duration.ofMinutes(2);
  private static final Duration TAN_LIFE = Duration.ofMinutes(10);
  private static final int MOST_FAILURES = 0xFFFF;

  private final Cryptography crypto;
  private final EntropySource noise;
  private final Bytes firmwareDigest;
  private final InstantSource clock;
  private final NonVolatile<SmMemory> memory;
  private @Nullable KeyMaterial tan;
  private Instant tanUntil = Instant.MIN;
  private Instant actUntil = Instant.MIN;
  private int failures;
  private boolean personalizing;

  ModuleCore(
      Cryptography crypto,
      EntropySource noise,
      Bytes firmwareDigest,
      InstantSource clock,
      NonVolatile<SmMemory> memory) {
    this.crypto = crypto;
    this.noise = noise;
    this.firmwareDigest = firmwareDigest;
    this.clock = clock;
    this.memory = memory;
  }

  Cryptography crypto() {
    return crypto;
  }

  NonVolatile<SmMemory> memory() {
    return memory;
  }

  SmMemory now() {
    return memory.current();
  }

  Instant instant() {
    return clock.instant();
  }

  /** A run is under way, or its link is not closed yet: keys that it gave are not used before. */
  void personalizing(boolean under) {
    personalizing = under;
  }

  LifeCycle shownState() {
    return personalizing ? LifeCycle.PERSONALIZING : state();
  }

  /** Something failed that a counter shall show. */
  void countFailure() {
    failures = Math.min(MOST_FAILURES, failures + 1);
  }

  /** What the module has, once it is in operation and no run is under way. */
  Operation requireOperation() throws Refusal {
    if (personalizing) {
      throw new Refusal(0x6985);
    }
    return now().operation().orElseThrow(() -> new Refusal(0x6985));
  }

  /** What the manufacturer has put in; 6985 without. */
  Installation requireInstallation() throws Refusal {
    return now().installation().orElseThrow(() -> new Refusal(0x6985));
  }

  CertificateChecks checks() throws Refusal {
    var installed = requireInstallation();
    return new CertificateChecks(
        crypto.certificates(),
        installed.root(),
        revocationLists(),
        installed.certificate().subject().organization());
  }

  /** Believes the certificate of a unit as far as that can be said without its signed time. */
  Certificate linkedUnit(Bytes encoded) throws Refusal {
    try {
      Instant begins = crypto.certificates().read(encoded.toArray()).validity().notBefore();
      Instant trusted = trustedTime();
      return checks().unit(encoded, begins.isAfter(trusted) ? begins : trusted);
    } catch (KeyException e) {
      throw new Refusal(0x9E35, e.getMessage());
    }
  }

  /** Believes whoever has the one key that the personalization named (claim 4). */
  Certificate linkedCentral(Bytes encoded) throws Refusal {
    EcPublicKey awaited = requireOperation().centralCertificate().publicKey();
    try {
      Certificate shown = crypto.certificates().read(encoded.toArray());
      if (shown.publicKey().equals(awaited)) {
        return shown;
      }
    } catch (KeyException e) {
      throw new Refusal(0x9E35, e.getMessage());
    }
    throw new Refusal(0x6982, "it is not the module's central system");
  }

  void userAct() throws Refusal {
    requireInstallation();
    actUntil = instant().plus(ACT_LIFE);
  }

  /** Spends the user's act; 6985 if there was none (claim 12). */
  void spendUserAct() throws Refusal {
    boolean armed = armed();
    actUntil = Instant.MIN;
    if (!armed) {
      throw new Refusal(0x6985, "the user has not started it");
    }
  }

  private boolean armed() {
    return !instant().isAfter(actUntil);
  }

  /** Takes a TAN, which is this object's from now on. */
  void enterTan(KeyMaterial entered) throws Refusal {
    if (now().installation().isEmpty()) {
      entered.close();
      throw new Refusal(0x6985);
    }
    forgetTan();
    tan = entered;
    tanUntil = instant().plus(TAN_LIFE);
  }

  @Override
  public Optional<KeyMaterial> takeTan() {
    KeyMaterial entered = tan;
    tan = null;
    if (entered != null && instant().isAfter(tanUntil)) {
      entered.close();
      entered = null;
    }
    return Optional.ofNullable(entered);
  }

  private void forgetTan() {
    takeTan().ifPresent(KeyMaterial::close);
  }

  /** Loses the volatile memory. */
  void forget() {
    forgetTan();
    actUntil = Instant.MIN;
    failures = 0;
    personalizing = false;
  }

  ModuleStatus status() {
    var now = now();
    return new ModuleStatus(
        shownState(),
        now.module(),
        now.identity().isPresent(),
        armed(),
        tan != null && !instant().isAfter(tanUntil),
        now.trustedTime(),
        now.operation().map(o -> o.acknowledgement().order()),
        now.operation().map(o -> new ModuleStatus.Central(o.centralName(), o.centralAddress())),
        failures,
        now.slots().stream()
            .map(s -> new ModuleStatus.SlotKey(s.number(), s.record().keyVersion()))
            .toList());
  }

  @Override
  public SerialNumber module() {
    return now().module();
  }

  @Override
  public Certificate identityCertificate() {
    return now().installation().orElseThrow().certificate();
  }

  @Override
  public Certificate root() {
    return now().installation().orElseThrow().root();
  }

  @Override
  public List<RevocationList> revocationLists() {
    return now().installation().flatMap(Installation::revocations).stream().toList();
  }

  @Override
  public Bytes firmwareDigest() {
    return firmwareDigest;
  }

  @Override
  public int policyFloor() {
    return now().installation().orElseThrow().policyFloor();
  }

  @Override
  public String wantedCentral() {
    return now().installation().orElseThrow().wantedCentral();
  }

  @Override
  public Instant trustedTime() {
    return now().trustedTime();
  }

  @Override
  public LifeCycle state() {
    var now = now();
    if (now.dead()) {
      return LifeCycle.DEAD;
    }
    if (now.installation().isEmpty()) {
      return LifeCycle.VIRGIN;
    }
    return now.operation().isPresent() ? LifeCycle.OPERATIONAL : LifeCycle.IDENTIFIED;
  }

  @Override
  public Optional<Acknowledgement> acknowledgement() {
    return now().operation().map(Operation::acknowledgement);
  }

  @Override
  public byte[] signWithIdentity(byte[] message) throws KeyException {
    return crypto.ecKeys().sign(now().identity().orElseThrow().key(), message);
  }

  @Override
  public EntropySource noise() {
    return noise;
  }

  @Override
  public void enter() throws Refusal {
    if (now().operation().isPresent()) {
      replace(now().withoutOperation());
    }
    personalizing = true;
  }

  @Override
  public void commit(Personalized personalized) throws Refusal {
    Key made = personalized.moduleKey().privateKey();
    try {
      replace(now().with(Operation.of(personalized), personalized.time()));
    } finally {
      memory.wipeUnlessHeld(made);
    }
  }

  /** Commits, and wipes the keys that have gone out of the memory. */
  void replace(SmMemory next) throws Refusal {
    var before = new ArrayList<>(memory.keys());
    try {
      memory.commit(next);
    } finally {
      before.forEach(memory::wipeUnlessHeld);
    }
  }
}
