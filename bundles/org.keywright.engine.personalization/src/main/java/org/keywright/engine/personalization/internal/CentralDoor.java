// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.Party;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * Whom a central system admits: modules that a personalization unit which is enrolled now has
 * certified, and nobody whom a list at hand has revoked. Owns the central system's key. Safe for
 * use by many threads.
 */
final class CentralDoor implements AutoCloseable {
  private final Services services;
  private final Parties parties;
  private final Vault vault;
  private final Party party;
  private final Credential credential;
  private final Certificate root;

  CentralDoor(Services services, Vault vault, Party party, Credential credential)
      throws VaultException, KeyException {
    this.services = services;
    this.parties = new Parties(services);
    this.vault = vault;
    this.party = party;
    this.credential = credential;
    this.root = parties.root(vault, party);
  }

  Services services() {
    return services;
  }

  Vault vault() {
    return vault;
  }

  String name() {
    return party.name();
  }

  Credential credential() {
    return credential;
  }

  /** What a module has to show; the lists are read anew for each. */
  Trust trust() throws VaultException, KeyException {
    List<Certificate> issuers = new ArrayList<>();
    issuers.add(root);
    for (Enrolment unit : units()) {
      issuers.add(services.certificates().read(unit.certificate().toArray()));
    }
    return Trust.in(root, KeyPurpose.MODULE).heeding(parties.lists(vault, party, issuers));
  }

  private List<Enrolment> units() throws VaultException {
    return vault.enrolments().all(party, EnrolmentKind.PERSONALIZATION_UNIT);
  }

  /** The enrolled unit that has certified a module, if one has. */
  Optional<String> unitOf(CertificateChain module) throws VaultException, KeyException {
    if (module.certificates().size() < 2) {
      return Optional.empty();
    }
    Certificate issuer = module.certificates().get(1);
    for (Enrolment unit : units()) {
      Certificate enrolled = services.certificates().read(unit.certificate().toArray());
      if (enrolled.publicKey().equals(issuer.publicKey())) {
        return Optional.of(unit.name());
      }
    }
    return Optional.empty();
  }

  /** Whether a module that was admitted would be admitted now. */
  boolean stillAdmits(CertificateChain module) throws VaultException, KeyException {
    try {
      services.certificates().check(module, trust(), services.now());
      return unitOf(module).isPresent();
    } catch (ChainException e) {
      return false;
    }
  }

  /** Wipes the key. */
  @Override
  public void close() {
    credential.close();
  }
}
