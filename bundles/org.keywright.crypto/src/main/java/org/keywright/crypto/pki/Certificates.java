// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import java.time.Instant;
import java.util.Map;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Issues, reads and checks certificates of the project's profile (RFC 5280; {@code
 * docs/protocols/certificates.md}), requests for them and lists of revoked ones.
 *
 * <p>Safe for use by many threads; knows no clock.
 */
@ProviderType
public interface Certificates {
  /**
   * Makes a root: a certificate of a key signed with itself.
   *
   * @throws KeyException if the pair does not fit together
   */
  Certificate issueRoot(EcKeyPair pair, DistinguishedName name, Validity validity)
      throws KeyException;

  /**
   * Issues a certificate, with a random serial number.
   *
   * @param template what it is to say
   * @param issuer its certificate must be one that may issue this, and be valid for as long
   * @throws KeyException if profile or issuer forbid it, or the issuer's key and certificate do not
   *     fit together
   */
  Certificate issue(CertificateTemplate template, Credential issuer) throws KeyException;

  /**
   * Makes a request for a certificate.
   *
   * @throws KeyException if it is no private key
   */
  CertificateRequest request(Key privateKey, DistinguishedName subject) throws KeyException;

  /**
   * Reads a request and checks that who made it has the private key.
   *
   * @throws ChainException naming the first fault
   */
  CertificateRequest readRequest(byte[] encoded) throws ChainException;

  /**
   * Makes a list of revoked certificates.
   *
   * @param issuer whose certificates they are
   * @param revoked all that are revoked, by serial number
   * @param number higher than that of the list before
   * @param validity from now to the instant of the next list
   * @throws KeyException if the issuer may not make lists
   */
  RevocationList issueRevocationList(
      Credential issuer,
      Map<Bytes, RevocationList.Revocation> revoked,
      long number,
      Validity validity)
      throws KeyException;

  /**
   * Reads a list of revoked certificates and checks its signature.
   *
   * @param issuer the certificate of the key that must have signed it
   * @throws ChainException naming the first fault
   */
  RevocationList readRevocationList(byte[] encoded, Certificate issuer) throws ChainException;

  /**
   * Reads a certificate strictly; its signature and its issuer are not looked at.
   *
   * @throws ChainException naming the first fault
   */
  Certificate read(byte[] encoded) throws ChainException;

  /**
   * Reads certificates that stand one behind the other, the one that they are about first.
   *
   * @throws ChainException naming the first fault
   */
  CertificateChain readChain(byte[] encoded) throws ChainException;

  /**
   * Reads certificates as text (RFC 7468), the one that they are about first; what stands around
   * them is passed over.
   *
   * @throws ChainException naming the first fault
   */
  CertificateChain readPem(String text) throws ChainException;

  /**
   * Checks a whole chain: every form, signature, validity, purpose, path length, name constraint
   * and revocation, from the root down. A root at its end may be left out.
   *
   * @param chain the certificate that it is about first
   * @param trust whose word counts, for what
   * @param at the instant for which it is asked
   * @throws ChainException naming the first fault that was found, seen from the root
   */
  void check(CertificateChain chain, Trust trust, Instant at) throws ChainException;
}
