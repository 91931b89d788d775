// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.engine.personalization.DeviceKind;
import org.keywright.engine.personalization.OrderRequest;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.engine.personalization.PersonalizationUnits;
import org.keywright.engine.personalization.PlacedOrder;
import org.keywright.engine.personalization.RunOutcome;
import org.keywright.engine.personalization.ServerSettings;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.Act;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.Grant;
import org.keywright.vault.Party;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.WorkOrder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Personalization units whose keys the open vault holds. */
@Component(service = PersonalizationUnits.class)
public final class CertifyingUnits implements PersonalizationUnits {
  private static final Duration LONGEST = Duration.ofDays(365);

  private final Services services;
  private final Parties parties;
  private final OrderDesk orders;
  private final List<UnitListener> servers = new CopyOnWriteArrayList<>();

  /** Called by the framework. */
  @Activate
  public CertifyingUnits(@Reference Services services) {
    this.services = services;
    this.parties = new Parties(services);
    this.orders = new OrderDesk(services, parties);
  }

  /** Called by the framework: ends all listening. */
  @Deactivate
  public void close() {
    servers.forEach(UnitListener::close);
  }

  @Override
  public CertificateRequest create(String actor, String name, String organization)
      throws VaultException, KeyException {
    return parties.make(actor, "perso:unit make", Party.unit(name), organization);
  }

  @Override
  public CertificateRequest request(String name) throws VaultException, KeyException {
    return parties.request(services.vault(), Party.unit(name));
  }

  @Override
  public Condemnation condemn(String actor, String name, SerialNumber module, Bytes challenge)
      throws VaultException, KeyException {
    Vault vault = services.vault();
    Party party = Party.unit(name);
    Certificate own = parties.chain(vault, party).leaf();
    return new Condemnation(own, parties.condemn(vault, actor, party, module, challenge));
  }

  @Override
  public Certificate install(String actor, String name, Certificate certificate, Certificate root)
      throws VaultException, KeyException {
    Vault vault = services.vault();
    var chain = CertificateChain.of(certificate);
    services.certificates().check(chain, Trust.in(root, KeyPurpose.PERSONALIZER), services.now());
    return Acting.<Certificate, KeyException>perform(
        vault,
        actor,
        "perso:unit install",
        name + " takes its certificate",
        grant -> {
          parties.install(grant, vault, Party.unit(name), chain, root);
          return certificate;
        });
  }

  @Override
  public CertificateChain enrolCentral(
      String actor, String name, CertificateRequest request, String address)
      throws VaultException, KeyException {
    Vault vault = services.vault();
    Party party = Party.unit(name);
    String central = request.subject().commonName();
    return Acting.<CertificateChain, KeyException>perform(
        vault,
        actor,
        "perso:unit enrol",
        name + " enrols the central system " + central,
        grant -> {
          CertificateChain made = certify(grant, vault, party, KeyPurpose.CENTRAL, request);
          Optional<Enrolment> before =
              vault.enrolments().find(party, EnrolmentKind.CENTRAL_SYSTEM, central);
          vault
              .enrolments()
              .save(
                  grant,
                  new Enrolment(
                      party,
                      EnrolmentKind.CENTRAL_SYSTEM,
                      central,
                      made.leaf().encoded(),
                      before.flatMap(Enrolment::cross),
                      address,
                      services.now()));
          return made;
        });
  }

  private CertificateChain certify(
      Grant grant, Vault vault, Party party, KeyPurpose purpose, CertificateRequest request)
      throws VaultException, KeyException {
    try (Credential credential = parties.credential(grant, vault, party)) {
      Certificate own = credential.certificate();
      var wanted =
          new CertificateTemplate(
              purpose, request.subject(), request.publicKey(), services.validity(LONGEST, own));
      String subject = request.subject().commonName();
      Certificate made = parties.certify(grant, vault, party, credential, wanted, subject);
      vault.certificates().activate(grant, party, made.serial());
      return credential.chain().below(made);
    }
  }

  @Override
  public void endorsed(String actor, String name, Certificate endorsement)
      throws VaultException, KeyException {
    Vault vault = services.vault();
    Party party = Party.unit(name);
    Certificate own = parties.chain(vault, party).leaf();
    Certificate root = parties.root(vault, party);
    if (!endorsement.purpose().equals(Optional.of(KeyPurpose.ENDORSEMENT))) {
      throw new KeyException("the certificate of " + endorsement.subject() + " endorses nobody");
    }
    Enrolment central = endorser(vault, party, endorsement);
    var chain =
        CertificateChain.of(
            endorsement, services.certificates().read(central.certificate().toArray()), own);
    services
        .certificates()
        .check(chain, Trust.in(root, KeyPurpose.ENDORSEMENT).only(own.publicKey()), services.now());
    Acting.<Enrolment, VaultException>perform(
        vault,
        actor,
        "perso:unit endorsed",
        name + " takes the endorsement of " + central.name(),
        grant ->
            vault
                .enrolments()
                .save(
                    grant,
                    new Enrolment(
                        party,
                        central.kind(),
                        central.name(),
                        central.certificate(),
                        Optional.of(endorsement.encoded()),
                        central.address(),
                        services.now())));
  }

  private static Enrolment endorser(Vault vault, Party party, Certificate endorsement)
      throws VaultException, KeyException {
    String name = endorsement.issuer().commonName();
    return vault
        .enrolments()
        .find(party, EnrolmentKind.CENTRAL_SYSTEM, name)
        .orElseThrow(
            () -> new KeyException("the central system '" + name + "' is not enrolled here"));
  }

  @Override
  public CertificateChain enrolDevice(
      String actor, String name, DeviceKind kind, CertificateRequest request)
      throws VaultException, KeyException {
    Vault vault = services.vault();
    return Acting.<CertificateChain, KeyException>perform(
        vault,
        actor,
        "perso:unit enrol",
        name + " enrols " + request.subject().commonName(),
        grant -> certify(grant, vault, Party.unit(name), kind.purpose(), request));
  }

  @Override
  public PlacedOrder order(String actor, OrderRequest request) throws VaultException {
    return orders.place(actor, request);
  }

  @Override
  public WorkOrder cancel(String actor, long order) throws VaultException {
    return orders.cancel(actor, order);
  }

  @Override
  public RunOutcome run(String actor, String name, Endpoint module, boolean userAct)
      throws LinkException, ModuleException, KeyException, VaultException {
    Vault vault = services.vault();
    try (Grant grant = vault.grant(new Act(actor, "perso:run", name + " on " + module, ""));
        var unit = new OpenUnit(services, vault, name, grant)) {
      RunOutcome outcome =
          new LocalLink(unit).run(actor, module, userAct, RunAuthority.Issuing.UNWATCHED);
      if (outcome.active()) {
        grant.succeeded(outcome.module() + " is active");
      } else {
        grant.failed(outcome.reason());
      }
      return outcome;
    }
  }

  @Override
  public PersonalizationServer start(
      String actor, String name, InetSocketAddress at, ServerSettings settings)
      throws IOException, VaultException, KeyException {
    Vault vault = services.vault();
    Grant grant = vault.grant(new Act(actor, "perso:unit start", name + " listens", ""));
    OpenUnit unit = null;
    boolean started = false;
    try {
      unit = new OpenUnit(services, vault, name, grant);
      var server = new UnitListener(unit, grant, at, settings, servers::remove);
      servers.add(server);
      server.start();
      started = true;
      return server;
    } finally {
      if (!started) {
        if (unit != null) {
          unit.close();
        }
        grant.failed("it does not listen");
        grant.close();
      }
    }
  }

  @Override
  public List<PersonalizationServer> servers() {
    return List.copyOf(servers);
  }

  @Override
  public List<String> compare(String name) throws VaultException {
    Vault vault = services.vault();
    Party party = Party.unit(name);
    Parties.require(vault, party);
    return new Comparison(vault, party).faults();
  }
}
