// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.Trust;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.Decommissioning;
import org.keywright.protocol.personalization.IdentityGeneration;
import org.keywright.protocol.personalization.IdentityInstallation;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.ModuleNames;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.sim.internal.SmMemory.Identity;
import org.keywright.transport.sim.internal.SmMemory.Installation;

/** The commands by which a security module gets its identity, and by which it dies. */
final class LifeCommands {
  private final ModuleCore core;
  private final Challenge challenge = new Challenge();

  LifeCommands(ModuleCore core) {
    this.core = core;
  }

  /** The identity key, once for ever (claim 8); P1 01 gives the request again. */
  byte[] generateIdentity(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, -1, 0);
    var now = core.now();
    if (command.p1() == 1) {
      Units.requireNoData(command);
      return now.identity()
          .map(Identity::request)
          .map(CertificateRequest::encoded)
          .orElseThrow(() -> new Refusal(0x6985))
          .toArray();
    }
    Units.requireParameters(command, 0, 0);
    if (core.state() != LifeCycle.VIRGIN || now.identity().isPresent()) {
      throw new Refusal(0x6985);
    }
    var asked = IdentityGeneration.decode(command.data());
    try {
      var name = ModuleNames.of(asked.organization(), asked.name(), now.module());
      return made(name).encoded().toArray();
    } catch (IllegalArgumentException e) {
      throw new Refusal(0x6A80, "the name is none for a certificate");
    }
  }

  private CertificateRequest made(DistinguishedName name) throws Refusal {
    try {
      EcKeyPair pair = core.crypto().ecKeys().generate(core.noise(), new byte[0]);
      try {
        var request = core.crypto().certificates().request(pair.privateKey(), name);
        core.replace(core.now().withIdentity(pair, request));
        return request;
      } finally {
        core.memory().wipeUnlessHeld(pair.privateKey());
      }
    } catch (KeyException e) {
      throw new Refusal(0x6F00, "no identity key could be made");
    }
  }

  /** What the manufacturer puts in, once. */
  void installIdentity(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, 0, 0);
    var now = core.now();
    if (core.state() != LifeCycle.VIRGIN || now.identity().isEmpty()) {
      throw new Refusal(0x6985);
    }
    var given = IdentityInstallation.decode(command.data());
    try {
      var certificates = core.crypto().certificates();
      Certificate root = certificates.read(given.root().toArray());
      Certificate identity = certificates.read(given.identityCertificate().toArray());
      if (!root.root()) {
        throw new Refusal(0x9E35, "the manufacturer's certificate is no root");
      }
      var request = now.identity().get().request();
      certificates.check(
          CertificateChain.of(identity),
          Trust.in(root, KeyPurpose.IDENTITY).only(request.publicKey()),
          identity.validity().notBefore());
      if (!identity.subject().equals(request.subject())) {
        throw new Refusal(0x9E02, "the certificate is for another name");
      }
      core.replace(
          now.with(
              new Installation(
                  root, identity, given.policyFloor(), given.wantedCentral(), Optional.empty())));
    } catch (ChainException e) {
      throw new Refusal(e.fault() == ChainFault.SIGNATURE ? 0x9E34 : 0x9E35, e.getMessage());
    }
  }

  /** The manufacturer's list of what it has revoked; its number never goes back. */
  void takeRevocations(CommandApdu command) throws Refusal {
    Units.requireParameters(command, 0, 0);
    var installed = core.requireInstallation();
    try {
      RevocationList list =
          core.crypto().certificates().readRevocationList(command.data(), installed.root());
      if (installed.revocations().filter(held -> held.number() > list.number()).isPresent()) {
        throw new Refusal(0x9E03);
      }
      core.replace(
          core.now()
              .with(
                  new Installation(
                      installed.root(),
                      installed.certificate(),
                      installed.policyFloor(),
                      installed.wantedCentral(),
                      Optional.of(list))));
    } catch (ChainException e) {
      throw new Refusal(e.fault() == ChainFault.SIGNATURE ? 0x9E34 : 0x6A80, e.getMessage());
    }
  }

  byte[] challenge(CommandApdu command) throws Refusal {
    Units.requireParameters(command, 0, 0);
    Units.requireNoData(command);
    core.requireInstallation();
    byte[] fresh = core.crypto().keys().random(Decommissioning.CHALLENGE);
    challenge.arm(fresh, core.instant());
    return fresh.clone();
  }

  /** Erases everything, if manufacturer and a unit both want it. */
  void decommission(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, 0, 0);
    var installed = core.requireInstallation();
    var given = Decommissioning.decode(command.data());
    if (!challenge.spend(given.challenge().toArray(), core.instant())) {
      throw new Refusal(0x6984);
    }
    Certificate unit = core.linkedUnit(given.unitCertificate());
    byte[] covered = Decommissioning.covered(core.module(), given.challenge());
    var ecKeys = core.crypto().ecKeys();
    byte[] byRoot = given.rootSignature().toArray();
    byte[] byUnit = given.unitSignature().toArray();
    if (!ecKeys.verify(installed.root().publicKey(), covered, byRoot)
        || !ecKeys.verify(unit.publicKey(), covered, byUnit)) {
      throw new Refusal(0x6982);
    }
    core.replace(core.now().withoutLife());
  }

  /** A certificate that the module holds, by its number. */
  byte[] certificate(CommandApdu command) throws Refusal {
    Units.requireParameters(command, 0, -1);
    Units.requireNoData(command);
    var installed = core.now().installation();
    var given = core.now().operation();
    Optional<Certificate> found =
        switch (command.p2()) {
          case 1 -> installed.map(Installation::certificate);
          case 2 -> given.map(SmMemory.Operation::moduleCertificate);
          case 3 -> given.map(SmMemory.Operation::unitCertificate);
          case 4 -> given.map(SmMemory.Operation::centralCertificate);
          case 5 -> installed.map(Installation::root);
          default -> throw new Refusal(0x6A86);
        };
    return found
        .map(Certificate::encoded)
        .map(Bytes::toArray)
        .orElseThrow(() -> new Refusal(0x6A88));
  }

  void forget() {
    challenge.forget();
  }
}
