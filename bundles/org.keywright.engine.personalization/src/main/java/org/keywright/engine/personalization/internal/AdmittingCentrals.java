// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.CentralSystems;
import org.keywright.engine.personalization.ServerSettings;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.vault.Act;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.Grant;
import org.keywright.vault.Party;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Central systems whose keys the open vault holds. */
@Component(service = CentralSystems.class)
public final class AdmittingCentrals implements CentralSystems {
  private final Services services;
  private final Parties parties;
  private final List<CentralListener> servers = new CopyOnWriteArrayList<>();

  /** Called by the framework. */
  @Activate
  public AdmittingCentrals(@Reference Services services) {
    this.services = services;
    this.parties = new Parties(services);
  }

  /** Called by the framework: ends all listening. */
  @Deactivate
  public void close() {
    servers.forEach(CentralListener::close);
  }

  @Override
  public CertificateRequest create(String actor, String name, String organization)
      throws VaultException, KeyException {
    return parties.make(actor, "perso:central make", Party.central(name), organization);
  }

  @Override
  public CertificateRequest request(String name) throws VaultException, KeyException {
    return parties.request(services.vault(), Party.central(name));
  }

  @Override
  public Certificate enrolUnit(String actor, String name, CertificateChain chain, Certificate root)
      throws VaultException, KeyException {
    Vault vault = services.vault();
    Party party = Party.central(name);
    services.certificates().check(chain, Trust.in(root, KeyPurpose.CENTRAL), services.now());
    if (chain.certificates().size() < 2) {
      throw new KeyException("the personalization unit's own certificate is missing");
    }
    Certificate unit = chain.certificates().get(1);
    return Acting.<Certificate, KeyException>perform(
        vault,
        actor,
        "perso:central enrol",
        name + " enrols the personalization unit " + unit.subject().commonName(),
        grant -> {
          parties.install(grant, vault, party, chain, root);
          Certificate endorsement = endorse(grant, vault, party, unit);
          vault
              .enrolments()
              .save(
                  grant,
                  new Enrolment(
                      party,
                      EnrolmentKind.PERSONALIZATION_UNIT,
                      Parties.safe(unit.subject().commonName()),
                      unit.encoded(),
                      Optional.of(endorsement.encoded()),
                      "",
                      services.now()));
          return endorsement;
        });
  }

  private Certificate endorse(Grant grant, Vault vault, Party party, Certificate unit)
      throws VaultException, KeyException {
    try (Credential credential = parties.credential(grant, vault, party)) {
      Certificate own = credential.certificate();
      var wanted =
          new CertificateTemplate(
              KeyPurpose.ENDORSEMENT, unit.subject(), unit.publicKey(), services.validity(own));
      String subject = unit.subject().commonName();
      Certificate made = parties.certify(grant, vault, party, credential, wanted, subject);
      vault.certificates().activate(grant, party, made.serial());
      return made;
    }
  }

  @Override
  public void removeUnit(String actor, String name, String unit) throws VaultException {
    Vault vault = services.vault();
    Acting.<String, VaultException>perform(
        vault,
        actor,
        "perso:central remove",
        name + " ends the enrolment of " + unit,
        grant -> {
          vault
              .enrolments()
              .remove(grant, Party.central(name), EnrolmentKind.PERSONALIZATION_UNIT, unit);
          return unit;
        });
  }

  @Override
  public CentralServer start(
      String actor,
      String name,
      InetSocketAddress at,
      ServerSettings settings,
      Optional<KeyLoad.Form> load)
      throws IOException, VaultException, KeyException {
    Vault vault = services.vault();
    Grant grant = vault.grant(new Act(actor, "perso:central start", name + " listens", ""));
    Credential credential = null;
    boolean started = false;
    try {
      Party party = Party.central(name);
      credential = parties.credential(grant, vault, party);
      var door = new CentralDoor(services, vault, party, credential);
      var server = new CentralListener(door, grant, at, settings, load, servers::remove);
      servers.add(server);
      server.start();
      started = true;
      return server;
    } finally {
      if (!started) {
        if (credential != null) {
          credential.close();
        }
        grant.failed("it does not listen");
        grant.close();
      }
    }
  }

  @Override
  public List<CentralServer> servers() {
    return List.copyOf(servers);
  }
}
