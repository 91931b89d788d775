// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EntropySource;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Acknowledgement;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.ModuleMemory;
import org.keywright.protocol.personalization.Personalized;

/** The memory of a module that is identified, and stays so whatever is written; it counts that. */
final class StillModule implements ModuleMemory {
  int commits;
  private final Bureau bureau;
  private final SerialNumber module;
  private final EcKeyPair identity;
  private final Certificate certificate;
  private final EntropySource noise;
  private final byte[] tan;

  StillModule(
      Bureau bureau,
      SerialNumber module,
      EcKeyPair identity,
      Certificate certificate,
      EntropySource noise,
      byte[] tan) {
    this.bureau = bureau;
    this.module = module;
    this.identity = identity;
    this.certificate = certificate;
    this.noise = noise;
    this.tan = tan;
  }

  @Override
  public SerialNumber module() {
    return module;
  }

  @Override
  public Certificate identityCertificate() {
    return certificate;
  }

  @Override
  public Certificate root() {
    return bureau.root;
  }

  @Override
  public List<RevocationList> revocationLists() {
    return List.of();
  }

  @Override
  public Bytes firmwareDigest() {
    return Bytes.of(Pinned.value("firmware"));
  }

  @Override
  public int policyFloor() {
    return 0;
  }

  @Override
  public String wantedCentral() {
    return "";
  }

  @Override
  public Instant trustedTime() {
    return bureau.now();
  }

  @Override
  public LifeCycle state() {
    return LifeCycle.IDENTIFIED;
  }

  @Override
  public Optional<Acknowledgement> acknowledgement() {
    return Optional.empty();
  }

  @Override
  public byte[] signWithIdentity(byte[] message) throws KeyException {
    return bureau.real.ecKeys().sign(identity.privateKey(), message);
  }

  @Override
  public EntropySource noise() {
    return noise;
  }

  @Override
  public void enter() {
    // It has nothing that it would have to erase.
  }

  @Override
  public Optional<KeyMaterial> takeTan() {
    return Optional.of(KeyMaterial.copyOf(tan));
  }

  @Override
  public void commit(Personalized personalized) {
    commits++;
    personalized.moduleKey().close();
  }
}
