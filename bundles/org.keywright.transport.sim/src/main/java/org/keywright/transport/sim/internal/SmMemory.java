// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Acknowledgement;
import org.keywright.protocol.personalization.Personalized;

/**
 * The non-volatile memory of a security module, immutable.
 *
 * @param module its id
 * @param dead whether everything was erased for good
 * @param identity its identity key and the request for a certificate of it, once made
 * @param installation what the manufacturer has put in
 * @param trustedTime the newest signed time that was seen
 * @param operation what the last run gave
 * @param slots its transaction keys
 */
record SmMemory(
    SerialNumber module,
    boolean dead,
    Optional<Identity> identity,
    Optional<Installation> installation,
    Instant trustedTime,
    Optional<Operation> operation,
    List<Slot> slots) {

  SmMemory {
    slots = List.copyOf(slots);
  }

  /**
   * The identity key.
   *
   * @param key private
   * @param request PKCS#10
   */
  record Identity(Key key, CertificateRequest request) {}

  /**
   * What the manufacturer has put in.
   *
   * @param root its checking key
   * @param certificate of the identity key
   * @param policyFloor what every order has to demand
   * @param wantedCentral the central system that the module insists on, or empty
   * @param revocations the newest list
   */
  record Installation(
      Certificate root,
      Certificate certificate,
      int policyFloor,
      String wantedCentral,
      Optional<RevocationList> revocations) {}

  /**
   * What a run gave.
   *
   * @param moduleKey private
   * @param moduleCertificate D0
   * @param unitCertificate of the unit that issued it
   * @param centralCertificate D1
   * @param centralName D2
   * @param centralAddress D4
   * @param acknowledgement ED
   */
  record Operation(
      Key moduleKey,
      Certificate moduleCertificate,
      Certificate unitCertificate,
      Certificate centralCertificate,
      String centralName,
      String centralAddress,
      Acknowledgement acknowledgement) {
    static Operation of(Personalized from) {
      return new Operation(
          from.moduleKey().privateKey(),
          from.moduleCertificate(),
          from.unitCertificate(),
          from.centralCertificate(),
          from.centralName(),
          from.centralAddress(),
          from.acknowledgement());
    }
  }

  /**
   * A place with a transaction key.
   *
   * @param number which, from 1
   * @param record the key
   */
  record Slot(int number, KeyRecord record) {}

  static SmMemory blank(SerialNumber module) {
    return new SmMemory(
        module,
        false,
        Optional.empty(),
        Optional.empty(),
        Instant.EPOCH,
        Optional.empty(),
        List.of());
  }

  SmMemory withIdentity(EcKeyPair pair, CertificateRequest request) {
    var made = Optional.of(new Identity(pair.privateKey(), request));
    return new SmMemory(module, dead, made, installation, trustedTime, operation, slots);
  }

  SmMemory with(Installation installed) {
    return new SmMemory(
        module, dead, identity, Optional.of(installed), trustedTime, operation, slots);
  }

  /** Without module key and transaction keys (claim 2). */
  SmMemory withoutOperation() {
    return new SmMemory(
        module, dead, identity, installation, trustedTime, Optional.empty(), List.of());
  }

  SmMemory with(Operation given, Instant time) {
    return new SmMemory(module, dead, identity, installation, time, Optional.of(given), List.of());
  }

  SmMemory with(Slot changed) {
    var next = new ArrayList<Slot>();
    slots.stream().filter(s -> s.number != changed.number).forEach(next::add);
    next.add(changed);
    return new SmMemory(module, dead, identity, installation, trustedTime, operation, next);
  }

  SmMemory withoutLife() {
    return new SmMemory(
        module, true, Optional.empty(), Optional.empty(), trustedTime, Optional.empty(), List.of());
  }

  Optional<Slot> slot(int number) {
    return slots.stream().filter(s -> s.number == number).findFirst();
  }
}
