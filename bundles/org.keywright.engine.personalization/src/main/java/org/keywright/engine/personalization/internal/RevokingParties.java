// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.Certificates;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.RevocationList.Revocation;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.crypto.pki.Validity;
import org.keywright.engine.personalization.Revocations;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.Enrolments.ReceivedList;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.Party;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Revocations of the parties of the open vault. */
@Component(service = Revocations.class)
public final class RevokingParties implements Revocations {
  private final Services services;
  private final Parties parties;

  /** Called by the framework. */
  @Activate
  public RevokingParties(@Reference Services services) {
    this.services = services;
    this.parties = new Parties(services);
  }

  @Override
  public IssuedCertificate revoke(String actor, Party issuer, Bytes serial, RevocationReason reason)
      throws VaultException {
    Vault vault = services.vault();
    return Acting.<IssuedCertificate, VaultException>perform(
        vault,
        actor,
        "perso:revoke",
        issuer + ", certificate " + serial.hex(),
        grant -> vault.certificates().revoke(grant, issuer, serial, reason));
  }

  @Override
  public RevocationList list(String actor, Party issuer, Duration next)
      throws VaultException, KeyException {
    Vault vault = services.vault();
    return Acting.<RevocationList, KeyException>perform(
        vault,
        actor,
        "perso:crl",
        issuer.toString(),
        grant -> {
          Map<Bytes, Revocation> revoked = new HashMap<>();
          vault
              .certificates()
              .forEachRevoked(
                  issuer,
                  services.now(),
                  each ->
                      revoked.put(
                          each.serial(),
                          new Revocation(
                              each.revoked().orElse(each.issued()),
                              each.reason().orElse(RevocationReason.UNSPECIFIED))));
          try (Credential credential = parties.credential(grant, vault, issuer)) {
            return services
                .certificates()
                .issueRevocationList(
                    credential,
                    revoked,
                    vault.certificates().nextListNumber(grant, issuer),
                    Validity.of(services.now(), next));
          }
        });
  }

  @Override
  public RevocationList receive(String actor, Party party, Bytes encoded)
      throws VaultException, KeyException {
    Vault vault = services.vault();
    RevocationList list = read(vault, party, encoded);
    return Acting.<RevocationList, VaultException>perform(
        vault,
        actor,
        "perso:crl",
        party + " takes list " + list.number() + " of " + list.issuer().subject().commonName(),
        grant -> {
          vault
              .enrolments()
              .saveList(
                  grant,
                  new ReceivedList(
                      party,
                      list.issuer().subjectKeyId().hex(),
                      list.number(),
                      list.encoded(),
                      list.validity().notBefore(),
                      list.validity().notAfter()));
          return list;
        });
  }

  private RevocationList read(Vault vault, Party party, Bytes encoded)
      throws VaultException, KeyException {
    Certificates certificates = services.certificates();
    ChainException last = null;
    for (Certificate issuer : issuers(vault, party)) {
      try {
        return certificates.readRevocationList(encoded.toArray(), issuer);
      } catch (ChainException e) {
        last = e;
      }
    }
    if (last == null || last.fault() == ChainFault.ENCODING) {
      throw last == null ? new KeyException("the " + party + " goes by nobody yet") : last;
    }
    throw new KeyException("the list is by nobody whom the " + party + " goes by", last);
  }

  private List<Certificate> issuers(Vault vault, Party party) throws VaultException, KeyException {
    var issuers = new ArrayList<Certificate>();
    issuers.add(parties.root(vault, party));
    if (party.role() == RootPurpose.CENTRAL_SYSTEM) {
      for (Enrolment unit : vault.enrolments().all(party, EnrolmentKind.PERSONALIZATION_UNIT)) {
        issuers.add(services.certificates().read(unit.certificate().toArray()));
      }
    }
    return issuers;
  }
}
