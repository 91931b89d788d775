// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.time.Instant;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.Certificates;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.Trust;
import org.keywright.protocol.Refusal;

/**
 * What a module asks of certificates before it believes them, each refusal with its status word.
 *
 * <p>Safe for use by many threads.
 */
public final class CertificateChecks {
  private final Certificates certificates;
  private final Certificate root;
  private final List<RevocationList> revocationLists;
  private final String organization;

  /**
   * Makes the checks of one module.
   *
   * @param certificates reads and checks
   * @param root the manufacturer's checking key
   * @param revocationLists what the manufacturer has revoked
   * @param organization whose module it is, as in its identity certificate
   */
  public CertificateChecks(
      Certificates certificates,
      Certificate root,
      List<RevocationList> revocationLists,
      String organization) {
    this.certificates = certificates;
    this.root = root;
    this.revocationLists = List.copyOf(revocationLists);
    this.organization = organization;
  }

  static CertificateChecks of(Cryptography crypto, ModuleMemory memory) {
    return new CertificateChecks(
        crypto.certificates(),
        memory.root(),
        memory.revocationLists(),
        memory.identityCertificate().subject().organization());
  }

  /** What a link asks of the certificate of a personalization unit. */
  public Trust units() {
    return Trust.in(root, KeyPurpose.PERSONALIZER).heeding(revocationLists);
  }

  /**
   * Checks the certificate of a personalization unit (claim 7, first check).
   *
   * @throws Refusal 9E34 if the manufacturer has not signed it, 9E36 for its time or revocation,
   *     9E35 for whatever else, and for a unit of another organization
   */
  public Certificate unit(Bytes encoded, Instant at) throws Refusal {
    try {
      Certificate unit = certificates.read(encoded.toArray());
      certificates.check(CertificateChain.of(unit), units(), at);
      if (!unit.subject().organization().equals(organization)) {
        throw new Refusal(0x9E35, "the personalization unit is another organization's");
      }
      return unit;
    } catch (ChainException e) {
      throw refusal(e, 0x9E34);
    }
  }

  /**
   * Checks that the central system has signed the unit's key (claim 6, second check).
   *
   * @throws Refusal 9E33
   */
  void endorsement(Bytes encoded, Bytes centralEncoded, Certificate unit, Instant at)
      throws Refusal {
    try {
      Certificate central = certificates.read(centralEncoded.toArray());
      Certificate endorsement = certificates.read(encoded.toArray());
      certificates.check(
          CertificateChain.of(endorsement, central, unit),
          Trust.in(root, KeyPurpose.ENDORSEMENT).heeding(revocationLists).only(unit.publicKey()),
          at);
    } catch (ChainException e) {
      // A bad certificate of the central system is found by the fifth check, with its own status.
      if (holds(centralEncoded, unit, at)) {
        throw new Refusal(0x9E33, e.getMessage());
      }
    }
  }

  private boolean holds(Bytes centralEncoded, Certificate unit, Instant at) {
    try {
      below(centralEncoded, unit, KeyPurpose.CENTRAL, at);
      return true;
    } catch (ChainException e) {
      return false;
    }
  }

  /**
   * Checks the module certificate (fourth check).
   *
   * @throws Refusal 6988 if the unit has not signed it, 9E37 if it is not of this run, 9E36 for its
   *     time, 9E35 for whatever else
   */
  Certificate module(
      Bytes encoded,
      Certificate unit,
      Certificate identity,
      EcPublicKey key,
      Bytes freshness,
      Instant at)
      throws Refusal {
    try {
      Certificate module = below(encoded, unit, KeyPurpose.MODULE, at);
      requireFresh(module, freshness);
      if (!module.publicKey().equals(key) || !module.subject().equals(identity.subject())) {
        throw new Refusal(0x9E35, "the module certificate is for another key or another module");
      }
      return module;
    } catch (ChainException e) {
      throw refusal(e, 0x6988);
    }
  }

  /**
   * Checks the central system's certificate (fifth check).
   *
   * @throws Refusal 9E32 if the unit has not signed it, 9E37 if it is not of this run, 9E36 for its
   *     time, 9E35 for whatever else
   */
  Certificate central(Bytes encoded, Certificate unit, Bytes freshness, Instant at) throws Refusal {
    try {
      Certificate central = below(encoded, unit, KeyPurpose.CENTRAL, at);
      requireFresh(central, freshness);
      return central;
    } catch (ChainException e) {
      throw refusal(e, 0x9E32);
    }
  }

  private Certificate below(Bytes encoded, Certificate unit, KeyPurpose purpose, Instant at)
      throws ChainException {
    Certificate found = certificates.read(encoded.toArray());
    certificates.check(
        CertificateChain.of(found, unit), Trust.in(root, purpose).heeding(revocationLists), at);
    return found;
  }

  private static void requireFresh(Certificate certificate, Bytes freshness) throws Refusal {
    if (!certificate.freshness().filter(freshness::equals).isPresent()) {
      throw new Refusal(0x9E37);
    }
  }

  private static Refusal refusal(ChainException e, int badSignature) {
    int status =
        switch (e.fault()) {
          case SIGNATURE, UNKNOWN_ISSUER -> badSignature;
          case EXPIRED, NOT_YET_VALID, VALIDITY, REVOKED, REVOCATION_UNKNOWN -> 0x9E36;
          case FRESHNESS -> 0x9E37;
          default -> 0x9E35;
        };
    return new Refusal(status, e.getMessage());
  }
}
