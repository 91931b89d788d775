// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Validity;
import org.keywright.engine.personalization.Manufacturers;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.IdentityGeneration;
import org.keywright.protocol.personalization.IdentityInstallation;
import org.keywright.protocol.personalization.ModuleNames;
import org.keywright.transport.AuthenticityException;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.Grant;
import org.keywright.vault.Party;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Manufacturers whose checking keys the open vault holds. */
@Component(service = Manufacturers.class)
public final class CertifyingManufacturers implements Manufacturers {
  private final Services services;
  private final Parties parties;

  /** Called by the framework. */
  @Activate
  public CertifyingManufacturers(@Reference Services services) {
    this.services = services;
    this.parties = new Parties(services);
  }

  @Override
  public Certificate create(String actor, String name, String organization)
      throws VaultException, KeyException {
    Vault vault = services.vault();
    Party party = Party.manufacturer(name);
    return Acting.<Certificate, KeyException>perform(
        vault,
        actor,
        "perso:manufacturer make",
        name,
        grant -> {
          try (EcKeyPair pair = services.ecKeys().generate()) {
            var root =
                services
                    .certificates()
                    .issueRoot(
                        pair,
                        DistinguishedName.of(organization, name),
                        new Validity(services.now().minus(Services.LEEWAY), Validity.NO_END));
            parties.keep(grant, vault, party, pair.privateKey(), root.encoded());
            return root;
          }
        });
  }

  @Override
  public Certificate root(String name) throws VaultException, KeyException {
    return parties.root(services.vault(), Party.manufacturer(name));
  }

  @Override
  public Certificate certify(
      String actor, String name, CertificateRequest request, Duration life, OptionalInt quota)
      throws VaultException, KeyException {
    Vault vault = services.vault();
    Party party = Party.manufacturer(name);
    return Acting.<Certificate, KeyException>perform(
        vault,
        actor,
        "perso:certify",
        name + " for " + request.subject().commonName(),
        grant -> {
          var wanted =
              new CertificateTemplate(
                  KeyPurpose.PERSONALIZER,
                  request.subject(),
                  request.publicKey(),
                  services.validity(life, parties.root(vault, party)),
                  Optional.empty(),
                  quota);
          Certificate made = issue(grant, vault, party, wanted, request.subject().commonName());
          vault.certificates().activate(grant, party, made.serial());
          return made;
        });
  }

  /** Signs and records a certificate. */
  private Certificate issue(
      Grant grant, Vault vault, Party party, CertificateTemplate wanted, String subject)
      throws VaultException, KeyException {
    try (Credential issuer = parties.credential(grant, vault, party)) {
      return parties.certify(grant, vault, party, issuer, wanted, subject);
    }
  }

  @Override
  public Bytes condemn(String actor, String name, SerialNumber module, Bytes challenge)
      throws VaultException, KeyException {
    Vault vault = services.vault();
    return parties.condemn(vault, actor, Party.manufacturer(name), module, challenge);
  }

  @Override
  public Certificate identify(String actor, String name, Endpoint module, Identity identity)
      throws LinkException, ModuleException, KeyException, VaultException {
    Vault vault = services.vault();
    Party party = Party.manufacturer(name);
    Certificate root = parties.root(vault, party);
    try (Link link = services.transports().open(module);
        Grant grant =
            vault.grant(
                new org.keywright.vault.Act(
                    actor, "perso:identify", name + " for " + module, ""))) {
      try {
        Certificate made =
            identified(grant, vault, party, root, new ModuleDialogue(link, module), identity);
        grant.succeeded(String.valueOf(made.subject()));
        return made;
      } catch (LinkException | ModuleException | KeyException e) {
        grant.failed(String.valueOf(e.getMessage()));
        throw e;
      }
    }
  }

  private Certificate identified(
      Grant grant,
      Vault vault,
      Party party,
      Certificate root,
      ModuleDialogue module,
      Identity identity)
      throws LinkException, ModuleException, KeyException, VaultException {
    module.select();
    var status = module.status();
    if (status.identified()) {
      return known(grant, vault, party, module, status.module());
    }
    var wanted = new IdentityGeneration(identity.organization(), identity.commonName());
    CertificateRequest request =
        services
            .certificates()
            .readRequest(
                status.hasIdentityKey()
                    ? module.identityRequestAgain()
                    : module.generateIdentity(wanted.encode()));
    requireName(request, wanted, status.module(), module);
    var template =
        new CertificateTemplate(
            KeyPurpose.IDENTITY, request.subject(), request.publicKey(), services.validity(root));
    Certificate made = issue(grant, vault, party, template, status.module().toString());
    module.installIdentity(
        new IdentityInstallation(
                root.encoded(), made.encoded(), identity.demands(), identity.central())
            .encode());
    vault.certificates().activate(grant, party, made.serial());
    return made;
  }

  private static void requireName(
      CertificateRequest request,
      IdentityGeneration wanted,
      SerialNumber number,
      ModuleDialogue module)
      throws AuthenticityException {
    var expected = ModuleNames.of(wanted.organization(), wanted.name(), number);
    if (!request.subject().equals(expected)) {
      throw new AuthenticityException(
          module.on("GENERATE IDENTITY"),
          "the request is for " + request.subject() + ", not for " + expected);
    }
  }

  /** A module keeps its identity for life: what it has is recorded, and nothing made anew. */
  private Certificate known(
      Grant grant, Vault vault, Party party, ModuleDialogue module, SerialNumber number)
      throws LinkException, ModuleException, KeyException, VaultException {
    Certificate held = services.certificates().read(module.identityCertificate());
    if (vault.certificates().find(party, held.serial()).isEmpty()) {
      throw new AuthenticityException(
          module.on("GET DATA"), "the module has an identity by another manufacturer");
    }
    try {
      if (!ModuleNames.module(held).equals(number)) {
        throw new AuthenticityException(
            module.on("GET DATA"), "the module shows the identity of another one");
      }
    } catch (Refusal e) {
      throw new AuthenticityException(module.on("GET DATA"), String.valueOf(e.getMessage()));
    }
    vault.certificates().activate(grant, party, held.serial());
    return held;
  }
}
