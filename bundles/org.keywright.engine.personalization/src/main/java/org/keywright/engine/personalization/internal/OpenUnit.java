// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.Trust;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.vault.Act;
import org.keywright.vault.CertificateState;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.Grant;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.Party;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * A personalization unit at work: its key, its certificates, and the modules that it has to do with
 * now. Owns the key. Safe for use by many threads.
 */
final class OpenUnit implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Services services;
  private final Parties parties;
  private final Vault vault;
  private final Party party;
  private final Credential credential;
  private final Certificate root;
  private final Grant grant;
  private final Set<SerialNumber> busy = new HashSet<>();

  /** Opens the unit's key; the grant is good for as long as the unit is open. */
  OpenUnit(Services services, Vault vault, String name, Grant grant)
      throws VaultException, KeyException {
    this.services = services;
    this.grant = grant;
    this.parties = new Parties(services);
    this.vault = vault;
    this.party = Party.unit(name);
    this.root = parties.root(vault, party);
    this.credential = parties.credential(grant, vault, party);
  }

  Services services() {
    return services;
  }

  Vault vault() {
    return vault;
  }

  Party party() {
    return party;
  }

  /**
   * Asks for leave to what somebody wants of the unit, who has the right of its opener, while the
   * unit's key may still be used.
   */
  Grant leave(Act act) throws VaultException {
    grant.requireInForce();
    return grant.below(act);
  }

  Credential credential() {
    return credential;
  }

  Certificate certificate() {
    return credential.certificate();
  }

  /** Whose certificates count at the unit's door. */
  Trust doorTrust() throws VaultException, KeyException {
    return Trust.in(root, KeyPurpose.IDENTITY, KeyPurpose.IDENTIFICATION, KeyPurpose.APPLIANCE)
        .heeding(lists());
  }

  private List<RevocationList> lists() throws VaultException, KeyException {
    return parties.lists(vault, party, List.of(root));
  }

  /**
   * Checks that a module has its identity by the manufacturer.
   *
   * @throws Refusal 9E36 if it is revoked or out of date, else 6982
   */
  void requireIdentity(Certificate identity) throws Refusal {
    try {
      services
          .certificates()
          .check(
              CertificateChain.of(identity),
              Trust.in(root, KeyPurpose.IDENTITY).heeding(lists()),
              services.now());
    } catch (ChainException e) {
      throw new Refusal(
          switch (e.fault()) {
            case REVOKED, EXPIRED, NOT_YET_VALID -> 0x9E36;
            default -> 0x6982;
          },
          String.valueOf(e.getMessage()));
    } catch (VaultException | KeyException e) {
      throw new Refusal(0x6581, String.valueOf(e.getMessage()));
    }
  }

  /** Whether a user's device is one of this unit, by a certificate that it did not revoke. */
  boolean knows(Certificate device) throws VaultException {
    return vault
        .certificates()
        .find(party, device.serial())
        .filter(found -> found.encoded().equals(device.encoded()))
        .map(IssuedCertificate::state)
        .filter(state -> state == CertificateState.ACTIVE)
        .isPresent();
  }

  Optional<Enrolment> central(String name) throws VaultException {
    return vault.enrolments().find(party, EnrolmentKind.CENTRAL_SYSTEM, name);
  }

  /**
   * Takes a module to work with. One that comes again at once, because its last link broke, waits
   * for the end of that.
   *
   * @return false if the run before does not end
   */
  boolean take(SerialNumber module) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    synchronized (busy) {
      while (!busy.add(module)) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        busy.wait(left);
      }
      return true;
    }
  }

  void give(SerialNumber module) {
    synchronized (busy) {
      busy.remove(module);
      busy.notifyAll();
    }
  }

  /** Wipes the key. */
  @Override
  public void close() {
    credential.close();
  }
}
