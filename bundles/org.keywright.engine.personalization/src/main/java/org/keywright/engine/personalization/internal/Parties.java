// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Decommissioning;
import org.keywright.vault.Act;
import org.keywright.vault.CertificateRegister.NewCertificate;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.Enrolments.ReceivedList;
import org.keywright.vault.Grant;
import org.keywright.vault.Party;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * The keys and certificates of parties, as the vault keeps them: beside a private key its request,
 * or a manufacturer's root; what certified it as enrolments. Safe for use by many threads.
 */
final class Parties {
  /** A party has one key; who wants another takes another name. */
  private static final int GENERATION = 1;

  private final Services services;

  Parties(Services services) {
    this.services = services;
  }

  /** Makes a party's key, and its request for a certificate. */
  CertificateRequest make(String actor, String verb, Party party, String organization)
      throws VaultException, KeyException {
    Vault vault = services.vault();
    return Acting.<CertificateRequest, KeyException>perform(
        vault::grant,
        new Act(actor, verb, party.toString(), "of " + organization),
        grant -> {
          try (EcKeyPair pair = services.ecKeys().generate()) {
            var subject = DistinguishedName.of(organization, party.name());
            var request = services.certificates().request(pair.privateKey(), subject);
            keep(grant, vault, party, pair.privateKey(), request.encoded());
            return request;
          }
        });
  }

  /** Keeps a party's private key with what is public beside it. */
  void keep(Grant grant, Vault vault, Party party, Key privateKey, Bytes publicPart)
      throws VaultException {
    vault.roots().create(grant, party.role(), party.name(), GENERATION, privateKey, publicPart);
  }

  private static Bytes publicPart(Vault vault, Party party) throws VaultException {
    return vault.roots().require(party.role(), party.name(), GENERATION).publicPart();
  }

  /** Demands that the vault has a party of this name. */
  static void require(Vault vault, Party party) throws VaultException {
    publicPart(vault, party);
  }

  CertificateRequest request(Vault vault, Party party) throws VaultException, KeyException {
    return services.certificates().readRequest(publicPart(vault, party).toArray());
  }

  /** The root certificate that a party goes by; a manufacturer goes by its own. */
  Certificate root(Vault vault, Party party) throws VaultException, KeyException {
    Bytes encoded =
        party.role() == RootPurpose.MANUFACTURER
            ? publicPart(vault, party)
            : one(vault, party, EnrolmentKind.MANUFACTURER).certificate();
    return services.certificates().read(encoded.toArray());
  }

  /** The certificates of a party's key, its own first. */
  CertificateChain chain(Vault vault, Party party) throws VaultException, KeyException {
    if (party.role() == RootPurpose.MANUFACTURER) {
      return CertificateChain.of(root(vault, party));
    }
    return services
        .certificates()
        .readChain(one(vault, party, EnrolmentKind.OWN).certificate().toArray());
  }

  private static Enrolment one(Vault vault, Party party, EnrolmentKind kind) throws VaultException {
    List<Enrolment> all = vault.enrolments().all(party, kind);
    if (all.isEmpty()) {
      publicPart(vault, party);
      throw new VaultException(
          "the " + party + " has no certificate yet: its request has to be certified first");
    }
    return all.getFirst();
  }

  /** A party's key with its certificates; the caller owns it. */
  Credential credential(Grant grant, Vault vault, Party party) throws VaultException, KeyException {
    CertificateChain chain = chain(vault, party);
    return new Credential(grant.root(party.role(), party.name(), GENERATION), chain);
  }

  /** Has a party sign that a module shall die. */
  Bytes condemn(Vault vault, String actor, Party party, SerialNumber module, Bytes challenge)
      throws VaultException, KeyException {
    return Acting.<Bytes, KeyException>perform(
        vault,
        actor,
        "perso:decommission",
        party.name() + " for " + module,
        grant -> {
          try (Credential own = credential(grant, vault, party)) {
            byte[] covered = Decommissioning.covered(module, challenge);
            return Bytes.of(services.ecKeys().sign(own.privateKey(), covered));
          }
        });
  }

  /**
   * Has a party sign a certificate, and writes it down as one that nobody has yet.
   *
   * @param issuer the party's key with its certificates
   * @param subject whom it is for, as the register calls him
   */
  Certificate certify(
      Grant grant,
      Vault vault,
      Party party,
      Credential issuer,
      CertificateTemplate wanted,
      String subject)
      throws VaultException, KeyException {
    Certificate own = issuer.certificate();
    Certificate made = services.certificates().issue(wanted, issuer);
    vault
        .certificates()
        .issue(
            grant,
            new NewCertificate(
                party,
                wanted.purpose(),
                made.serial(),
                subject,
                made.encoded(),
                made.validity().notBefore(),
                made.validity().notAfter(),
                party.role() == RootPurpose.MANUFACTURER ? Bytes.of() : own.serial(),
                OptionalLong.empty(),
                Optional.empty()),
            own.quota());
    return made;
  }

  /** Keeps what certifies a party's key, once it is sure that it does. */
  void install(Grant grant, Vault vault, Party party, CertificateChain chain, Certificate root)
      throws VaultException, KeyException {
    EcPublicKey own = request(vault, party).publicKey();
    if (!chain.leaf().publicKey().equals(own)) {
      throw new KeyException("the certificate is for another key than that of the " + party);
    }
    keep(grant, vault, party, EnrolmentKind.MANUFACTURER, root.subject().commonName(), root);
    vault
        .enrolments()
        .save(grant, enrolment(party, EnrolmentKind.OWN, party.name(), chain.encoded(), ""));
  }

  void keep(
      Grant grant,
      Vault vault,
      Party party,
      EnrolmentKind kind,
      String name,
      Certificate certificate)
      throws VaultException, KeyException {
    if (kind == EnrolmentKind.MANUFACTURER) {
      for (Enrolment other : vault.enrolments().all(party, kind)) {
        if (!other.certificate().equals(certificate.encoded())) {
          throw new KeyException(
              "the " + party + " goes by the root of " + other.name() + " already");
        }
      }
    }
    vault.enrolments().save(grant, enrolment(party, kind, safe(name), certificate.encoded(), ""));
  }

  private Enrolment enrolment(
      Party party, EnrolmentKind kind, String name, Bytes certificate, String address) {
    return new Enrolment(party, kind, name, certificate, Optional.empty(), address, services.now());
  }

  /** A name of a certificate as the vault can have it. */
  static String safe(String name) {
    String kept = name.replaceAll("[^A-Za-z0-9._-]+", "-");
    return kept.length() > 64 ? kept.substring(0, 64) : kept;
  }

  /** The lists of revocations that a party has, each with the issuer that has signed it. */
  List<RevocationList> lists(Vault vault, Party party, List<Certificate> issuers)
      throws VaultException, ChainException {
    var lists = new ArrayList<RevocationList>();
    for (ReceivedList kept : vault.enrolments().lists(party)) {
      for (Certificate issuer : issuers) {
        if (issuer.subjectKeyId().hex().equals(kept.issuer())) {
          lists.add(services.certificates().readRevocationList(kept.encoded().toArray(), issuer));
        }
      }
    }
    return lists;
  }
}
